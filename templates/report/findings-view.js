import { findings } from './data.js'
import { focusDetail } from './detail-panel.js'
import { announce, countOf, create, oncePerFrame } from './dom.js'
import { freshStatus, selectRows, sortKeys, sortRowsBy } from './findings-filter.js'
import { showFinding } from './pair-detail.js'

const rowHeight = 32
/** Rows kept ready above and below the window. */
const spare = 8

/** The findings as a table of which only the rows in the window exist. */
export function createFindingsView() {
  /** @type {readonly number[]} */
  let rows = []
  let current = 0
  let sorting = { column: '', down: false }

  const body = create('div', { role: 'presentation' })
  const head = create('div', { class: 'row head', role: 'row', 'aria-rowindex': 1 })
  const grid = create(
    'div',
    { class: 'rows', role: 'grid', 'aria-label': 'Findings', 'aria-colcount': 6 },
    head,
    body,
  )
  const empty = create('p', { class: 'empty', hidden: true }, 'No finding matches.')
  const count = create('span', { class: 'grow quiet' })
  const text = create('input', {
    type: 'search',
    placeholder: 'Search…',
    'aria-label': 'Search in findings',
    input: apply,
  })
  const rule = choice(
    'Rule',
    distinct(finding => [finding.rule]),
  )
  const module = choice(
    'Module',
    distinct(({ from, to }) => [from, to]),
  )
  const severity = choice(
    'Severity',
    distinct(finding => [finding.severity]),
  )
  const status = choice('Status', [freshStatus, ...distinct(finding => [finding.status])])
  const bar = create(
    'div',
    { class: 'bar' },
    text,
    rule.label,
    module.label,
    severity.label,
    status.label,
    count,
  )
  const view = create('section', {}, bar, grid, empty)
  const render = oncePerFrame(drawRows)

  /** @param {string} name @param {readonly string[]} values */
  function choice(name, values) {
    const options = [
      create('option', { value: '' }, 'all'),
      ...values.map(value => create('option', { value }, value)),
    ]
    const select = create('select', { change: apply }, ...options)
    return { select, label: create('label', {}, name, select) }
  }

  function apply() {
    const criteria = {
      text: text.value,
      rule: rule.select.value,
      module: module.select.value,
      severity: severity.select.value,
      status: status.select.value,
    }
    rows = sortRowsBy(selectRows(criteria), sorting.column, sorting.down)
    current = 0
    grid.scrollTop = 0
    grid.setAttribute('aria-rowcount', String(rows.length + 1))
    count.textContent =
      rows.length === findings.length
        ? countOf(rows.length, 'finding')
        : `${rows.length.toLocaleString('en-US')} of ${countOf(findings.length, 'finding')}`
    empty.hidden = rows.length > 0
    announce(count.textContent)
    render()
  }

  function drawHead() {
    const cells = Object.keys(sortKeys).map(name => {
      const sorted = sorting.column === name
      const state = sorted ? (sorting.down ? 'descending' : 'ascending') : 'none'
      const arrow = sorted ? (sorting.down ? ' ↓' : ' ↑') : ''
      const sort = create('button', { type: 'button', click: () => sortBy(name) }, name + arrow)
      return create('span', { role: 'columnheader', 'aria-sort': state }, sort)
    })
    head.replaceChildren(...cells)
  }

  /** @param {string} column */
  function sortBy(column) {
    sorting = { column, down: sorting.column === column && !sorting.down }
    drawHead()
    apply()
  }

  function drawRows() {
    body.style.height = `${rows.length * rowHeight}px`
    const first = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - spare)
    const last = Math.min(rows.length, Math.ceil((grid.scrollTop + grid.clientHeight) / rowHeight) + spare)
    const hadFocus = body.contains(document.activeElement)
    const shown = []
    for (let place = first; place < last; place += 1) shown.push(drawRow(place))
    body.replaceChildren(...shown)
    if (hadFocus) focusRow()
  }

  /** @param {number} place */
  function drawRow(place) {
    const finding = findings[rows[place] ?? -1]
    if (!finding) return create('div', {})
    const fresh = finding.status !== 'known'
    const cell = (/** @type {string} */ value, style = '') =>
      create('span', { role: 'gridcell', class: style, title: value }, value)
    const row = create(
      'div',
      {
        class: 'row body',
        role: 'row',
        'aria-rowindex': place + 2,
        'aria-selected': place === current ? 'true' : 'false',
        tabindex: place === current ? 0 : -1,
        click: () => select(place),
      },
      create(
        'span',
        { role: 'gridcell' },
        create('span', { class: fresh ? `tag ${finding.severity}` : 'tag' }, finding.severity),
      ),
      cell(finding.status),
      cell(finding.rule),
      cell(`${finding.from ?? '(no module)'}${finding.to === null ? '' : ` → ${finding.to}`}`),
      cell(`${finding.file}:${finding.line}`, 'mono'),
      cell(finding.message),
    )
    row.style.top = `${place * rowHeight + rowHeight}px`
    return row
  }

  /** @param {number} place */
  function select(place) {
    current = place
    const finding = findings[rows[place] ?? -1]
    if (finding) showFinding(finding)
    drawRows()
    focusRow()
  }

  function focusRow() {
    const row = body.querySelector('[aria-selected="true"]')
    if (row instanceof HTMLElement) row.focus({ preventScroll: true })
  }

  /** @param {number} place */
  function moveTo(place) {
    current = Math.max(0, Math.min(rows.length - 1, place))
    const top = current * rowHeight
    const room = grid.clientHeight - 2 * rowHeight
    grid.scrollTop = Math.max(top - room, Math.min(grid.scrollTop, top))
    drawRows()
    focusRow()
  }

  const page = () => Math.max(1, Math.floor(grid.clientHeight / rowHeight) - 2)
  /** @type {Readonly<Record<string, () => void>>} */
  const keys = {
    ArrowDown: () => moveTo(current + 1),
    ArrowUp: () => moveTo(current - 1),
    PageDown: () => moveTo(current + page()),
    PageUp: () => moveTo(current - page()),
    Home: () => moveTo(0),
    End: () => moveTo(rows.length - 1),
    Enter: () => {
      select(current)
      focusDetail()
    },
  }
  body.addEventListener('keydown', event => {
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  })
  grid.addEventListener('scroll', render)
  new ResizeObserver(render).observe(grid)
  if (findings.some(finding => finding.status !== 'known')) status.select.value = freshStatus
  drawHead()
  apply()
  return {
    view,
    /** @param {{ rule?: string, module?: string }} wanted */
    filter(wanted) {
      rule.select.value = wanted.rule ?? ''
      module.select.value = wanted.module ?? ''
      text.value = ''
      status.select.value = ''
      apply()
    },
  }
}

/** @param {(finding: import('./data.js').PageFinding) => readonly (string | null)[]} values */
function distinct(values) {
  return [...new Set(findings.flatMap(values))].filter(value => value !== null).sort()
}
