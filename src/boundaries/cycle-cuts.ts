import {
  createAdjacency,
  createPathFinder,
  findComponents,
  findCut,
  forEachEdge,
  type NodePair,
} from '../graph/index.js'

/** An edge to cut, and why. */
export interface CycleCut {
  readonly from: number
  readonly to: number
  /** Nodes of the shortest cycle through the edge, from its target back to its source. */
  readonly way: readonly number[]
  /** Number of nodes that all lead to each other through this edge and others. */
  readonly tangle: number
}

/** What a cut costs; 0 for an edge that was accepted before, so that it is cut again and first. */
export type CutCost = (from: number, to: number) => number

/**
 * The edges to cut so that no cycle is left, in order of source and target. Costs are asked only for edges that lie
 * on a cycle. Nodes are numbered in the order of their names, which settles every draw.
 */
export function findCycleCuts(
  size: number,
  pairs: readonly NodePair[],
  costOf: CutCost,
): readonly CycleCut[] {
  const graph = createAdjacency(size, pairs)
  const { of, members } = findComponents(graph)
  const costs = new Float64Array(graph.targets.length)
  forEachEdge(graph, (from, to, edge) => {
    if (of[from] === of[to]) costs[edge] = costOf(from, to)
  })
  const isCut = new Set(findCut(graph, costs).edges)
  if (isCut.size === 0) return []
  const findWay = createPathFinder(graph)
  const cuts: CycleCut[] = []
  forEachEdge(graph, (from, to, edge) => {
    if (!isCut.has(edge)) return
    const tangle = members[of[from] ?? 0]?.length ?? 1
    cuts.push({ from, to, way: findWay(to, from) ?? [to, from], tangle })
  })
  return cuts
}

/** How large a tangle is, where the cycle shown is not all of it. */
export function describeTangle({ way, tangle }: CycleCut, what: string): string {
  return tangle > way.length ? ` (one cycle of many in a tangle of ${tangle} ${what})` : ''
}
