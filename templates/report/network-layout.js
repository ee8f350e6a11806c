import { outgoing } from './data.js'

/** Nodes beside each other in one line at most. */
const widest = 11

/**
 * Places modules in ranks, what is used below what uses it; within a rank near what they are connected with.
 * Dependencies against the matrix order, which close cycles, do not count.
 * @param {readonly number[]} members positions in `page.modules`, ascending, which is the matrix order
 * @param {(at: number) => number} widthOf
 * @returns {Map<number, { x: number, y: number }>}
 */
export function layOut(members, widthOf) {
  const ranks = rankAll(members)
  /** @type {number[][]} */
  const rows = []
  for (const at of members) {
    const rank = ranks.get(at) ?? 0
    const row = rows[rank] ?? []
    row.push(at)
    rows[rank] = row
  }
  const order = sortRows(
    fillLines(
      rows.flatMap(row => (row === undefined ? [] : [row])),
      members.length,
    ),
  )
  return placeRows(order, widthOf)
}

/**
 * Many ranks of few nodes make a tower that nobody can read; then lines are filled up in the order of ranks.
 * @param {number[][]} rows
 * @param {number} size
 */
function fillLines(rows, size) {
  const lines = Math.ceil(Math.sqrt(size * 0.6))
  if (rows.length <= Math.max(6, lines * 1.5)) return rows
  const members = rows.flat()
  const length = Math.ceil(size / lines)
  return Array.from({ length: lines }, (_, line) => members.slice(line * length, (line + 1) * length))
}

/** @param {readonly number[]} members */
function rankAll(members) {
  const ranks = new Map(members.map(at => [at, 0]))
  for (const at of members) {
    for (const { to } of outgoing[at] ?? []) {
      const below = ranks.get(to)
      if (below !== undefined && to < at) ranks.set(at, Math.max(ranks.get(at) ?? 0, below + 1))
    }
  }
  return ranks
}

/** Orders each row by the mean place of its neighbours, a few times up and down. @param {readonly number[][]} rows */
function sortRows(rows) {
  /** @type {Map<number, number[]>} */
  const neighbours = new Map(rows.flat().map(at => [at, []]))
  for (const at of neighbours.keys()) {
    for (const { to } of outgoing[at] ?? []) {
      if (!neighbours.has(to)) continue
      neighbours.get(at)?.push(to)
      neighbours.get(to)?.push(at)
    }
  }
  /** @type {Map<number, number>} */
  const places = new Map()
  const remember = (/** @type {readonly number[]} */ row) =>
    row.forEach((at, place) => {
      places.set(at, (place + 0.5) / row.length)
    })
  for (const row of rows) remember(row)
  for (let sweep = 0; sweep < 6; sweep += 1) {
    for (const row of sweep % 2 === 0 ? rows : [...rows].reverse()) {
      const means = new Map(
        row.map(at => [at, mean((neighbours.get(at) ?? []).map(other => places.get(other) ?? 0.5))]),
      )
      row.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0))
      remember(row)
    }
  }
  return rows
}

/** @param {readonly number[]} values */
const mean = values =>
  values.length === 0 ? 0.5 : values.reduce((sum, value) => sum + value, 0) / values.length

/** @param {readonly (readonly number[])[]} rows @param {(at: number) => number} widthOf */
function placeRows(rows, widthOf) {
  /** @type {Map<number, { x: number, y: number }>} */
  const spots = new Map()
  let y = 0
  for (const row of rows) {
    for (let start = 0; start < row.length; start += widest) {
      const line = row.slice(start, start + widest)
      const width = line.reduce((sum, at) => sum + widthOf(at) + 34, -34)
      let x = -width / 2
      line.forEach((at, place) => {
        // Neighbours stand a little apart in height, so that an arrow between them is seen.
        spots.set(at, { x: x + widthOf(at) / 2, y: y + (line.length > 4 && place % 2 === 1 ? 26 : 0) })
        x += widthOf(at) + 34
      })
      y -= start + widest < row.length ? 84 : 116
    }
  }
  return spots
}
