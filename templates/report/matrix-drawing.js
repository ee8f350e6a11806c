import { isBroken, nameOf, outgoing, page } from './data.js'
import { colors } from './theme.js'

/** @typedef {import('./data.js').Pair} Pair */
/** @typedef {{ row: number, column: number }} Spot */

/**
 * What is drawn: positions are those in `shown`, sizes are in pixels of the page.
 * @typedef {object} Scene
 * @property {CanvasRenderingContext2D} pen
 * @property {readonly number[]} shown modules in order
 * @property {Int32Array} places place of each module in `shown`, -1 for those left out
 * @property {number} cell size of a cell
 * @property {number} edge width of the names at the left, height of those at the top
 * @property {number} left scrolled away at the left
 * @property {number} top scrolled away at the top
 * @property {number} width
 * @property {number} height
 * @property {Spot | null} mark cell whose row and column stand out
 * @property {Spot | null} cursor cell at hand
 * @property {Spot} first visible
 * @property {Spot} last visible
 */

/** Below this size of a cell, names would overlap; they are then told for the cell at hand only. */
export const labelledCell = 11
export const longestLabel = 200
/** A mark is at least this wide, however small the cell; one that matters more, a little wider. */
const smallestMark = 1.5
const smallestAlarm = 3

/** @param {Scene} scene @param {number} column */
const xOf = (scene, column) => scene.edge + column * scene.cell - scene.left
/** @param {Scene} scene @param {number} row */
const yOf = (scene, row) => scene.edge + row * scene.cell - scene.top

/** @param {number} cell */
export const labelFont = cell => `${Math.max(9, Math.min(12, Math.round(cell) - 2))}px system-ui, sans-serif`

/** @param {Scene} scene @param {number} place */
const layerOf = (scene, place) => page.modules[scene.shown[place] ?? -1]?.layer ?? null

/** @param {Scene} scene */
export function drawMatrix(scene) {
  const { pen, edge, width, height, first, last } = scene
  pen.clearRect(0, 0, width, height)
  pen.save()
  pen.beginPath()
  pen.rect(edge - 1, edge - 1, width, height)
  pen.clip()
  drawDiagonal(scene)
  drawBands(scene)
  drawLines(scene)
  for (let row = first.row; row <= last.row; row += 1) drawRow(scene, row)
  drawCursor(scene)
  pen.restore()
  if (scene.cell >= labelledCell) drawNames(scene)
  drawLayers(scene)
  drawCorner(scene)
}

/** One line where squares would be too small to see. @param {Scene} scene */
function drawDiagonal(scene) {
  const { pen, cell, first, last } = scene
  const from = Math.min(first.row, first.column)
  const to = Math.max(last.row, last.column) + 1
  if (cell >= 2) {
    pen.fillStyle = colors.diagonal
    for (let place = from; place < to; place += 1)
      pen.fillRect(xOf(scene, place), yOf(scene, place), cell, cell)
    return
  }
  pen.strokeStyle = colors.quiet
  pen.lineWidth = 0.5
  pen.beginPath()
  pen.moveTo(xOf(scene, from), yOf(scene, from))
  pen.lineTo(xOf(scene, to), yOf(scene, to))
  pen.stroke()
}

/** Row and column of the cell at hand. @param {Scene} scene */
function drawBands(scene) {
  const { pen, mark, cell, first, last } = scene
  if (!mark) return
  const thick = Math.max(1, cell)
  const [left, right] = [xOf(scene, first.column), xOf(scene, last.column + 1)]
  const [top, bottom] = [yOf(scene, first.row), yOf(scene, last.row + 1)]
  pen.fillStyle = colors.band
  pen.fillRect(left, yOf(scene, mark.row), right - left, thick)
  pen.fillRect(xOf(scene, mark.column), top, thick, bottom - top)
}

/** Lines between cells where there is room, and always between layers. @param {Scene} scene */
function drawLines(scene) {
  const { pen, cell, first, last, shown } = scene
  const [left, right] = [xOf(scene, first.column), xOf(scene, last.column + 1)]
  const [top, bottom] = [yOf(scene, first.row), yOf(scene, last.row + 1)]
  const end = Math.max(last.row, last.column) + 1
  pen.lineWidth = 1
  for (let place = Math.min(first.row, first.column); place <= end; place += 1) {
    const border =
      place === 0 || place === shown.length || layerOf(scene, place) !== layerOf(scene, place - 1)
    if (!border && cell < 8) continue
    const x = Math.round(xOf(scene, place)) + 0.5
    const y = Math.round(yOf(scene, place)) + 0.5
    pen.strokeStyle = border ? colors.quiet : colors.line
    pen.beginPath()
    pen.moveTo(left, y)
    pen.lineTo(right, y)
    pen.moveTo(x, top)
    pen.lineTo(x, bottom)
    pen.stroke()
  }
}

/** @param {Scene} scene @param {number} row */
function drawRow(scene, row) {
  for (const pair of outgoing[scene.shown[row] ?? -1] ?? []) {
    const column = scene.places[pair.to] ?? -1
    if (column >= scene.first.column && column <= scene.last.column) drawMark(scene, pair, { row, column })
  }
}

