import type { Condition, Route, RouteMatch, Side } from '../../../templates/proxy/src/index.js'

/** What becomes of the requests of a case. */
export type CaseAction =
  | { readonly kind: 'send'; readonly side: Side; readonly upstream: string }
  | { readonly kind: 'share'; readonly legacy: string; readonly new: string; readonly percent: number }
  | {
      readonly kind: 'copy'
      readonly upstream: string
      readonly copyTo: string
      readonly percent: number
    }

/** A part of a route's requests that all meet the same fate. */
export interface RouteCase {
  readonly route: Route
  /** The route's own, with further conditions. */
  readonly match: RouteMatch
  readonly action: CaseAction
}

/** A route for engines whose rules do one thing each: the first case that fits decides. */
export function routeCases(route: Route): readonly RouteCase[] {
  return [...overrideCases(route), ...modeCases(route)]
}

/** Testers may ask for a side in all modes; the header counts before the cookie. */
function overrideCases(route: Route): readonly RouteCase[] {
  const { match, override, legacy, new: target } = route
  if (target === null) return []
  const cases = (kind: 'headers' | 'cookies', name: string | null | undefined): readonly RouteCase[] =>
    name == null
      ? []
      : (['new', 'legacy'] as const).map(side => {
          const asked: Condition = { name, value: side }
          const upstream = side === 'new' ? target : legacy
          return {
            route,
            match: { ...match, [kind]: [...match[kind], asked] },
            action: { kind: 'send', side, upstream },
          }
        })
  return [...cases('headers', override?.header), ...cases('cookies', override?.cookie)]
}

function modeCases(route: Route): readonly RouteCase[] {
  const { match, mode, legacy, new: target } = route
  const toLegacy: RouteCase = { route, match, action: { kind: 'send', side: 'legacy', upstream: legacy } }
  if (target === null) return [toLegacy]
  switch (mode) {
    case 'legacy':
      return [toLegacy]
    case 'shadow':
      return [...copyCases(route, target), toLegacy]
    case 'canary':
      return [{ route, match, action: { kind: 'share', legacy, new: target, percent: route.share } }]
    case 'new':
    case 'retired':
      return [{ route, match, action: { kind: 'send', side: 'new', upstream: target } }]
  }
}

function copyCases(route: Route, copyTo: string): readonly RouteCase[] {
  const { match, shadow, legacy } = route
  const methods = (match.methods ?? shadow.methods).filter(method => shadow.methods.includes(method))
  if (methods.length === 0 || shadow.share === 0) return []
  const action = { kind: 'copy', upstream: legacy, copyTo, percent: shadow.share } as const
  return [{ route, match: { ...match, methods }, action }]
}
