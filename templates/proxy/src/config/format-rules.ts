import { isIP, isIPv4 } from 'node:net'
import type { Complaint } from './complaint.js'

/** An origin: scheme, host and port, nothing else. */
export function checkOrigin(text: string): Complaint | null {
  const hint = 'Write scheme, host and port, such as "http://127.0.0.1:3000".'
  const complaint = (message: string): Complaint => ({ message, hint })
  if (!/^https?:\/\//i.test(text)) return complaint('must begin with "http://" or "https://"')
  if (text.includes('@')) return complaint('must not hold a user name or password')
  if (!/^https?:\/\/[^\s/\\?#]+\/?$/i.test(text)) return complaint('must not have a path or query')
  if (!URL.canParse(text)) return complaint('is not a valid origin')
  return new URL(text).port === '0' ? complaint('has port 0') : null
}

const label = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/i

function isHostName(text: string): boolean {
  return text.length <= 253 && text.split('.').every(part => label.test(part))
}

/** A host as a client names it, without a port. */
export function checkHost(text: string): Complaint | null {
  if (isIP(text.replace(/^\[(.*)\]$/, '$1')) === 6) {
    if (text.startsWith('[')) return null
    return { message: 'is an IPv6 address without brackets', hint: `Write "[${text}]".` }
  }
  if (/:\d*$/.test(text)) {
    return {
      message: 'has a port',
      hint: `Write ${JSON.stringify(text.replace(/:\d*$/, ''))}: ports do not count.`,
    }
  }
  if (isHostName(text)) return null
  return { message: 'is not the name of a host', hint: 'Write a name such as "shop.example.org".' }
}

/** A host, or `*.` and a name for its subdomains. */
export function checkHostPattern(text: string): Complaint | null {
  if (!text.includes('*')) return checkHost(text)
  if (text.startsWith('*.') && isHostName(text.slice(2)) && !isIPv4(text.slice(2))) return null
  return { message: 'has a "*" in the wrong place', hint: 'Write "*.example.org" for all subdomains.' }
}

/** The value of a `Host` header: a host, and a port where it needs one. */
export function checkAuthority(text: string): Complaint | null {
  const [, host = text, port] = /^(.*?)(?::(\d{1,5}))?$/.exec(text) ?? []
  if (port !== undefined && Number(port) > 65_535) {
    return { message: 'has a port above 65535', hint: 'Write a port from 1 to 65535.' }
  }
  return checkHost(isIP(text) === 6 ? text : host)
}

/** An address, or a network in CIDR notation. */
export function checkNetwork(text: string): Complaint | null {
  const hint = 'Write an address such as "10.0.0.1", or a network such as "10.0.0.0/8".'
  const [address = '', prefix, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || address.includes('%') || rest.length > 0) {
    return { message: 'is neither an address nor a network', hint }
  }
  if (prefix === undefined) return null
  const longest = version === 4 ? 32 : 128
  if (/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest) return null
  return { message: `must end in a number of bits from 0 to ${longest}`, hint }
}

/** The name of a header or cookie (RFC 9110, 5.6.2). */
export function checkToken(text: string): Complaint | null {
  if (/^[!#$%&'*+.^_`|~\w-]+$/.test(text)) return null
  return { message: 'is not the name of a header or cookie', hint: 'Use letters, digits and "-".' }
}

/** A JSON pointer (RFC 6901), in which `*` stands for any key or index. */
export function checkPointer(text: string): Complaint | null {
  if (text !== '' && !text.startsWith('/')) {
    return { message: 'is a JSON pointer that does not begin with "/"', hint: 'Write "/items/*/updatedAt".' }
  }
  if (!/~(?![01])/.test(text)) return null
  return { message: 'is a JSON pointer with a bare "~"', hint: 'Write "~0" for "~" and "~1" for "/".' }
}

/** A name for a route or upstream. */
export function checkName(text: string): Complaint | null {
  if (text in {}) return { message: 'is a name that JavaScript keeps for itself', hint: 'Choose another.' }
  if (/^[a-z0-9][\w.-]*$/i.test(text)) return null
  return {
    message: 'is not a valid name',
    hint: 'Use letters, digits, "-", "_" and ".", a letter or digit first.',
  }
}

/** A part of a path that is put in front or taken off: empty, or `/api`. */
export function checkPrefix(text: string): Complaint | null {
  if (text === '' || /^(\/[!"$-.0->@-~]+)+$/.test(text)) return null
  return {
    message: 'is not the beginning of a path',
    hint: 'Write "/api": a slash first and none at the end.',
  }
}

/** Percent with at most two decimals. */
export function checkPercent(value: number): Complaint | null {
  if (!(value >= 0 && value <= 100)) {
    return { message: `must be from 0 to 100, not ${value}`, hint: 'It is a percentage: 5 means 5 %.' }
  }
  const rounded = Math.round(value * 100) / 100
  if (Math.abs(value - rounded) < 1e-9) return null
  return { message: 'has more than two decimals', hint: `Write ${rounded}.` }
}
