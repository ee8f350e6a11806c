import type { Route, RouteMatch, StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { type CaseAction, routeCases } from '../route-cases.js'

/** A part of the requests to a host that all meet the same fate. */
export interface TableCase {
  /** Null for what no route matches. */
  readonly route: Route | null
  readonly match: RouteMatch
  readonly action: CaseAction
}

/** All requests to a host, in the order of precedence: the last case takes what is left. */
export function tableCases(config: StranglerConfig, routes: readonly Route[]): readonly TableCase[] {
  const fallback: TableCase = {
    route: null,
    match: { methods: null, path: '/*', host: null, headers: [], cookies: [] },
    action: { kind: 'send', side: 'legacy', upstream: config.fallback },
  }
  return [...routes.flatMap(routeCases), fallback]
}
