import type { ProxyState } from '../../src/state/state.js'
import { exampleState as routeState } from '../ramp/example-route.js'

/** A state with so many routes, all at one share. */
export function exampleState(revision: number, routes = 2, share = 10): ProxyState {
  const entries = Array.from({ length: routes }, (_, i) => [`route-${i}`, routeState({ share })] as const)
  return {
    revision,
    routes: Object.fromEntries(entries),
    noise: { 'route-0': { comparisons: 9, paths: { '/at': 4 } } },
    killed: false,
  }
}

/** Sets the share of a route and leaves all else. */
export function withShare(state: ProxyState, id: string, share: number): ProxyState {
  return { ...state, routes: { ...state.routes, [id]: routeState({ share }) } }
}
