import { type Adjacency, at, reverseAdjacency } from './adjacency.js'

/** The least of the shortest paths between two nodes, both included, or null. */
export type PathFinder = (from: number, to: number) => readonly number[] | null

/**
 * For many questions about one graph: searches from both ends at once, so that a question costs about the square
 * root of what one search over the whole graph would, and keeps its memory from question to question. Of equally
 * short paths it finds the one whose sequence of node numbers is least, as `findShortestPath` does.
 */
export function createPathFinder(graph: Adjacency): PathFinder {
  const reversed = reverseAdjacency(graph)
  const forward = createBall(graph)
  const backward = createBall(reversed)
  const onPath = createMarks(graph.size)
  return (from, to) => {
    forward.start(from)
    backward.start(to)
    let meeting = from === to ? [from] : []
    while (meeting.length === 0) {
      const [ball, other] =
        forward.edge.length <= backward.edge.length ? [forward, backward] : [backward, forward]
      if (ball.edge.length === 0) return null
      ball.grow()
      meeting = ball.edge.filter(node => other.depthOf(node) !== -1)
    }
    onPath.clear()
    markWays({ reversed, forward, onPath }, meeting)
    return walk({ graph, forward, backward, onPath }, from)
  }
}

/** Nodes by distance from a centre, grown by one step at a time. */
interface Ball {
  /** Nodes at the greatest distance reached. */
  edge: readonly number[]
  radius: number
  readonly start: (centre: number) => void
  readonly grow: () => void
  /** Distance from the centre, -1 when not reached. */
  readonly depthOf: (node: number) => number
}

function createBall({ size, offsets, targets }: Adjacency): Ball {
  const depths = new Int32Array(size)
  const reached = createMarks(size)
  const ball: Ball = {
    edge: [],
    radius: 0,
    start(centre) {
      reached.clear()
      reached.add(centre)
      depths[centre] = 0
      ball.radius = 0
      ball.edge = [centre]
    },
    grow() {
      const edge: number[] = []
      ball.radius++
      for (const node of ball.edge) {
        const end = at(offsets, node + 1)
        for (let index = at(offsets, node); index < end; index++) {
          const target = at(targets, index)
          if (reached.has(target)) continue
          reached.add(target)
          depths[target] = ball.radius
          edge.push(target)
        }
      }
      ball.edge = edge
    },
    depthOf: node => (reached.has(node) ? at(depths, node) : -1),
  }
  return ball
}

/** A set of nodes that is emptied at no cost. */
function createMarks(size: number) {
  const stamps = new Int32Array(size)
  let stamp = 0
  return {
    clear: () => void stamp++,
    add: (node: number) => {
      stamps[node] = stamp
    },
    has: (node: number) => stamps[node] === stamp,
  }
}

type Marks = ReturnType<typeof createMarks>

/** Marks what lies on a shortest path between the start and the nodes where the searches met. */
function markWays(
  { reversed, forward, onPath }: { reversed: Adjacency; forward: Ball; onPath: Marks },
  meeting: readonly number[],
): void {
  const open = [...meeting]
  for (const node of open) onPath.add(node)
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const depth = forward.depthOf(node) - 1
    const end = at(reversed.offsets, node + 1)
    for (let index = at(reversed.offsets, node); index < end; index++) {
      const source = at(reversed.targets, index)
      if (onPath.has(source) || forward.depthOf(source) !== depth) continue
      onPath.add(source)
      open.push(source)
    }
  }
}

interface Searched {
  readonly graph: Adjacency
  readonly forward: Ball
  readonly backward: Ball
  readonly onPath: Marks
}

/** From the start, always to the least node that is one step nearer to the goal. */
function walk({ graph, forward, backward, onPath }: Searched, from: number): readonly number[] {
  const length = forward.radius + backward.radius
  const path = [from]
  for (let node = from, step = 1; step <= length; step++) {
    const isNext = (target: number) =>
      step < forward.radius
        ? onPath.has(target) && forward.depthOf(target) === step
        : backward.depthOf(target) === length - step
    let edge = at(graph.offsets, node)
    while (!isNext(at(graph.targets, edge))) edge++
    node = at(graph.targets, edge)
    path.push(node)
  }
  return path
}
