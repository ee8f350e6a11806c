import type { Route } from '../config/model.js'
import { replacePrefix, withoutPort } from './request-target.js'
import type { ReadAnswer } from './answer-reading.js'

/** What an answer's words about its upstream are put into. */
export interface ClientView {
  /** `https://shop.example.org`, as the client addressed us. */
  readonly scheme: 'http' | 'https'
  /** With port as sent; empty when the client named none. */
  readonly host: string
  /** Lower case names by which the upstream may call itself. */
  readonly authorities: readonly string[]
  /** Path prefixes as the route rewrote the request; null when it did not. */
  readonly rewrite: Route['rewrite']
}

/** Rewrites `Location`, `Content-Location` and the domain of cookies in place. */
export function rewriteSpoken(answer: ReadAnswer, view: ClientView): void {
  const { headers } = answer
  for (const place of answer.spoken) {
    const value = headers[place + 1] as string
    const cookie = (headers[place] as string).toLowerCase() === 'set-cookie'
    headers[place + 1] = cookie ? rewriteCookie(value, view) : rewriteLocation(value, view)
  }
}

export function rewriteLocation(value: string, view: ClientView): string {
  const match = /^https?:\/\/([^/?#]*)(.*)$/is.exec(value)
  if (match === null) return value.startsWith('//') ? value : rewritePath(value, view)
  const authority = (match[1] as string).toLowerCase()
  const path = match[2] as string
  if (authority === view.host) return value.slice(0, value.length - path.length) + rewritePath(path, view)
  if (!view.authorities.includes(authority)) return value
  const rewritten = rewritePath(path, view)
  if (view.host !== '') return `${view.scheme}://${view.host}${rewritten}`
  return rewritten.startsWith('/') ? rewritten : `/${rewritten}`
}

function rewritePath(path: string, { rewrite }: ClientView): string {
  if (rewrite === null || !path.startsWith('/')) return path
  return replacePrefix(path, rewrite.add, rewrite.strip)
}

/** The domain of a cookie that would be kept for the upstream's host becomes the client's host. */
export function rewriteCookie(value: string, view: ClientView): string {
  return value.replace(/(;\s*domain\s*=\s*)([^;\s]*)/gi, (all, before: string, domain: string) => {
    const covered = domain.toLowerCase().replace(/^\./, '')
    const client = withoutPort(view.host)
    if (covers(covered, client)) return all
    if (!view.authorities.some(name => covers(covered, withoutPort(name)))) return all
    return client === '' ? '' : before + client
  })
}

function covers(domain: string, host: string): boolean {
  return host === domain || host.endsWith(`.${domain}`)
}
