import type { Route } from '../config/model.js'
import { segmentsOf } from '../config/path-pattern.js'
import type { RequestHead } from '../http/exchange.js'
import { createPathRoutes, type PathRoutes } from './path-routes.js'
import { createSegmentIndex, extendHash, type SegmentIndex } from './segment-index.js'

/** All path patterns, segment by segment: one level of the tree a segment. */
export interface PathNode {
  readonly statics: SegmentIndex<PathNode>
  readonly parameter: PathNode | null
  /** Of patterns that end here. */
  readonly ending: PathRoutes | null
  /** Of patterns that go on with `*`. */
  readonly rest: PathRoutes | null
}

interface Draft {
  readonly statics: Map<string, Draft>
  parameter: Draft | null
  readonly ending: Route[]
  readonly rest: Route[]
}

const createDraft = (): Draft => ({ statics: new Map(), parameter: null, ending: [], rest: [] })

export function createPathTree(routes: readonly Route[]): PathNode {
  const root = createDraft()
  for (const route of routes) leafOf(root, route.match.path).push(route)
  return compile(root)
}

function leafOf(root: Draft, pattern: string): Route[] {
  let node = root
  for (const segment of segmentsOf(pattern)) {
    if (segment.kind === 'rest') return node.rest
    if (segment.kind === 'parameter') {
      node.parameter ??= createDraft()
      node = node.parameter
      continue
    }
    const next = node.statics.get(segment.text) ?? createDraft()
    node.statics.set(segment.text, next)
    node = next
  }
  return node.ending
}

function compile({ statics, parameter, ending, rest }: Draft): PathNode {
  const compiled = new Map<string, PathNode>()
  for (const [text, node] of statics) compiled.set(text, compile(node))
  return {
    statics: compiled.size === 0 ? noStatics : createSegmentIndex(compiled),
    parameter: parameter && compile(parameter),
    ending: ending.length === 0 ? null : createPathRoutes(ending),
    rest: rest.length === 0 ? null : createPathRoutes(rest),
  }
}

const noStatics = createSegmentIndex<PathNode>(new Map())

/** A walk through the tree, in order of precedence, until a path's routes give what is looked for. */
export interface PathWalk {
  /** A path from its slash on; it ends at a `?` if there is one. */
  path: string
  head: RequestHead
  readonly visit: (routes: PathRoutes, head: RequestHead) => Route | null
}

const slash = 47
const questionMark = 63

/** Where the segment after the last one would begin. */
const pathOver = -1

/**
 * The walk's first result among the patterns that match the path from `from` on. Each node of the tree is entered once
 * at most. Allocates nothing.
 */
export function walkPaths(node: PathNode, walk: PathWalk, from: number): Route | null {
  if (from === pathOver) return node.ending && walk.visit(node.ending, walk.head)
  const { path } = walk
  let hash = 0
  let to = from
  for (; to < path.length; to++) {
    const character = path.charCodeAt(to)
    if (character === slash || character === questionMark) break
    hash = extendHash(hash, character)
  }
  const next = path.charCodeAt(to) === slash ? to + 1 : pathOver
  const fixed = node.statics.find(path, from, to, hash)
  let route = fixed === undefined ? null : walkPaths(fixed, walk, next)
  if (route === null && node.parameter !== null && to > from) route = walkPaths(node.parameter, walk, next)
  if (route === null && node.rest !== null) route = walk.visit(node.rest, walk.head)
  return route
}
