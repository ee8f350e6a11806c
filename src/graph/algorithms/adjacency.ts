/**
 * A directed graph over the nodes 0 … size-1 in compressed rows: the targets of node `n` are
 * `targets[offsets[n]] … targets[offsets[n + 1] - 1]`, ascending, without duplicates. An edge is named by its
 * position in `targets`, so whatever belongs to edges is kept in arrays of the same length.
 */
export interface Adjacency {
  readonly size: number
  readonly offsets: Int32Array
  readonly targets: Int32Array
}

/** Source and target of one edge. */
export type NodePair = readonly [from: number, to: number]

/** Sorts and deduplicates edges in linear time. */
export function createAdjacency(size: number, pairs: readonly NodePair[]): Adjacency {
  const byTarget = sortByNode(pairs, 1, size)
  const bySource = sortByNode(byTarget, 0, size)
  const offsets = new Int32Array(size + 1)
  const targets = new Int32Array(pairs.length)
  let count = 0
  let [lastFrom, lastTo] = [-1, -1]
  for (const [from, to] of bySource) {
    if (from === lastFrom && to === lastTo) continue
    targets[count++] = to
    offsets[from + 1] = count
    ;[lastFrom, lastTo] = [from, to]
  }
  for (let node = 1; node <= size; node++) offsets[node] = Math.max(at(offsets, node), at(offsets, node - 1))
  return { size, offsets, targets: targets.slice(0, count) }
}

/** Stable counting sort by one end of the edges. */
function sortByNode(pairs: readonly NodePair[], end: 0 | 1, size: number): readonly NodePair[] {
  const starts = new Int32Array(size + 1)
  for (const pair of pairs) starts[pair[end] + 1] = at(starts, pair[end] + 1) + 1
  for (let node = 1; node <= size; node++) starts[node] = at(starts, node) + at(starts, node - 1)
  const sorted = new Array<NodePair>(pairs.length)
  for (const pair of pairs) {
    const position = at(starts, pair[end])
    sorted[position] = pair
    starts[pair[end]] = position + 1
  }
  return sorted
}

/** Element of a typed array at an index that is known to be inside. */
export function at(array: Int32Array | Float64Array, index: number): number {
  return array[index] as number
}

/** Calls `visit` for every edge, by source, then target. */
export function forEachEdge(graph: Adjacency, visit: (from: number, to: number, edge: number) => void): void {
  for (let from = 0; from < graph.size; from++) {
    const end = at(graph.offsets, from + 1)
    for (let edge = at(graph.offsets, from); edge < end; edge++) visit(from, at(graph.targets, edge), edge)
  }
}

/** Calls `visit` for every target of a node, ascending. */
export function forEachTarget(graph: Adjacency, node: number, visit: (target: number) => void): void {
  const end = at(graph.offsets, node + 1)
  for (let edge = at(graph.offsets, node); edge < end; edge++) visit(at(graph.targets, edge))
}

/** The edge between two nodes, or -1; logarithmic in the number of the source's edges. */
export function findEdge(graph: Adjacency, from: number, to: number): number {
  let low = at(graph.offsets, from)
  let high = at(graph.offsets, from + 1) - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const target = at(graph.targets, middle)
    if (target === to) return middle
    if (target < to) low = middle + 1
    else high = middle - 1
  }
  return -1
}

/** The same edges turned round; `edges` holds for each of them its number in the original. */
export function reverseAdjacency(graph: Adjacency): Adjacency & { readonly edges: Int32Array } {
  const { size } = graph
  const offsets = new Int32Array(size + 1)
  for (const target of graph.targets) offsets[target + 1] = at(offsets, target + 1) + 1
  for (let node = 1; node <= size; node++) offsets[node] = at(offsets, node) + at(offsets, node - 1)
  const next = offsets.slice()
  const targets = new Int32Array(graph.targets.length)
  const edges = new Int32Array(graph.targets.length)
  forEachEdge(graph, (from, to, edge) => {
    const position = at(next, to)
    targets[position] = from
    edges[position] = edge
    next[to] = position + 1
  })
  return { size, offsets, targets, edges }
}
