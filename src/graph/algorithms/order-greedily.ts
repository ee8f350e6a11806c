import { type Adjacency, at, forEachEdge, reverseAdjacency } from './adjacency.js'
import type { WeightedGraph } from './weighted-graph.js'

/**
 * A good order to start from, with weights: what nothing leads to goes first, what leads nowhere goes last, and
 * when neither is left, the node whose outgoing weight exceeds its incoming weight most goes first (P. Eades,
 * X. Lin, W. F. Smyth, A Fast and Effective Heuristic for the Feedback Arc Set Problem, 1993). Linear.
 */
export function orderGreedily(part: WeightedGraph): Int32Array {
  const { graph, weights } = part
  const reversed = reverseAdjacency(graph)
  const { outgoing, incoming } = sumWeights(part)
  const shelves = createShelves(graph.size)
  const shelve = (node: number) => {
    const isEnd = outgoing[node] === 0 || incoming[node] === 0
    shelves.put(node, isEnd ? Number.POSITIVE_INFINITY : at(outgoing, node) - at(incoming, node))
  }
  for (let node = graph.size - 1; node >= 0; node--) shelve(node)

  const order = new Int32Array(graph.size)
  let [first, last] = [0, graph.size - 1]
  const release = (rows: Adjacency, node: number, lower: (other: number, index: number) => void) => {
    const end = at(rows.offsets, node + 1)
    for (let index = at(rows.offsets, node); index < end; index++) {
      const other = at(rows.targets, index)
      if (!shelves.holds(other)) continue
      lower(other, index)
      shelve(other)
    }
  }
  while (first <= last) {
    const node = shelves.takeHighest()
    if (outgoing[node] === 0) order[last--] = node
    else order[first++] = node
    release(graph, node, (other, edge) => {
      incoming[other] = at(incoming, other) - at(weights, edge)
    })
    release(reversed, node, (other, index) => {
      outgoing[other] = at(outgoing, other) - at(weights, at(reversed.edges, index))
    })
  }
  return order
}

function sumWeights({ graph, weights }: WeightedGraph) {
  const outgoing = new Float64Array(graph.size)
  const incoming = new Float64Array(graph.size)
  forEachEdge(graph, (from, to, edge) => {
    outgoing[from] = at(outgoing, from) + at(weights, edge)
    incoming[to] = at(incoming, to) + at(weights, edge)
  })
  return { outgoing, incoming }
}

/** Priorities beyond this are one shelf: heavy nodes first is all that matters there. */
const farthest = 1000

/** Nodes on shelves by priority, each shelf a doubly linked list, last put first taken. */
function createShelves(size: number) {
  const heads = new Int32Array(2 * farthest + 2).fill(-1)
  const shelfOf = new Int32Array(size).fill(-1)
  const next = new Int32Array(size).fill(-1)
  const previous = new Int32Array(size).fill(-1)
  let highest = 0
  const remove = (node: number) => {
    const [before, after] = [at(previous, node), at(next, node)]
    if (before === -1) heads[at(shelfOf, node)] = after
    else next[before] = after
    if (after !== -1) previous[after] = before
    shelfOf[node] = -1
  }
  return {
    holds: (node: number) => shelfOf[node] !== -1,
    put(node: number, priority: number) {
      if (shelfOf[node] !== -1) remove(node)
      const limited = Math.max(-farthest, Math.min(farthest, priority))
      const shelf = priority === Number.POSITIVE_INFINITY ? heads.length - 1 : limited + farthest
      const head = at(heads, shelf)
      shelfOf[node] = shelf
      next[node] = head
      previous[node] = -1
      if (head !== -1) previous[head] = node
      heads[shelf] = node
      highest = Math.max(highest, shelf)
    },
    takeHighest(): number {
      while (heads[highest] === -1) highest--
      const node = at(heads, highest)
      remove(node)
      return node
    },
  }
}
