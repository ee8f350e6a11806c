import { createHash } from 'node:crypto'
import type { RequestHead } from '../src/http/exchange.js'
import type { Condition, Route, RouteTable } from '../src/index.js'

/** What stands in for parameters, in the order in which it is tried: another route may be more exact about one of them. */
const fillings = ['sample', '7', 'sample-2', '00000000-0000-4000-8000-000000000007'] as const
/** What stands behind it for `*`. */
const endings = ['', '/deeper', '/deeper/still'] as const
/** Of a route that takes all. */
const usualMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** A request that a route gets, made from its path and conditions; null when other routes take all that were tried. */
export function findSample(route: Route, table: RouteTable): RequestHead | null {
  for (const method of route.match.methods ?? usualMethods) {
    for (const filling of fillings) {
      for (const ending of endings) {
        const head = sampleOf(route, method, { filling, ending })
        if (table.match(head) === route) return head
      }
    }
  }
  return null
}

/** The same request with the key of some user; where the route looks at the address, the user cannot be chosen. */
export function withUser(head: RequestHead, { sticky }: Route, user: string): RequestHead {
  switch (sticky.by) {
    case 'header':
      return { ...head, rawHeaders: [...head.rawHeaders, sticky.name, user] }
    case 'cookie':
      return { ...head, rawHeaders: addCookie(head.rawHeaders, `${sticky.name}=${user}`) }
    case 'claim':
      return {
        ...head,
        rawHeaders: [...head.rawHeaders, 'authorization', `Bearer ${tokenOf(sticky.name, user)}`],
      }
    case 'address':
      return head
  }
}

function sampleOf(
  { match }: Route,
  method: string,
  { filling, ending }: { readonly filling: string; readonly ending: string },
): RequestHead {
  const url = match.path.replace(/\/:\w+/g, `/${filling}`).replace(/\/\*$/, `/${filling}${ending}`)
  const host = match.host?.replace('*.', 'sample.') ?? 'localhost'
  const cookies = match.cookies.map(({ name, value }) => `${name}=${value ?? 'sample'}`)
  const rawHeaders = ['host', host, ...match.headers.flatMap(asHeader)]
  return {
    method,
    url,
    host,
    rawHeaders: cookies.length === 0 ? rawHeaders : [...rawHeaders, 'cookie', cookies.join('; ')],
    address: '127.0.0.1',
  }
}

function asHeader({ name, value }: Condition): readonly string[] {
  return [name, value ?? 'sample']
}

function addCookie(rawHeaders: readonly string[], cookie: string): readonly string[] {
  const at = rawHeaders.indexOf('cookie')
  if (at === -1) return [...rawHeaders, 'cookie', cookie]
  return rawHeaders.map((value, index) => (index === at + 1 ? `${cookie}; ${value}` : value))
}

/** A token that nobody would accept: the proxy reads the claim, and leaves its signature to those who answer. */
function tokenOf(claim: string, user: string): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signature = createHash('sha256').update(user).digest('base64url')
  return `${encode({ alg: 'none' })}.${encode({ [claim]: user })}.${signature}`
}
