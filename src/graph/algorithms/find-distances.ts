import { type Adjacency, at } from './adjacency.js'

/**
 * Number of edges from the nearest start to each node, -1 where none leads. On the reversed graph it is the
 * distance to the nearest start. Nodes that `isOpen` refuses are reached but not passed through.
 */
export function findDistances(
  graph: Adjacency,
  starts: Iterable<number>,
  isOpen: (node: number) => boolean = () => true,
): Int32Array {
  const distances = new Int32Array(graph.size).fill(-1)
  const queue = [...new Set(starts)]
  for (const start of queue) distances[start] = 0
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number
    if (!isOpen(node)) continue
    const distance = at(distances, node) + 1
    const end = at(graph.offsets, node + 1)
    for (let edge = at(graph.offsets, node); edge < end; edge++) {
      const target = at(graph.targets, edge)
      if (distances[target] !== -1) continue
      distances[target] = distance
      queue.push(target)
    }
  }
  return distances
}
