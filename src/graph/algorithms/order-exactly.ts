import { at, forEachEdge } from './adjacency.js'
import type { WeightedGraph } from './weighted-graph.js'

/** Components of up to this many nodes are cut exactly: 2¹⁶ sets of nodes, a few milliseconds. */
export const exactLimit = 16

/**
 * The order of nodes with the least weight of edges that lead backwards, by dynamic programming over the sets of
 * nodes that come first (E. L. Lawler, A Comment on Minimum Feedback Arc Sets, 1964): 2ⁿ·n steps.
 */
export function orderExactly(part: WeightedGraph): Int32Array {
  const { size } = part.graph
  const backWeight = createBackWeights(part)
  const full = 2 ** size - 1
  const costs = new Float64Array(full + 1).fill(Number.POSITIVE_INFINITY)
  const lasts = new Int32Array(full + 1)
  costs[0] = 0
  for (let set = 0; set < full; set++) {
    for (let node = 0; node < size; node++) {
      if (set & (1 << node)) continue
      const larger = set | (1 << node)
      const cost = at(costs, set) + backWeight(node, set)
      if (cost >= at(costs, larger)) continue
      costs[larger] = cost
      lasts[larger] = node
    }
  }
  const order = new Int32Array(size)
  for (let set = full, place = size - 1; place >= 0; place--) {
    order[place] = at(lasts, set)
    set &= ~(1 << at(order, place))
  }
  return order
}

/** Weight of a node's edges into a set, looked up in two halves of eight nodes. */
function createBackWeights({ graph, weights }: WeightedGraph): (node: number, set: number) => number {
  const low = new Float64Array(graph.size * 256)
  const high = new Float64Array(graph.size * 256)
  forEachEdge(graph, (from, to, edge) => {
    const half = to < 8 ? low : high
    const bit = 1 << (to & 7)
    for (let set = 0; set < 256; set++) {
      if (set & bit) half[from * 256 + set] = at(half, from * 256 + set) + at(weights, edge)
    }
  })
  return (node, set) => at(low, node * 256 + (set & 255)) + at(high, node * 256 + (set >> 8))
}
