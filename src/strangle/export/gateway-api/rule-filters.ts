import type { Route, StranglerConfig } from '../../../../templates/proxy/src/index.js'
import type { CaseAction } from '../route-cases.js'
import { type BackendsOf, backendRef } from './backend-refs.js'
import type { PathMatch } from './path-groups.js'
import type { TableCase } from './table-case.js'

export interface RuleFilters {
  readonly filters: readonly object[]
  /** Whether the rule may have one match alone. */
  readonly needsOneMatch: boolean
  /** What had to be left out, one sentence each. */
  readonly lost: readonly string[]
}

/** Filters of a rule hold for all who answer, whatever their part of the requests. */
export function ruleFilters(
  { route, action }: TableCase,
  path: PathMatch,
  {
    upstreams,
    backendsOf,
  }: { readonly upstreams: StranglerConfig['upstreams']; readonly backendsOf: BackendsOf },
): RuleFilters {
  const host = hostOf(action, upstreams)
  const change = route === null ? null : rewriteOf(route, action, path)
  const urlRewrite = {
    ...(typeof host === 'string' ? { hostname: host } : {}),
    ...(typeof change === 'object' && change !== null ? { path: change } : {}),
  }
  const named = action.kind === 'share' ? `${action.legacy} and ${action.new}` : action.upstream
  return {
    filters: [
      ...(Object.keys(urlRewrite).length === 0 ? [] : [{ type: 'URLRewrite', urlRewrite }]),
      ...(action.kind === 'copy' ? [mirror(action, backendsOf)] : []),
    ],
    needsOneMatch: typeof change === 'object' && change !== null && 'replacePrefixMatch' in change,
    lost: [
      ...(host === false ? [`The Host that ${named} should get is left out: clients' own is sent.`] : []),
      ...(typeof change === 'string' ? [change] : []),
    ],
  }
}

/** What stands in for the client's `Host`; null for nothing, false where it cannot be. */
function hostOf(action: CaseAction, upstreams: StranglerConfig['upstreams']): string | null | false {
  const names = action.kind === 'share' ? [action.legacy, action.new] : [action.upstream]
  const hosts = new Set(names.map(name => upstreams.get(name)?.host ?? null))
  const [host = null] = hosts
  if (hosts.size > 1) return false
  return host === null || /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(host)
    ? host
    : false
}

/** `HTTPPathModifier`; null for none, or a sentence why it is left out. */
function rewriteOf({ id, rewrite }: Route, action: CaseAction, path: PathMatch): object | string | null {
  if (rewrite === null || action.kind === 'copy') return null
  if (action.kind === 'share')
    return `The rewrite of ${id} is left out while it is a canary: a rule rewrites for both sides alike.`
  if (action.side === 'legacy') return null
  const strip = rewrite.strip.replace(/\/$/, '')
  const { type, value } = path
  if (type === 'RegularExpression')
    return `The rewrite of ${id} is left out: HTTPRoutes cannot rewrite paths that are told by an expression, and one path with a parameter makes all that end in "*" so.`
  const isInside = value === strip || value.startsWith(`${strip}/`)
  if (!isInside) {
    const reaches = type === 'PathPrefix' && `${strip}/`.startsWith(value.replace(/\/?$/, '/'))
    return reaches ? `The rewrite of ${id} is left out: its path would have to begin with ${strip}.` : null
  }
  const put = `${rewrite.add.replace(/\/$/, '')}${value.slice(strip.length).replace(/^\/$/, '')}`
  return type === 'Exact'
    ? { type: 'ReplaceFullPath', replaceFullPath: put || '/' }
    : { type: 'ReplacePrefixMatch', replacePrefixMatch: put || '/' }
}

/** Less than all is newer than the rest (Gateway API 1.3). */
function mirror(action: CaseAction & { readonly kind: 'copy' }, backendsOf: BackendsOf): object {
  const [backend] = backendsOf(action.copyTo)
  const share = { numerator: Math.round(action.percent * 100), denominator: 10_000 }
  return {
    type: 'RequestMirror',
    requestMirror: {
      ...(backend === undefined ? {} : { backendRef: backendRef(backend) }),
      ...(action.percent === 100 ? {} : { fraction: share }),
    },
  }
}
