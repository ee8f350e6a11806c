import type { Route } from '../config/model.js'
import { comparablePath } from '../config/path-pattern.js'
import type { RequestHead } from '../http/exchange.js'
import { chooseRoute, type PathRoutes } from './path-routes.js'
import { createPathTree, type PathWalk, walkPaths } from './path-tree.js'

/** All routes, ready to be asked. The order of precedence is that of `comparePrecedence`. */
export interface RouteTable {
  /** The route that a request gets; null when none matches. A few steps a segment, however many routes there are. */
  readonly match: (head: RequestHead) => Route | null
  /** All routes whose path matches, in order of precedence, whether or not their other conditions do. */
  readonly candidates: (head: RequestHead) => readonly Route[]
}

const nobody: RequestHead = { method: '', url: '', host: '', rawHeaders: [], address: '' }

/**
 * Compiles a table. Paths are compared as they were sent, up to `?`: a slash at the end counts, `//` and dot segments
 * mean nothing special, and only encodings of letters, digits, `-`, `.`, `_` and `~` stand for what they encode.
 */
export function createRouteTable(routes: readonly Route[]): RouteTable {
  const tree = createPathTree(routes)
  // One object serves all requests: a walk is over before the next one begins.
  const choice: PathWalk = { path: '', head: nobody, visit: chooseRoute }
  return {
    match: head => {
      const path = pathOf(head)
      if (path === null) return null
      choice.path = path
      choice.head = head
      return walkPaths(tree, choice, 1)
    },
    candidates: head => {
      const found: Route[] = []
      const path = pathOf(head)
      if (path === null) return found
      const visit = (paths: PathRoutes): null => {
        for (const route of paths.routes) found.push(route)
        return null
      }
      walkPaths(tree, { path, head, visit }, 1)
      return found
    },
  }
}

/** The request's target, comparable up to its `?`; null for `*` and other targets that have no path. */
function pathOf({ url }: RequestHead): string | null {
  if (!url.startsWith('/')) return null
  if (!url.includes('%')) return url
  const query = url.indexOf('?')
  return comparablePath(query === -1 ? url : url.slice(0, query))
}
