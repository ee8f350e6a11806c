import { type Adjacency, createAdjacency, type NodePair } from '../../../src/graph/algorithms/adjacency.js'

/** Numbers in [0, 1) that are the same on every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A graph in which each of the possible edges, loops included, exists with a given probability. */
export function createRandomGraph(random: () => number, size: number, density: number): Adjacency {
  const pairs: NodePair[] = []
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) if (random() < density) pairs.push([from, to])
  }
  return createAdjacency(size, pairs)
}

/** Reachability over at least one edge, by Warshall's algorithm: slow and plain. */
export function findClosure(graph: Adjacency): boolean[][] {
  const closure = Array.from({ length: graph.size }, (_, from) =>
    Array.from({ length: graph.size }, (_, to) =>
      graph.targets.subarray(graph.offsets[from], graph.offsets[from + 1]).includes(to),
    ),
  )
  for (let middle = 0; middle < graph.size; middle++) {
    for (const row of closure) {
      if (row[middle])
        row.splice(0, row.length, ...row.map((reaches, to) => reaches || Boolean(closure[middle]?.[to])))
    }
  }
  return closure
}
