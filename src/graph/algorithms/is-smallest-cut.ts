import { at } from './adjacency.js'
import { listBackEdges, listSources, positionsOf, type WeightedGraph } from './weighted-graph.js'

/** Edges looked at before the proof is given up; counted, not timed. */
const budget = 1_000_000

/**
 * Whether it can be shown that no cut weighs less than the edges that lead backwards in an order. The proof: as many
 * cycles, counted by weight, that share no edge beyond its weight, so that each has to be cut at its own expense.
 * Each runs over one edge that leads backwards and a shortest way forwards. False means not shown, not refuted.
 */
export function isSmallestCut(part: WeightedGraph, order: Int32Array): boolean {
  const positions = positionsOf(order)
  const search: Search = {
    part,
    positions,
    sources: listSources(part.graph),
    left: part.weights.slice(),
    entries: new Int32Array(part.graph.size),
    stamps: new Int32Array(part.graph.size),
    searches: 0,
    budget,
  }
  return listBackEdges(part, positions).every(edge => spendEdge(search, edge))
}

interface Search {
  readonly part: WeightedGraph
  readonly positions: Int32Array
  readonly sources: Int32Array
  /** What each edge has left. */
  readonly left: Float64Array
  /** By which edge a node was found in the search of its stamp. */
  readonly entries: Int32Array
  readonly stamps: Int32Array
  searches: number
  budget: number
}

/** Spends the whole weight of an edge on cycles through it. */
function spendEdge(search: Search, edge: number): boolean {
  while (at(search.left, edge) > 0) {
    const way = findWay(search, at(search.part.graph.targets, edge), at(search.sources, edge))
    if (way === null) return false
    const cycle = [...way, edge]
    const weight = cycle.reduce(
      (least, step) => Math.min(least, at(search.left, step)),
      Number.POSITIVE_INFINITY,
    )
    for (const step of cycle) search.left[step] = at(search.left, step) - weight
  }
  return true
}

/** Edges of a shortest way that leads forwards only and over edges that have something left. */
function findWay(search: Search, from: number, to: number): readonly number[] | null {
  const { positions, left, entries, stamps } = search
  const { offsets, targets } = search.part.graph
  const stamp = ++search.searches
  const queue = [from]
  for (let head = 0; head < queue.length && search.budget > 0; head++) {
    const node = queue[head] as number
    const end = at(offsets, node + 1)
    search.budget -= end - at(offsets, node)
    for (let edge = at(offsets, node); edge < end; edge++) {
      const target = at(targets, edge)
      if (at(positions, target) < at(positions, node) || at(positions, target) > at(positions, to)) continue
      if (stamps[target] === stamp || left[edge] === 0) continue
      stamps[target] = stamp
      entries[target] = edge
      if (target === to) return traceWay(search, from, to)
      queue.push(target)
    }
  }
  return null
}

function traceWay({ entries, sources }: Search, from: number, to: number): readonly number[] {
  const way: number[] = []
  for (let node = to; node !== from; node = at(sources, at(entries, node))) way.push(at(entries, node))
  return way
}
