import type { Graph } from '../graph/graph.js'
import {
  type Adjacency,
  createAdjacency,
  findDistances,
  forEachTarget,
  type NodePair,
  reverseAdjacency,
} from '../graph/index.js'
import type { Dependency } from '../kernel/dependency.js'
import type { RuleContext } from './rule.js'

/** Files and packages with the first import between each two; packages are nodes without imports. */
export interface ReachGraph {
  readonly graph: Graph
  readonly adjacency: Adjacency
  readonly reversed: Adjacency
  /** In order of name, files before packages. */
  readonly nodes: readonly ReachNode[]
  readonly siteOf: (from: number, to: number) => Dependency
}

interface ReachNode {
  readonly name: string
  readonly isPackage: boolean
}

export function deriveReachGraph({ graph, kinds, facades }: RuleContext): ReachGraph {
  const nodes = listNodes(graph)
  const numbers = new Map(nodes.map(({ name, isPackage }, number) => [keyOf(name, isPackage), number]))
  const pairs: NodePair[] = []
  const sites = new Map<number, Dependency>()
  const note = (from: number, to: number, dependency: Dependency) => {
    const key = from * nodes.length + to
    const first = sites.get(key)
    if (first === undefined) pairs.push([from, to])
    if (first === undefined || dependency.line < first.line) sites.set(key, dependency)
  }
  for (const dependency of graph.dependencies) {
    const { from, to, definedIn, external, kind } = dependency
    if (to === null || !kinds.has(kind)) continue
    const source = numbers.get(from) as number
    note(source, numbers.get(keyOf(to, external)) as number, dependency)
    if (facades === 'opaque' || definedIn === null || definedIn === to) continue
    note(source, numbers.get(definedIn) as number, dependency)
  }
  const adjacency = createAdjacency(nodes.length, pairs)
  return {
    graph,
    adjacency,
    reversed: reverseAdjacency(adjacency),
    nodes,
    siteOf: (from, to) => sites.get(from * nodes.length + to) as Dependency,
  }
}

function keyOf(name: string, isPackage: boolean): string {
  return isPackage ? `\0${name}` : name
}

function listNodes(graph: Graph): readonly ReachNode[] {
  const files = new Set(graph.files.keys())
  const packages = new Set<string>()
  for (const { from, to, definedIn, external } of graph.dependencies) {
    files.add(from)
    if (to !== null) (external ? packages : files).add(to)
    if (definedIn !== null) files.add(definedIn)
  }
  return [
    ...[...files].sort().map(name => ({ name, isPackage: false })),
    ...[...packages].sort().map(name => ({ name, isPackage: true })),
  ]
}

/** Which nodes a ban is about. */
export interface Ban {
  readonly isSource: (node: number) => boolean
  readonly isExcepted: (node: number) => boolean
  /** What is reached is told once for each of these: a module, a file of no module, or a package. */
  readonly goals: readonly (readonly number[])[]
  /** The most imports that a path may have to count; null for any number. */
  readonly depth: number | null
}

/** A way from a source to the nearest node of a goal; only its first node is a source, only its last a goal. */
export type ForbiddenWay = readonly number[]

/**
 * For each import that leaves the sources, the shortest way over it to each goal; of equally short ones the least.
 * Costs one search over the graph for each goal.
 */
export function findForbiddenWays(
  { adjacency, reversed, nodes }: ReachGraph,
  ban: Ban,
): readonly ForbiddenWay[] {
  const goalOf = new Map(ban.goals.flatMap((goal, index) => goal.map(node => [node, index] as const)))
  const isPassable = (node: number) => !ban.isSource(node) && !ban.isExcepted(node) && !goalOf.has(node)
  const sources = [...nodes.keys()].filter(node => ban.isSource(node) && !ban.isExcepted(node))
  return ban.goals.flatMap((goal, index) => {
    const isOpen = (node: number) => goalOf.get(node) === index || isPassable(node)
    const distances = findDistances(reversed, goal, isOpen)
    const nextOf = (node: number, accept: (target: number) => boolean) => {
      const found: number[] = []
      forEachTarget(adjacency, node, target => {
        if (accept(target) && isOpen(target) && distances[target] !== -1) found.push(target)
      })
      return found
    }
    const follow = (source: number, first: number): ForbiddenWay => {
      const way = [source, first]
      for (let left = (distances[first] ?? 0) - 1; left >= 0; left--) {
        const [next = first] = nextOf(way.at(-1) ?? first, target => distances[target] === left)
        way.push(next)
      }
      return way
    }
    const isNear = (first: number) => ban.depth === null || (distances[first] ?? 0) < ban.depth
    return sources.flatMap(source => nextOf(source, isNear).map(first => follow(source, first)))
  })
}
