import type { Route, StickyKey, StranglerConfig, Upstream } from '../../../../templates/proxy/src/index.js'
import { quoteExpression } from '../path-expression.js'
import { type CaseAction, type RouteCase, routeCases } from '../route-cases.js'
import { envoyMatch } from './envoy-match.js'
import { seconds } from './seconds.js'

/**
 * `envoy.config.route.v3.Route`s, of which Envoy takes the first that fits: one virtual host for all, because the path
 * comes before the host in the order of precedence.
 */
export function envoyRoutes(config: StranglerConfig, routes: readonly Route[]): readonly object[] {
  const idle = Math.max(30_000, ...routes.map(longestSilence))
  const fallback = {
    name: 'fallback',
    match: { prefix: '/' },
    route: { ...sendTo(config.upstreams.get(config.fallback)), timeout: '0s', idle_timeout: seconds(idle) },
  }
  return [...routes.flatMap(routeCases).map(each => envoyRoute(config, each)), fallback]
}

function envoyRoute({ upstreams }: StranglerConfig, { route, match, action }: RouteCase): object {
  return {
    name: route.id,
    match: envoyMatch(match),
    stat_prefix: route.id,
    route: {
      ...actionOf(action, upstreams),
      ...(action.kind === 'share' ? { hash_policy: hashPolicy(route.sticky) } : {}),
      ...(action.kind === 'send' && action.side === 'new' ? rewriteOf(route) : {}),
      // The whole time of an answer has no limit: downloads and streams may take as long as bytes come.
      timeout: '0s',
      idle_timeout: seconds(longestSilence(route)),
      ...(route.retry.attempts === 0 ? {} : { retry_policy: retryPolicy(route) }),
    },
  }
}

function actionOf(action: CaseAction, upstreams: StranglerConfig['upstreams']): object {
  switch (action.kind) {
    case 'send':
      return sendTo(upstreams.get(action.upstream))
    case 'copy':
      return {
        ...sendTo(upstreams.get(action.upstream)),
        request_mirror_policies: [mirrorPolicy(action.copyTo, action.percent)],
      }
    case 'share':
      return { weighted_clusters: shareOf(action, upstreams) }
  }
}

function sendTo(upstream: Upstream | undefined): object {
  return { cluster: upstream?.name, ...hostOf(upstream) }
}

function hostOf(upstream: Upstream | undefined): object {
  return upstream?.host == null ? {} : { host_rewrite_literal: upstream.host }
}

/**
 * The new side comes first: its part of the hashes begins at 0, so that a larger share includes a smaller one. Needs
 * Envoy 1.36, which can choose a cluster by the route's hash.
 */
function shareOf(
  action: CaseAction & { readonly kind: 'share' },
  upstreams: StranglerConfig['upstreams'],
): object {
  const weight = Math.round(action.percent * 100)
  const cluster = (name: string, part: number) => ({ name, weight: part, ...hostOf(upstreams.get(name)) })
  return {
    clusters: [cluster(action.new, weight), cluster(action.legacy, 10_000 - weight)],
    use_hash_policy: true,
  }
}

/** The address counts where the key is not there; a claim cannot be read. */
function hashPolicy(sticky: StickyKey): readonly object[] {
  const address = { connection_properties: { source_ip: true } }
  if (sticky.by === 'header') return [{ header: { header_name: sticky.name }, terminal: true }, address]
  if (sticky.by === 'cookie') return [{ cookie: { name: sticky.name }, terminal: true }, address]
  return [address]
}

function mirrorPolicy(cluster: string, percent: number): object {
  const share = { numerator: Math.round(percent * 100), denominator: 'TEN_THOUSAND' }
  return {
    cluster,
    disable_shadow_host_suffix_append: true,
    ...(percent === 100 ? {} : { runtime_fraction: { default_value: share } }),
  }
}

/** The prefix is taken off only where a segment ends. */
function rewriteOf({ rewrite }: Route): object {
  if (rewrite === null) return {}
  const strip = rewrite.strip.replace(/\/$/, '')
  const add = rewrite.add.replace(/\/$/, '').replaceAll('\\', '\\\\')
  // Nothing in front must still leave a path.
  const [rest, put] = add === '' ? ['(?:/(.*))?', '/\\1'] : ['(/.*)?', `${add}\\1`]
  const regex = `^${quoteExpression(strip)}${rest}$`
  return { regex_rewrite: { pattern: { regex }, substitution: put } }
}

/** Envoy has one limit for all silence on a stream: the head's and the body's. */
function longestSilence({ timeouts }: Route): number {
  return Math.max(timeouts.headers, timeouts.body)
}

/** Only where the upstream cannot have begun with the request. */
function retryPolicy({ retry }: Route): object {
  return { retry_on: 'connect-failure,refused-stream', num_retries: retry.attempts }
}
