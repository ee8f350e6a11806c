import { type Adjacency, at, createAdjacency, forEachEdge, type NodePair } from './adjacency.js'
import { findComponents } from './find-components.js'
import { improveOrder } from './improve-order.js'
import { isSmallestCut } from './is-smallest-cut.js'
import { orderByRank } from './order-by-rank.js'
import { exactLimit, orderExactly } from './order-exactly.js'
import { orderGreedily } from './order-greedily.js'

import { listBackEdges, positionsOf, type WeightedGraph, weighBackEdges } from './weighted-graph.js'

/** Edges whose removal leaves no cycle. */
export interface Cut {
  /** Edge numbers, ascending. */
  readonly edges: readonly number[]
  /** Whether it is proven that no cut of less weight exists. */
  readonly exact: boolean
}

/**
 * A feedback arc set of small weight: exact in components of up to `exactLimit` nodes, else the better of two
 * improved orders (docs/algorithms.md). Weights are whole numbers, one per edge. Edges of weight 0 are free:
 * every one that lies on a cycle is in the cut, and so is every loop. The same input gives the same cut.
 */
export function findCut(graph: Adjacency, weights: ArrayLike<number>): Cut {
  const edges: number[] = []
  const paid: Paid = { pairs: [], edges: [], weights: [] }
  const components = findComponents(graph)
  forEachEdge(graph, (from, to, edge) => {
    if (components.of[from] !== components.of[to]) return
    const weight = weights[edge] ?? 0
    if (weight === 0 || from === to) edges.push(edge)
    else addEdge(paid, [from, to], edge, weight)
  })
  let exact = true
  for (const part of splitByComponent(paid, graph.size)) {
    const cut = cutComponent(part)
    exact &&= cut.exact
    for (const edge of cut.edges) edges.push(edge)
  }
  return { edges: edges.sort((left, right) => left - right), exact }
}

/** Edges that cost something to cut, in the order of their numbers. */
interface Paid {
  readonly pairs: NodePair[]
  readonly edges: number[]
  readonly weights: number[]
}

function addEdge(paid: Paid, pair: NodePair, edge: number, weight: number): void {
  paid.pairs.push(pair)
  paid.edges.push(edge)
  paid.weights.push(weight)
}

/** One graph per component that still has a cycle once the free edges are gone, its nodes numbered anew. */
function splitByComponent(paid: Paid, size: number): readonly WeightedGraph[] {
  const components = findComponents(createAdjacency(size, paid.pairs))
  const localOf = new Int32Array(size)
  for (const members of components.members) {
    members.forEach((node, local) => {
      localOf[node] = local
    })
  }
  const parts = new Map<number, Paid>()
  paid.pairs.forEach(([from, to], index) => {
    const component = at(components.of, from)
    if (component !== components.of[to]) return
    const part = parts.get(component) ?? { pairs: [], edges: [], weights: [] }
    parts.set(component, part)
    addEdge(part, [at(localOf, from), at(localOf, to)], paid.edges[index] ?? 0, paid.weights[index] ?? 0)
  })
  return [...parts].map(([component, part]) => ({
    graph: createAdjacency(components.members[component]?.length ?? 0, part.pairs),
    weights: Float64Array.from(part.weights),
    edges: Int32Array.from(part.edges),
  }))
}

/** Both starts get a try, the better one (the first in a draw) all the rest. */
function cutComponent(part: WeightedGraph): Cut {
  if (part.graph.size <= exactLimit) return cutByOrder(part, orderExactly(part), true)
  const tried = [orderByRank(part), orderGreedily(part)].map(start => improveOrder(part, start, trialBudget))
  const best = tried.reduce((left, right) => (costOf(part, right) < costOf(part, left) ? right : left))
  const order = improveOrder(part, best, finalBudget)
  return cutByOrder(part, order, isSmallestCut(part, order))
}

/** Steps that one component may cost, so that a tangle of any size ends in time; counted, not timed. */
const trialBudget = 1_000_000
const finalBudget = 2_000_000

function costOf(part: WeightedGraph, order: Int32Array): number {
  return weighBackEdges(part, positionsOf(order))
}

function cutByOrder(part: WeightedGraph, order: Int32Array, exact: boolean): Cut {
  return { edges: listBackEdges(part, positionsOf(order)).map(edge => at(part.edges, edge)), exact }
}
