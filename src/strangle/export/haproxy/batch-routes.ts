import type { Route } from '../../../../templates/proxy/src/index.js'
import { pathForm } from '../path-form.js'

/** What HAProxy tries in turn: one rule for one route, or one look-up for many. */
export type Step =
  | { readonly kind: 'rule'; readonly route: Route }
  | { readonly kind: 'look-up'; readonly batch: Batch }

/** Routes that stand side by side in the order of precedence and differ only in what can be looked up. */
export interface Batch {
  /** From 1; keys of different batches differ by it. */
  readonly number: number
  /** As `pathForm` tells it. */
  readonly form: string
  readonly byMethod: boolean
  readonly byHost: boolean
  readonly routes: readonly Route[]
}

/**
 * Cuts the ordered routes into steps. A step of many costs as much as a step of one, so that the cost of a request grows
 * with the number of forms of paths and of routes that ask for headers, cookies or `*.host`, not with that of routes.
 */
export function batchRoutes(routes: readonly Route[]): readonly Step[] {
  const steps: Step[] = []
  let open: (Batch & { readonly routes: Route[] }) | null = null
  let number = 0
  for (const route of routes) {
    if (!canBeLookedUp(route)) {
      steps.push({ kind: 'rule', route })
      open = null
      continue
    }
    const kind = kindOf(route)
    if (open !== null && isSameKind(open, kind)) {
      open.routes.push(route)
      continue
    }
    number += 1
    open = { number, ...kind, routes: [route] }
    steps.push({ kind: 'look-up', batch: open })
  }
  return steps
}

type BatchKind = Pick<Batch, 'form' | 'byMethod' | 'byHost'>

function kindOf({ match }: Route): BatchKind {
  return { form: pathForm(match.path), byMethod: match.methods !== null, byHost: match.host !== null }
}

function isSameKind(left: BatchKind, right: BatchKind): boolean {
  return left.form === right.form && left.byMethod === right.byMethod && left.byHost === right.byHost
}

/** A regular expression of HAProxy remembers nine groups; encodings have more than one spelling. */
const mostGroups = 9

function canBeLookedUp({ match }: Route): boolean {
  if (match.headers.length + match.cookies.length > 0 || match.host?.startsWith('*.')) return false
  return !match.path.includes('%') && pathForm(match.path).split(/[12]+/).length <= mostGroups
}