/** @param {Scene} scene @param {Pair} pair @param {Spot} spot */
function drawMark(scene, pair, { row, column }) {
  const { pen, cell } = scene
  const broken = isBroken(pair)
  const inset = cell >= 8 ? 1 : 0
  const size = Math.max(pair.cyclic || broken ? smallestAlarm : smallestMark, cell - inset)
  const shift = inset - Math.max(0, size - cell) / 2
  const x = xOf(scene, column) + shift
  const y = yOf(scene, row) + shift
  pen.globalAlpha = Math.min(1, 0.45 + Math.log10(pair.imports.length + 1) / 3)
  pen.fillStyle = pair.cyclic ? colors['cell-cycle'] : pair.typeOnly ? colors['cell-type'] : colors.cell
  if (broken && cell < 5) pen.fillStyle = colors.error
  pen.fillRect(x, y, size, size)
  pen.globalAlpha = 1
  if (broken && cell >= 5) {
    pen.strokeStyle = colors.error
    pen.lineWidth = 2
    pen.strokeRect(x + 1, y + 1, size - 2, size - 2)
  }
  if (cell < 22) return
  pen.fillStyle = colors.back
  pen.font = '600 11px system-ui, sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText(
    pair.imports.length > 999 ? '1k+' : String(pair.imports.length),
    x + size / 2,
    y + size / 2 + 0.5,
  )
}

/** @param {Scene} scene */
function drawCursor(scene) {
  const { pen, cursor, cell } = scene
  if (!cursor) return
  const size = Math.max(6, cell + 2)
  const shift = (cell - size) / 2
  pen.strokeStyle = colors.accent
  pen.lineWidth = 2
  pen.strokeRect(xOf(scene, cursor.column) + shift, yOf(scene, cursor.row) + shift, size, size)
}

/** @param {Scene} scene */
function drawNames(scene) {
  const { pen, edge, cell, first, last, mark } = scene
  pen.textBaseline = 'middle'
  for (let row = first.row; row <= last.row; row += 1) {
    const y = yOf(scene, row) + cell / 2
    if (y >= edge) drawName(scene, row, { x: edge - 6, y, turned: false, strong: mark?.row === row })
  }
  for (let column = first.column; column <= last.column; column += 1) {
    const x = xOf(scene, column) + cell / 2
    if (x >= edge) drawName(scene, column, { x, y: edge - 6, turned: true, strong: mark?.column === column })
  }
  pen.textAlign = 'left'
}

/**
 * @param {Scene} scene
 * @param {number} place
 * @param {{ x: number, y: number, turned: boolean, strong: boolean }} where
 */
function drawName(scene, place, { x, y, turned, strong }) {
  const { pen, cell, shown } = scene
  const module = page.modules[shown[place] ?? -1]
  if (!module) return
  pen.save()
  pen.translate(x, y)
  if (turned) pen.rotate(-Math.PI / 2)
  pen.font = `${strong ? '600 ' : ''}${labelFont(cell)}`
  pen.fillStyle = strong ? colors.text : module.cycle === null ? colors.quiet : colors['cell-cycle']
  pen.textAlign = turned ? 'left' : 'right'
  pen.fillText(fitText(pen, module.name, longestLabel), 0, 0)
  pen.restore()
}

/** The layers along the left edge. @param {Scene} scene */
function drawLayers(scene) {
  const { pen, shown, edge, height } = scene
  for (let start = 0, end = 0; start < shown.length; start = end) {
    end = start + 1
    while (end < shown.length && layerOf(scene, end) === layerOf(scene, start)) end += 1
    const layer = layerOf(scene, start)
    const from = Math.max(edge, yOf(scene, start))
    const to = Math.min(height, yOf(scene, end))
    if (layer === null || to - from < 24) continue
    pen.fillStyle = colors.line
    pen.fillRect(16, from + 2, 2, to - from - 4)
    pen.save()
    pen.translate(9, (from + to) / 2)
    pen.rotate(-Math.PI / 2)
    pen.font = '600 10px system-ui, sans-serif'
    pen.fillStyle = colors.quiet
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(fitText(pen, layer, to - from - 4), 0, 0)
    pen.restore()
  }
}

/** How to read it. @param {Scene} scene */
function drawCorner({ pen, edge }) {
  pen.clearRect(0, 0, edge - 1, edge - 1)
  if (edge < 90) return
  pen.font = '11px system-ui, sans-serif'
  pen.fillStyle = colors.quiet
  pen.textAlign = 'right'
  pen.fillText('row', edge - 8, edge - 26)
  pen.fillText('uses ↑', edge - 8, edge - 12)
}

/** @param {CanvasRenderingContext2D} pen @param {string} text @param {number} width */
function fitText(pen, text, width) {
  if (pen.measureText(text).width <= width) return text
  let kept = text
  while (kept.length > 1 && pen.measureText(`${kept}…`).width > width) kept = kept.slice(0, -1)
  return `${kept}…`
}

/** @param {Spot} spot @param {readonly number[]} shown @param {Pair | null} pair */
export function describeCell({ row, column }, shown, pair) {
  const [from, to] = [shown[row] ?? -1, shown[column] ?? -1]
  if (from === to) return nameOf(from)
  if (!pair) return `${nameOf(from)} does not use ${nameOf(to)}`
  const count = pair.imports.length
  const notes = [
    `${count.toLocaleString('en-US')} ${count === 1 ? 'import' : 'imports'}`,
    pair.typeOnly ? 'types only' : '',
    pair.cyclic ? 'in a cycle' : '',
    isBroken(pair) ? 'with new findings' : '',
  ]
  return `${nameOf(from)} → ${nameOf(to)}: ${notes.filter(note => note !== '').join(', ')}`
}
