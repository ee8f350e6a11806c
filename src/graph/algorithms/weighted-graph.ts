import { type Adjacency, at, forEachEdge } from './adjacency.js'

/** A strongly connected graph without loops whose edges cost something to cut. */
export interface WeightedGraph {
  readonly graph: Adjacency
  /** Positive, one per edge. */
  readonly weights: Float64Array
  /** What each edge is called in the graph that this one was taken from. */
  readonly edges: Int32Array
}

/** Position of each node in an order of all nodes. */
export function positionsOf(order: Int32Array): Int32Array {
  const positions = new Int32Array(order.length)
  order.forEach((node, position) => {
    positions[node] = position
  })
  return positions
}

/** Edges that lead backwards in an order; cutting them leaves no cycle. */
export function listBackEdges({ graph }: WeightedGraph, positions: Int32Array): readonly number[] {
  const edges: number[] = []
  forEachEdge(graph, (from, to, edge) => {
    if (at(positions, from) > at(positions, to)) edges.push(edge)
  })
  return edges
}

/** What it costs to cut all edges that lead backwards. */
export function weighBackEdges(part: WeightedGraph, positions: Int32Array): number {
  return listBackEdges(part, positions).reduce((sum, edge) => sum + at(part.weights, edge), 0)
}

/** Source of each edge. */
export function listSources(graph: Adjacency): Int32Array {
  const sources = new Int32Array(graph.targets.length)
  forEachEdge(graph, (from, _to, edge) => {
    sources[edge] = from
  })
  return sources
}
