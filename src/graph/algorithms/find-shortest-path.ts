import { type Adjacency, at } from './adjacency.js'

/**
 * The shortest path from one of the starts to a goal, both included, or null; breadth first. Of equally short
 * paths it is the one whose sequence of node numbers is least, so number nodes in the order of their names.
 * A start that is a goal is a path of one node.
 */
export function findShortestPath(
  graph: Adjacency,
  starts: Iterable<number>,
  isGoal: (node: number) => boolean,
): readonly number[] | null {
  const parents = new Int32Array(graph.size).fill(-2)
  const queue = [...new Set(starts)].sort((left, right) => left - right)
  for (const start of queue) parents[start] = -1
  for (let head = 0; head < queue.length; head++) {
    const node = queue[head] as number
    if (isGoal(node)) return tracePath(parents, node)
    const end = at(graph.offsets, node + 1)
    for (let edge = at(graph.offsets, node); edge < end; edge++) {
      const target = at(graph.targets, edge)
      if (parents[target] !== -2) continue
      parents[target] = node
      queue.push(target)
    }
  }
  return null
}

function tracePath(parents: Int32Array, goal: number): readonly number[] {
  const path: number[] = []
  for (let node = goal; node !== -1; node = at(parents, node)) path.push(node)
  return path.reverse()
}
