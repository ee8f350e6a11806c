import { type Adjacency, at, reverseAdjacency } from './adjacency.js'
import {
  listBackEdges,
  listSources,
  positionsOf,
  type WeightedGraph,
  weighBackEdges,
} from './weighted-graph.js'

/** An order under improvement, with what may still be spent on it. */
interface Workbench {
  readonly part: WeightedGraph
  readonly reversed: ReturnType<typeof reverseAdjacency>
  readonly order: Int32Array
  readonly positions: Int32Array
  /** Source of each edge. */
  readonly sources: Int32Array
  /** Scratch space for the neighbours of one node. */
  readonly keys: Float64Array
  readonly gains: Float64Array
  /** Scratch space for nodes on the move. */
  readonly moved: Int32Array
  budget: number
}

/**
 * Lowers the weight of the edges that lead backwards by two moves in turn, until neither helps or the budget is
 * spent (in edges looked at, not in time): put a node where its own edges like it best, and put an edge back that closes no cycle.
 */
export function improveOrder(part: WeightedGraph, start: Int32Array, budget: number): Int32Array {
  const bench = createWorkbench(part, start, budget)
  let cost = weighBackEdges(part, bench.positions)
  while (bench.budget > 0) {
    for (let node = 0; node < part.graph.size && bench.budget > 0; node++) siftNode(bench, node)
    restoreEdges(bench)
    const improved = weighBackEdges(part, bench.positions)
    if (improved >= cost) break
    cost = improved
  }
  return bench.order
}

function createWorkbench(part: WeightedGraph, start: Int32Array, budget: number): Workbench {
  const reversed = reverseAdjacency(part.graph)
  let degree = 0
  for (let node = 0; node < part.graph.size; node++) {
    degree = Math.max(degree, degreeOf(part.graph, node) + degreeOf(reversed, node))
  }
  return {
    part,
    reversed,
    order: start.slice(),
    positions: positionsOf(start),
    sources: listSources(part.graph),
    keys: new Float64Array(degree),
    gains: new Float64Array(degree),
    moved: new Int32Array(part.graph.size),
    budget,
  }
}

function degreeOf(rows: Adjacency, node: number): number {
  return at(rows.offsets, node + 1) - at(rows.offsets, node)
}

/** Puts a node where the edges between it and the nodes it passes cost least; a draw moves nothing. */
function siftNode(bench: Workbench, node: number): void {
  const from = at(bench.positions, node)
  const count = gatherNeighbours(bench, node)
  const keys = bench.keys.subarray(0, count).sort()
  let middle = 0
  while (middle < count && at(keys, middle) < from * keyStep) middle++
  let [best, bestPosition, gain] = [0, -1, 0]
  const look = (index: number, sign: 1 | -1) => {
    const key = at(keys, index)
    const position = Math.floor(key / keyStep)
    gain += sign * at(bench.gains, key - position * keyStep)
    if (gain > best) [best, bestPosition] = [gain, position]
  }
  for (let index = middle - 1; index >= 0; index--) look(index, 1)
  gain = 0
  for (let index = middle; index < count; index++) look(index, -1)
  if (best > 0) moveNode(bench, from, bestPosition)
}

/** Positions and numbers of neighbours are sorted as one number each. */
const keyStep = 2 ** 26

/**
 * Notes for each edge of a node the position of its other end and what the cut gains when the node passes that end
 * on its way to the left: edges to the left lead backwards until then, edges from the left do from then on.
 */
function gatherNeighbours(bench: Workbench, node: number): number {
  const { part, reversed, positions, keys, gains } = bench
  let count = 0
  for (let edge = at(part.graph.offsets, node); edge < at(part.graph.offsets, node + 1); edge++) {
    keys[count] = at(positions, at(part.graph.targets, edge)) * keyStep + count
    gains[count++] = at(part.weights, edge)
  }
  for (let index = at(reversed.offsets, node); index < at(reversed.offsets, node + 1); index++) {
    keys[count] = at(positions, at(reversed.targets, index)) * keyStep + count
    gains[count++] = -at(part.weights, at(reversed.edges, index))
  }
  bench.budget -= 4 * count
  return count
}

function moveNode(bench: Workbench, from: number, to: number): void {
  const { order, positions } = bench
  const node = at(order, from)
  if (to < from) order.copyWithin(to + 1, to, from)
  else order.copyWithin(from, from + 1, to + 1)
  order[to] = node
  const [start, end] = [Math.min(from, to), Math.max(from, to)]
  for (let position = start; position <= end; position++) positions[at(order, position)] = position
  bench.budget -= (end - start) >> 2
}

/** Takes edges out of the cut that close no cycle with those that stay, the heaviest first. */
function restoreEdges(bench: Workbench): void {
  const { part, positions, sources } = bench
  const weightOf = (edge: number) => at(part.weights, edge)
  const cut = [...listBackEdges(part, positions)].sort((a, b) => weightOf(b) - weightOf(a) || a - b)
  const marks = new Int32Array(part.graph.size).fill(-1)
  for (const edge of cut) {
    if (bench.budget <= 0) return
    const from = at(sources, edge)
    const to = at(part.graph.targets, edge)
    const isBack = at(positions, from) > at(positions, to)
    if (isBack && !markReached(bench, marks, edge)) moveMarkedBehind(bench, marks, edge)
  }
}

/** Marks what an edge's target reaches by edges that stay; true as soon as that is the edge's own source. */
function markReached(bench: Workbench, marks: Int32Array, edge: number): boolean {
  const { positions, sources } = bench
  const { offsets, targets } = bench.part.graph
  const source = at(sources, edge)
  const open = [at(targets, edge)]
  marks[at(targets, edge)] = edge
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const [start, end] = [at(offsets, node), at(offsets, node + 1)]
    bench.budget -= end - start
    for (let index = start; index < end; index++) {
      const target = at(targets, index)
      if (marks[target] === edge || at(positions, target) < at(positions, node)) continue
      if (target === source) return true
      if (at(positions, target) > at(positions, source)) continue
      marks[target] = edge
      open.push(target)
    }
  }
  return false
}

/** Between an edge's two ends, puts the marked nodes behind the others, so that the edge leads forwards. */
function moveMarkedBehind(bench: Workbench, marks: Int32Array, edge: number): void {
  const { order, positions, sources, moved } = bench
  const start = at(positions, at(bench.part.graph.targets, edge))
  const end = at(positions, at(sources, edge)) + 1
  let count = 0
  let free = start
  for (let position = start; position < end; position++) {
    const node = at(order, position)
    if (marks[node] === edge) moved[count++] = node
    else order[free++] = node
  }
  order.set(moved.subarray(0, count), free)
  for (let position = start; position < end; position++) positions[at(order, position)] = position
  bench.budget -= (end - start) >> 1
}
