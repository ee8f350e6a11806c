import type { ProblemSlug } from './problems.js'

const absolute = /^https?:\/\/([^/?#]*)(.*)$/i

/**
 * The target in origin-form, byte for byte; an absolute one only when it names the host of the request itself and,
 * when `hosts` are given, one of them. `{ problem }` otherwise.
 */
export function originForm(
  url: string,
  host: string,
  hosts: readonly string[],
): string | { readonly problem: ProblemSlug } {
  if (url.charCodeAt(0) === 47 /* / */) return url.includes('#') ? { problem: 'bad-target' } : url
  const match = absolute.exec(url)
  if (match === null || url.includes('#')) return { problem: 'bad-target' }
  const authority = (match[1] as string).toLowerCase()
  if (authority !== host) return { problem: 'bad-host' }
  if (hosts.length > 0 && !hosts.includes(authority) && !hosts.includes(withoutPort(authority))) {
    return { problem: 'unknown-host' }
  }
  const rest = match[2] as string
  return rest.charCodeAt(0) === 47 ? rest : `/${rest}`
}

/** `host` of `host:port`; brackets of an IPv6 address stay. */
export function withoutPort(authority: string): string {
  return authority.replace(/:\d*$/, '')
}

/** Puts a path under another prefix; as it is when `strip` is no prefix of it by whole segments. */
export function replacePrefix(url: string, strip: string, add: string): string {
  const prefix = strip.endsWith('/') ? strip.slice(0, -1) : strip
  const next = url.charCodeAt(prefix.length)
  const whole = Number.isNaN(next) || next === 47 /* / */ || next === 63 /* ? */
  if (!url.startsWith(prefix) || !whole) return url
  const rest = url.slice(prefix.length)
  const put = add.endsWith('/') ? add.slice(0, -1) : add
  const result = put + rest
  return result.charCodeAt(0) === 47 ? result : `/${result}`
}
