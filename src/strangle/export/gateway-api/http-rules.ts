import type { StranglerConfig } from '../../../../templates/proxy/src/index.js'
import { type BackendRef, type BackendsOf, backendRefs } from './backend-refs.js'
import { httpMatches } from './http-match.js'
import type { PathGroup } from './path-groups.js'
import { rankCases } from './rank-cases.js'
import { ruleFilters } from './rule-filters.js'
import type { TableCase } from './table-case.js'

/** `HTTPRouteRule`. */
export interface HttpRule {
  readonly matches: readonly object[]
  readonly filters?: readonly object[]
  readonly backendRefs: readonly BackendRef[]
  readonly timeouts: { readonly request: string }
}

export interface TaggedRule {
  /** Null for what no route matches. */
  readonly route: string | null
  readonly rule: HttpRule
}

export interface RuleSettings {
  readonly upstreams: StranglerConfig['upstreams']
  readonly backendsOf: BackendsOf
  /** Those of a case where others than its upstreams' take it; null where they do. */
  readonly insteadOf: (each: TableCase) => readonly BackendRef[] | null
}

/** Matches of a rule. */
const mostMatches = 8

/** The rules of a path, and what had to be left out of them. */
export function httpRules(
  { path, cases }: PathGroup,
  settings: RuleSettings,
): { readonly rules: readonly TaggedRule[]; readonly lost: readonly string[] } {
  const matches = new Map<number, object[]>()
  for (const { demands, at } of rankCases(cases)) {
    matches.set(at, [...(matches.get(at) ?? []), ...httpMatches(path, demands)])
  }
  const parts = [...matches].flatMap(([at, all]) => {
    const each = cases[at]
    if (each === undefined) return []
    const { filters, needsOneMatch, lost } = ruleFilters(each, path, settings)
    const rules = cut(all, needsOneMatch ? 1 : mostMatches).map(some => ({
      route: each.route?.id ?? null,
      rule: {
        matches: some,
        ...(filters.length === 0 ? {} : { filters }),
        backendRefs: settings.insteadOf(each) ?? backendRefs(each.action, settings.backendsOf),
        // Gateways' own limits would cut off downloads and streams.
        timeouts: { request: '0s' },
      },
    }))
    return [{ rules, lost }]
  })
  return { rules: parts.flatMap(({ rules }) => rules), lost: parts.flatMap(({ lost }) => lost) }
}

function cut<T>(values: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: T[][] = []
  for (let at = 0; at < values.length; at += size) parts.push(values.slice(at, at + size))
  return parts
}
