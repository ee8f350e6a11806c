import { incoming, outgoing, page, pairOf } from './data.js'
import { announce, countOf, create, oncePerFrame } from './dom.js'
import { describeCell, drawMatrix, labelFont, labelledCell, longestLabel } from './matrix-drawing.js'
import { showPair } from './pair-detail.js'
import { onThemeChange } from './theme.js'

/** @typedef {import('./data.js').Pair} Pair */
/** @typedef {import('./matrix-drawing.js').Spot} Spot */

const smallestCell = 0.5
const largestCell = 48
/** Up to this many modules the matrix starts with names, even if it is larger than the window. */
const startsLabelled = 150

/**
 * The dependency matrix: a row for each module, a mark where it uses the module of the column. Drawn on a canvas of
 * the size of the window, so that the number of modules does not matter.
 */
export function createMatrix() {
  /** @type {readonly number[]} modules shown, in order */
  let shown = page.modules.map((_, at) => at)
  let places = placeAll(shown)
  let cell = 0
  let zoomed = false
  /** @type {Spot | null} */
  let cursor = null
  /** @type {Spot | null} */
  let hover = null

  const canvas = create('canvas', {
    tabindex: 0,
    role: 'application',
    'aria-roledescription': 'dependency matrix',
    'aria-label':
      'Dependency matrix. Arrow keys move, Enter shows the imports of a cell, N goes to the next dependency, C to the next one in a cycle, F to the next one with new findings, plus and minus zoom, zero fits the window.',
  })
  const spacer = create('div', {})
  const scroller = create('div', { class: 'matrix', tabindex: -1 }, canvas, spacer)
  const reading = create('span', { class: 'reading quiet' })
  const tip = create('div', { class: 'tip', hidden: true, 'aria-hidden': 'true' })
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'))
  const redraw = oncePerFrame(draw)

  function edge() {
    if (cell < labelledCell) return 46
    pen.font = labelFont(cell)
    const widest = shown.reduce(
      (most, at) => Math.max(most, pen.measureText(page.modules[at]?.name ?? '').width),
      40,
    )
    return Math.min(longestLabel, widest) + 32
  }

  function resize() {
    const width = scroller.clientWidth
    const height = scroller.clientHeight
    if (width === 0 || height === 0) return
    if (!zoomed) cell = startingCell()
    const ratio = devicePixelRatio || 1
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
    const side = edge() + shown.length * cell + 24
    spacer.style.width = `${side}px`
    spacer.style.height = `${Math.max(0, side - height)}px`
    redraw()
  }

  function fittingCell() {
    const side = Math.min(scroller.clientWidth, scroller.clientHeight)
    const room = side - (shown.length * labelledCell < side - 160 ? 160 : 60)
    return roundCell(room / Math.max(1, shown.length))
  }

  function startingCell() {
    return shown.length > startsLabelled ? fittingCell() : Math.max(labelledCell + 2, fittingCell())
  }

  function draw() {
    const ratio = devicePixelRatio || 1
    const [width, height] = [canvas.width / ratio, canvas.height / ratio]
    const [left, top, start] = [scroller.scrollLeft, scroller.scrollTop, edge()]
    const end = shown.length - 1
    const spot = hover ?? cursor
    reading.textContent = spot
      ? describeCell(spot, shown, pairAt(spot))
      : 'A row uses the columns where it has a mark.'
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawMatrix({
      pen,
      shown,
      places,
      cell,
      edge: start,
      left,
      top,
      width,
      height,
      mark: spot,
      cursor,
      first: { row: Math.floor(top / cell), column: Math.floor(left / cell) },
      last: {
        row: Math.min(end, Math.floor((top + height - start) / cell)),
        column: Math.min(end, Math.floor((left + width - start) / cell)),
      },
    })
  }

  /** @param {MouseEvent} event */
  function spotAt(event) {
    const box = canvas.getBoundingClientRect()
    const start = edge()
    const x = event.clientX - box.left - start
    const y = event.clientY - box.top - start
    const column = Math.floor((x + scroller.scrollLeft) / cell)
    const row = Math.floor((y + scroller.scrollTop) / cell)
    return x >= 0 && y >= 0 && row < shown.length && column < shown.length ? { row, column } : null
  }

  /** @param {Spot} spot */
  const pairAt = ({ row, column }) => pairOf(shown[row] ?? -1, shown[column] ?? -1)

  /** @param {MouseEvent} event */
  function onMove(event) {
    const spot = spotAt(event)
    if (spot?.row !== hover?.row || spot?.column !== hover?.column) redraw()
    hover = spot
    tip.hidden = spot === null
    if (!spot) return
    tip.textContent = describeCell(spot, shown, pairAt(spot))
    const beside = event.clientX > innerWidth - 380
    tip.style.left = beside ? 'auto' : `${event.clientX + 14}px`
    tip.style.right = beside ? `${innerWidth - event.clientX + 14}px` : 'auto'
    tip.style.top = `${Math.min(event.clientY + 14, innerHeight - 60)}px`
  }

  function onLeave() {
    hover = null
    tip.hidden = true
    redraw()
  }

  /** @param {MouseEvent} event */
  function onClick(event) {
    const spot = spotAt(event)
    if (!spot) return
    cursor = spot
    open()
    redraw()
  }

  /** Shows what is behind the cell at hand. */
  function open() {
    if (cursor) showPair(shown[cursor.row] ?? -1, shown[cursor.column] ?? -1)
  }

  /** Moves to a cell, into view, and tells it. @param {number} row @param {number} column */
  function moveTo(row, column) {
    const limit = shown.length - 1
    if (limit < 0) return
    cursor = { row: clamp(row, 0, limit), column: clamp(column, 0, limit) }
    hover = null
    const [across, down] = [scroller.clientWidth - edge() - cell, scroller.clientHeight - edge() - cell]
    scroller.scrollLeft = clamp(scroller.scrollLeft, cursor.column * cell - across, cursor.column * cell)
    scroller.scrollTop = clamp(scroller.scrollTop, cursor.row * cell - down, cursor.row * cell)
    announce(describeCell(cursor, shown, pairAt(cursor)))
    redraw()
  }

  /** @param {number} factor */
  function zoom(factor) {
    const before = cell
    zoomed = true
    cell = roundCell(cell * factor)
    if (cell === before) cell = roundCell(before + Math.sign(factor - 1))
    const left = (scroller.scrollLeft / before) * cell
    const top = (scroller.scrollTop / before) * cell
    resize()
    scroller.scrollTo(left, top)
  }

  function fit() {
    zoomed = true
    cell = fittingCell()
    resize()
    scroller.scrollTo(0, 0)
  }

  /** Shows these modules only, in the order of the whole. @param {(at: number) => boolean} keeps */
  function show(keeps) {
    shown = page.modules.map((_, at) => at).filter(keeps)
    places = placeAll(shown)
    cursor = null
    hover = null
    zoomed = false
    resize()
    scroller.scrollTo(0, 0)
    announce(`${countOf(shown.length, 'module')} shown`)
  }

  /** The next cell with a dependency after the one at hand, row by row. @param {(pair: Pair) => boolean} wanted */
  function findNext(wanted) {
    const size = shown.length
    const start = cursor ? cursor.row * size + cursor.column : -1
    const cells = shown.flatMap((from, row) =>
      (outgoing[from] ?? [])
        .filter(pair => (places[pair.to] ?? -1) >= 0 && wanted(pair))
        .map(pair => row * size + (places[pair.to] ?? 0)),
    )
    cells.sort((a, b) => a - b)
    const next = cells.find(at => at > start) ?? cells[0]
    if (next === undefined) announce('There is none.')
    else moveTo(Math.floor(next / size), next % size)
  }

  scroller.addEventListener('scroll', redraw)
  canvas.addEventListener('mousemove', onMove)
  canvas.addEventListener('mouseleave', onLeave)
  canvas.addEventListener('click', onClick)
  new ResizeObserver(resize).observe(scroller)
  onThemeChange(redraw)
  return {
    scroller,
    canvas,
    tip,
    reading,
    zoom,
    fit,
    show,
    moveTo,
    open,
    findNext,
    cursor: () => cursor,
    size: () => shown.length,
  }
}

/** @param {number} at modules that it uses or that use it */
export const neighboursOf = at => [
  ...(outgoing[at] ?? []).map(pair => pair.to),
  ...(incoming[at] ?? []).map(pair => pair.from),
]

/** Whole pixels keep lines sharp; small cells need the fractions. @param {number} size */
function roundCell(size) {
  return clamp(size >= 4 ? Math.floor(size) : size, smallestCell, largestCell)
}

/** @param {readonly number[]} shown */
function placeAll(shown) {
  const places = new Int32Array(page.modules.length).fill(-1)
  shown.forEach((at, place) => {
    places[at] = place
  })
  return places
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.max(least, Math.min(most, value))
}
