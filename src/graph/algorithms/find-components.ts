import { type Adjacency, at } from './adjacency.js'

/** Strongly connected components: sets of nodes that all reach each other. */
export interface Components {
  /** Component number of each node; components that others depend on have lower numbers. */
  readonly of: Int32Array
  /** Nodes of each component, ascending. */
  readonly members: readonly (readonly number[])[]
}

/**
 * Tarjan's algorithm (Depth-First Search and Linear Graph Algorithms, SIAM J. Comput. 1, 1972) with a stack of
 * its own instead of recursion, so that a chain of any length fits. Linear in nodes and edges.
 */
export function findComponents(graph: Adjacency): Components {
  const { size, offsets, targets } = graph
  const of = new Int32Array(size).fill(-1)
  const order = new Int32Array(size).fill(-1)
  const low = new Int32Array(size)
  const nextEdge = offsets.slice(0, size)
  const open: number[] = []
  const path: number[] = []
  let visited = 0
  let count = 0

  const enter = (node: number) => {
    order[node] = low[node] = visited++
    open.push(node)
    path.push(node)
  }
  const close = (node: number) => {
    let member: number
    do {
      member = open.pop() as number
      of[member] = count
    } while (member !== node)
    count++
  }

  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue
    enter(root)
    while (path.length > 0) {
      const node = path[path.length - 1] as number
      const edge = at(nextEdge, node)
      if (edge < at(offsets, node + 1)) {
        nextEdge[node] = edge + 1
        const target = at(targets, edge)
        if (order[target] === -1) enter(target)
        else if (of[target] === -1) low[node] = Math.min(at(low, node), at(order, target))
      } else {
        path.pop()
        if (low[node] === order[node]) close(node)
        const parent = path[path.length - 1]
        if (parent !== undefined) low[parent] = Math.min(at(low, parent), at(low, node))
      }
    }
  }
  return { of, members: groupMembers(of, count) }
}

function groupMembers(of: Int32Array, count: number): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: count }, () => [])
  of.forEach((component, node) => {
    members[component]?.push(node)
  })
  return members
}
