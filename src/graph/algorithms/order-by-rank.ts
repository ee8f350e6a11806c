import { at, forEachEdge } from './adjacency.js'
import type { WeightedGraph } from './weighted-graph.js'

const rounds = 20

/**
 * A good order for graphs that are layered but for a few edges: each node has a rank and wants to stand one behind
 * what leads to it and one before what it leads to, edges pulling by their weight (C. De Bacco, D. B. Larremore,
 * C. Moore, A physical model for efficient ranking in networks, 2018; the rank is found by a fixed number of
 * damped Jacobi rounds). Linear; additions, products and quotients only, so every machine finds the same.
 */
export function orderByRank({ graph, weights }: WeightedGraph): Int32Array {
  const ranks = new Float64Array(graph.size)
  const wishes = new Float64Array(graph.size)
  const pulls = new Float64Array(graph.size)
  forEachEdge(graph, (from, to, edge) => {
    pulls[from] = at(pulls, from) + at(weights, edge)
    pulls[to] = at(pulls, to) + at(weights, edge)
  })
  for (let round = 0; round < rounds; round++) {
    wishes.fill(0)
    forEachEdge(graph, (from, to, edge) => {
      const weight = at(weights, edge)
      wishes[to] = at(wishes, to) + (at(ranks, from) + 1) * weight
      wishes[from] = at(wishes, from) + (at(ranks, to) - 1) * weight
    })
    for (let node = 0; node < graph.size; node++) {
      ranks[node] = (at(ranks, node) + at(wishes, node) / at(pulls, node)) / 2
    }
  }
  return Int32Array.from({ length: graph.size }, (_, node) => node).sort(
    (a, b) => at(ranks, a) - at(ranks, b) || a - b,
  )
}
