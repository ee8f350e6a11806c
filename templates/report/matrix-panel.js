import { isBroken, page, pairs } from './data.js'
import { focusDetail } from './detail-panel.js'
import { countOf, create } from './dom.js'
import { createMatrix, neighboursOf } from './matrix-view.js'

/** The matrix with its controls: filter, zoom, keys, legend. */
export function createMatrixView() {
  const matrix = createMatrix()
  const search = create('input', {
    type: 'search',
    placeholder: 'Module…',
    'aria-label': 'Show modules whose name contains',
    input: filter,
  })
  const cycles = create('input', { type: 'checkbox', change: filter })

  function filter() {
    const wanted = search.value.trim().toLowerCase()
    const named = new Set(
      page.modules.flatMap(({ name }, at) => (name.toLowerCase().includes(wanted) ? [at] : [])),
    )
    const near = wanted === '' ? named : new Set([...named, ...[...named].flatMap(neighboursOf)])
    matrix.show(at => near.has(at) && (!cycles.checked || page.modules[at]?.cycle != null))
  }

  /** @type {Readonly<Record<string, (row: number, column: number) => void>>} */
  const keys = {
    ArrowUp: (row, column) => matrix.moveTo(row - 1, column),
    ArrowDown: (row, column) => matrix.moveTo(row + 1, column),
    ArrowLeft: (row, column) => matrix.moveTo(row, column - 1),
    ArrowRight: (row, column) => matrix.moveTo(row, column + 1),
    Home: row => matrix.moveTo(row, 0),
    End: row => matrix.moveTo(row, matrix.size() - 1),
    PageUp: (row, column) => matrix.moveTo(row - 10, column),
    PageDown: (row, column) => matrix.moveTo(row + 10, column),
    Enter: () => {
      matrix.open()
      focusDetail()
    },
    n: () => matrix.findNext(() => true),
    c: () => matrix.findNext(pair => pair.cyclic),
    f: () => matrix.findNext(isBroken),
    '+': () => matrix.zoom(1.25),
    '-': () => matrix.zoom(0.8),
    0: () => matrix.fit(),
  }
  matrix.canvas.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = keys[event.key]
    if (!act) return
    event.preventDefault()
    const { row, column } = matrix.cursor() ?? { row: 0, column: 0 }
    act(row, column)
  })
  matrix.scroller.addEventListener(
    'wheel',
    event => {
      if (!event.ctrlKey) return
      event.preventDefault()
      matrix.zoom(event.deltaY < 0 ? 1.25 : 0.8)
    },
    { passive: false },
  )

  const inCycles = page.modules.filter(module => module.cycle !== null).length
  const button = (
    /** @type {string} */ label,
    /** @type {string} */ title,
    /** @type {() => void} */ click,
  ) => create('button', { type: 'button', title, 'aria-label': title, click }, label)
  const bar = create(
    'div',
    { class: 'bar' },
    search,
    inCycles > 0 ? create('label', {}, cycles, `Only the ${countOf(inCycles, 'module')} in cycles`) : null,
    matrix.reading,
    pairs.some(pair => pair.cyclic)
      ? button('Next cycle', 'Go to the next dependency in a cycle', () =>
          matrix.findNext(pair => pair.cyclic),
        )
      : null,
    button('−', 'Smaller', () => matrix.zoom(0.8)),
    button('+', 'Larger', () => matrix.zoom(1.25)),
    button('Fit', 'Fit the window', matrix.fit),
  )
  const view = create('section', {}, bar, matrix.scroller, renderLegend(), matrix.tip)
  return { view }
}

function renderLegend() {
  const entry = (/** @type {string} */ style, /** @type {string} */ text) =>
    create('span', {}, create('i', { class: style }), text)
  return create(
    'div',
    { class: 'legend' },
    entry('cell', 'uses'),
    pairs.some(pair => pair.typeOnly) ? entry('cell-type', 'uses types only') : null,
    entry('cell-cycle', 'in a cycle'),
    pairs.some(isBroken) ? entry('finding', 'has new findings') : null,
    create('span', {}, 'Above the diagonal: against the order of layers and dependencies.'),
  )
}
