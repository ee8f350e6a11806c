import { parseAllDocuments } from 'yaml'
import type { RequestHead } from '../../../templates/proxy/src/index.js'
import type { KubernetesDocument } from './kubernetes-schemas.js'

/** What the standard leaves to the implementation. */
export interface Dialect {
  readonly expressions: 'before prefixes' | 'after prefixes'
  /** Whether a request that no rule of its host takes may go by those of a wider one. */
  readonly wider: boolean
}

export const dialects: readonly Dialect[] = (['before prefixes', 'after prefixes'] as const).flatMap(
  expressions => [true, false].map(wider => ({ expressions, wider })),
)

interface HttpMatch {
  readonly path: { readonly type: 'Exact' | 'PathPrefix' | 'RegularExpression'; readonly value: string }
  readonly method?: string
  readonly headers?: readonly { readonly type: string; readonly name: string; readonly value: string }[]
}

interface HttpRule {
  readonly matches: readonly HttpMatch[]
  readonly filters?: readonly {
    readonly type: string
    readonly requestMirror?: { readonly backendRef: { readonly name: string } }
    readonly urlRewrite?: { readonly hostname?: string; readonly path?: Readonly<Record<string, string>> }
  }[]
  readonly backendRefs: readonly { readonly name: string; readonly weight?: number }[]
}

interface Entry {
  readonly host: string | null
  readonly name: string
  readonly rule: HttpRule
  readonly match: HttpMatch
}

export interface GatewayDecision {
  /** Services with a part of the requests. */
  readonly services: readonly string[]
  readonly copies: readonly string[]
  /** The path that they are asked for. */
  readonly path: string
}

export function readDocuments(text: string): readonly KubernetesDocument[] {
  return parseAllDocuments(text).map(document => document.toJS())
}

/** Decides as the Gateway API documents it: by host, path, method and number of headers; then by name and order. */
export function readGatewayTable(text: string, dialect: Dialect): (head: RequestHead) => GatewayDecision {
  const entries = readDocuments(text)
    .filter(({ kind }) => kind === 'HTTPRoute')
    .flatMap(({ metadata, spec }) => {
      const { hostnames = [null], rules } = spec as { hostnames?: string[]; rules: HttpRule[] }
      return hostnames.flatMap(host =>
        rules.flatMap(rule =>
          rule.matches.map((match): Entry => ({ host, name: metadata.name, rule, match })),
        ),
      )
    })
  const ordered = entries.sort((left, right) => compare(left, right, dialect))
  return head => {
    const name = head.host.replace(/:\d*$/, '')
    const path = head.url.replace(/\?.*$/s, '')
    const here = ordered.filter(({ host }) => fitsHost(host, name))
    const nearest = hostRank(here[0]?.host ?? null)
    const found = here.find(
      ({ host, match }) => (dialect.wider || hostRank(host) === nearest) && fits(match, head, path),
    )
    if (found === undefined) throw new Error(`404 for ${head.host}${head.url}`)
    return decide(found, path)
  }
}

function decide({ rule, match }: Entry, path: string): GatewayDecision {
  const filters = rule.filters ?? []
  const change = filters.find(({ type }) => type === 'URLRewrite')?.urlRewrite?.path
  const prefix = match.path.value.replace(/\/$/, '')
  const put = change?.replacePrefixMatch?.replace(/\/$/, '')
  return {
    services: rule.backendRefs.filter(({ weight = 1 }) => weight > 0).map(({ name }) => name),
    copies: filters.flatMap(({ requestMirror }) => requestMirror?.backendRef.name ?? []),
    path: change?.replaceFullPath ?? (put === undefined ? path : `${put}${path.slice(prefix.length)}` || '/'),
  }
}

function fitsHost(host: string | null, name: string): boolean {
  if (host === null) return true
  return host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host
}

/** An exact host before all others, a longer one before a shorter. */
function hostRank(host: string | null): number {
  if (host === null) return 0
  return host.startsWith('*.') ? host.length : 1000 + host.length
}

function fits({ path: wanted, method, headers = [] }: HttpMatch, head: RequestHead, path: string): boolean {
  if (method !== undefined && method !== head.method) return false
  return fitsPath(wanted, path) && headers.every(header => fitsHeader(header, head))
}

/** A prefix is whole segments. */
function fitsPath({ type, value }: HttpMatch['path'], path: string): boolean {
  if (type === 'Exact') return path === value
  if (type === 'RegularExpression') return new RegExp(`^(?:${value})$`).test(path)
  const prefix = value.replace(/\/$/, '')
  return path === prefix || path.startsWith(`${prefix}/`)
}

function fitsHeader(
  { type, name, value }: { type: string; name: string; value: string },
  head: RequestHead,
): boolean {
  const at = head.rawHeaders.findIndex((text, place) => place % 2 === 0 && text.toLowerCase() === name)
  const sent = at === -1 ? null : (head.rawHeaders[at + 1] ?? '')
  if (sent === null) return false
  return type === 'Exact' ? sent === value : new RegExp(`^(?:${value})$`).test(sent)
}

function compare(left: Entry, right: Entry, dialect: Dialect): number {
  return (
    hostRank(right.host) - hostRank(left.host) ||
    typeRank(right.match, dialect) - typeRank(left.match, dialect) ||
    right.match.path.value.length - left.match.path.value.length ||
    Number(right.match.method !== undefined) - Number(left.match.method !== undefined) ||
    (right.match.headers?.length ?? 0) - (left.match.headers?.length ?? 0) ||
    (left.name < right.name ? -1 : left.name > right.name ? 1 : 0)
  )
}

function typeRank({ path }: HttpMatch, { expressions }: Dialect): number {
  if (path.type === 'Exact') return 3
  return path.type === 'PathPrefix' ? 2 : expressions === 'before prefixes' ? 2.5 : 1
}
