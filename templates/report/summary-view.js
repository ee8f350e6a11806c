import { findings, incoming, outgoing, page } from './data.js'
import { announce, countOf, create } from './dom.js'
import { linkButton, longList, showModule } from './pair-detail.js'

/**
 * The first view: verdict, problems, what is found by rule, and the list of modules.
 * @param {{ showRule: (rule: string) => void, showAround: (at: number) => void }} actions
 */
export function createSummaryView(actions) {
  const check = page.check
  const blocks = check
    ? [renderVerdict(check), renderProblems(check.problems), renderRules(actions.showRule)]
    : []
  const lists = check
    ? [
        renderEntries('Gone from the code, still in the baseline', check.stale),
        renderEntries('Fixed', check.fixed),
      ]
    : []
  const scroll = create(
    'div',
    { class: 'scroll', tabindex: 0 },
    ...blocks,
    ...lists,
    renderModules(actions.showAround),
  )
  return { view: create('section', {}, scroll) }
}

/** @param {NonNullable<import('./data.js').PageData['check']>} check */
function renderVerdict({ verdict, headline, advice, counts, comparison }) {
  return create(
    'div',
    { class: `verdict ${verdict}` },
    create('strong', {}, headline),
    create('span', {}, advice),
    create('p', { class: 'quiet' }, `${counts}; ${comparison}.`),
  )
}

/** @param {NonNullable<import('./data.js').PageData['check']>['problems']} problems */
function renderProblems(problems) {
  if (problems.length === 0) return null
  const list = longList(problems, ({ title, message, hint, place }) =>
    create(
      'div',
      {},
      create('strong', {}, title),
      place === null ? null : create('span', { class: 'mono' }, ` ${place}`),
      create('div', {}, message),
      create('div', { class: 'quiet' }, hint),
    ),
  )
  return create('div', { class: 'block' }, create('h2', {}, 'Why the result cannot be trusted'), list)
}

/** @param {(rule: string) => void} showRule */
function renderRules(showRule) {
  if (findings.length === 0) return null
  /** @type {Map<string, { fresh: number, known: number }>} */
  const counts = new Map()
  for (const { rule, status } of findings) {
    const count = counts.get(rule) ?? { fresh: 0, known: 0 }
    if (status === 'known') count.known += 1
    else count.fresh += 1
    counts.set(rule, count)
  }
  const rows = [...counts]
    .sort(([, a], [, b]) => b.fresh - a.fresh || b.known - a.known)
    .map(([rule, { fresh, known }]) =>
      create(
        'tr',
        {},
        create(
          'td',
          {},
          linkButton(rule, () => showRule(rule)),
        ),
        create('td', {}, page.check?.rules[rule]?.title ?? ''),
        create('td', { class: 'number' }, String(fresh)),
        create('td', { class: 'number' }, String(known)),
      ),
    )
  const head = create(
    'tr',
    {},
    create('th', { scope: 'col' }, 'Rule'),
    create('th', { scope: 'col' }, 'Meaning'),
    create('th', { scope: 'col', class: 'number' }, 'New or worse'),
    create('th', { scope: 'col', class: 'number' }, 'Known'),
  )
  const table = create('table', {}, create('thead', {}, head), create('tbody', {}, ...rows))
  return create(
    'div',
    { class: 'block' },
    create('h2', {}, 'Findings by rule'),
    create('div', { class: 'wide' }, table),
  )
}

/** @param {string} title @param {readonly string[]} entries */
function renderEntries(title, entries) {
  if (entries.length === 0) return null
  const list = longList(entries, entry => create('div', { class: 'mono' }, entry))
  return create('div', { class: 'block' }, create('h2', {}, `${title} (${entries.length})`), list)
}

/** @param {readonly import('./data.js').Pair[] | undefined} list */
const importsOf = list => (list ?? []).reduce((sum, pair) => sum + pair.imports.length, 0)

/** @type {readonly { name: string, number: boolean, value: (at: number) => string | number }[]} */
const moduleColumns = [
  { name: 'Module', number: false, value: at => page.modules[at]?.name ?? '' },
  { name: 'Layer', number: false, value: at => page.modules[at]?.layer ?? '' },
  { name: 'Owner', number: false, value: at => page.modules[at]?.owner ?? '' },
  { name: 'Files', number: true, value: at => page.modules[at]?.files ?? 0 },
  { name: 'Uses', number: true, value: at => outgoing[at]?.length ?? 0 },
  { name: 'Used by', number: true, value: at => incoming[at]?.length ?? 0 },
  { name: 'Imports out', number: true, value: at => importsOf(outgoing[at]) },
  { name: 'Imports in', number: true, value: at => importsOf(incoming[at]) },
  { name: 'Cycle', number: false, value: at => (page.modules[at]?.cycle == null ? '' : 'yes') },
]

/** @param {(at: number) => void} showAround */
function renderModules(showAround) {
  const columns = moduleColumns.filter(
    column => column.number || page.modules.some((_, at) => column.value(at) !== ''),
  )
  const rows = page.modules.map((module, at) =>
    create(
      'tr',
      {},
      ...columns.map((column, place) =>
        place === 0
          ? create(
              'th',
              { scope: 'row' },
              linkButton(module.name, () => showModule(at, () => showAround(at))),
            )
          : create('td', { class: column.number ? 'number' : '' }, column.value(at).toLocaleString('en-US')),
      ),
    ),
  )
  const body = create('tbody', {}, ...rows)
  let sorted = { column: '', down: false }
  const heads = columns.map(column => {
    const sort = () => {
      sorted = { column: column.name, down: sorted.column === column.name ? !sorted.down : column.number }
      const order = page.modules
        .map((_, at) => at)
        .sort((a, b) => compareValues(column.value(a), column.value(b)) * (sorted.down ? -1 : 1))
      body.append(...order.flatMap(at => rows[at] ?? []))
      heads.forEach((head, place) => {
        head.setAttribute(
          'aria-sort',
          columns[place] === column ? (sorted.down ? 'descending' : 'ascending') : 'none',
        )
      })
      announce(`Sorted by ${column.name}`)
    }
    return create(
      'th',
      { scope: 'col', class: column.number ? 'number' : '', 'aria-sort': 'none' },
      create('button', { type: 'button', click: sort }, column.name),
    )
  })
  const table = create('table', {}, create('thead', {}, create('tr', {}, ...heads)), body)
  const title = `${countOf(page.modules.length, 'module')}, what is used first`
  return create('div', { class: 'block' }, create('h2', {}, title), create('div', { class: 'wide' }, table))
}

/** @param {string | number} a @param {string | number} b */
function compareValues(a, b) {
  return a < b ? -1 : a > b ? 1 : 0
}
