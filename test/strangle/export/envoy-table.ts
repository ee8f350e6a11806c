import { parse } from 'yaml'
import type { RequestHead } from '../../../templates/proxy/src/index.js'

/** What Envoy does with a request, as far as the route table decides it. */
export interface EnvoyDecision {
  readonly route: string
  /** Clusters with a part of the requests. */
  readonly clusters: readonly { readonly name: string; readonly weight: number }[]
  readonly copies: readonly string[]
}

interface StringMatch {
  readonly exact?: string
  readonly safe_regex?: { readonly regex: string }
}

interface EnvoyRoute {
  readonly name: string
  readonly match: {
    readonly path?: string
    readonly prefix?: string
    readonly safe_regex?: { readonly regex: string }
    readonly headers?: readonly {
      readonly name: string
      readonly present_match?: boolean
      readonly string_match?: StringMatch
    }[]
  }
  readonly route: {
    readonly cluster?: string
    readonly weighted_clusters?: { readonly clusters: EnvoyDecision['clusters'] }
    readonly request_mirror_policies?: readonly { readonly cluster: string }[]
  }
}

/** Reads a bootstrap back and decides as Envoy documents it: the first route of the virtual host that fits. */
export function readEnvoyTable(text: string): (head: RequestHead) => EnvoyDecision {
  const { static_resources } = parse(text)
  const { typed_config } = static_resources.listeners[0].filter_chains[0].filters[0]
  const routes: readonly EnvoyRoute[] = typed_config.route_config.virtual_hosts[0].routes
  return head => {
    const found = routes.find(({ match }) => fits(match, head))
    if (found === undefined) throw new Error(`404 for ${head.url}`)
    const { cluster, weighted_clusters, request_mirror_policies } = found.route
    const clusters = weighted_clusters?.clusters ?? [{ name: cluster ?? '', weight: 1 }]
    return {
      route: found.name,
      clusters: clusters.filter(({ weight }) => weight > 0),
      copies: (request_mirror_policies ?? []).map(policy => policy.cluster),
    }
  }
}

function fits(match: EnvoyRoute['match'], head: RequestHead): boolean {
  const path = head.url.replace(/\?.*$/s, '')
  if (match.path !== undefined && match.path !== path) return false
  if (match.prefix !== undefined && !head.url.startsWith(match.prefix)) return false
  if (match.safe_regex !== undefined && !matchesWhole(match.safe_regex.regex, path)) return false
  return (match.headers ?? []).every(({ name, present_match, string_match }) => {
    const value = headerOf(name, head)
    if (value === null) return false
    return present_match === true || (string_match !== undefined && matchesText(string_match, value))
  })
}

function matchesText({ exact, safe_regex }: StringMatch, value: string): boolean {
  return safe_regex === undefined ? value === exact : matchesWhole(safe_regex.regex, value)
}

/** RE2 and JavaScript agree on all that is written but the place of the flag. */
function matchesWhole(regex: string, value: string): boolean {
  const flag = regex.startsWith('(?i)') ? 'i' : ''
  return new RegExp(`^(?:${regex.replace(/^\(\?i\)/, '')})$`, flag).test(value)
}

/** All values of a name as one: cookies with `; ` between them, others with `,`. */
function headerOf(name: string, head: RequestHead): string | null {
  if (name === ':method') return head.method
  if (name === ':authority') return head.host
  const values = head.rawHeaders.flatMap((text, at) =>
    at % 2 === 0 && text.toLowerCase() === name ? [head.rawHeaders[at + 1] ?? ''] : [],
  )
  return values.length === 0 ? null : values.join(name === 'cookie' ? '; ' : ',')
}
