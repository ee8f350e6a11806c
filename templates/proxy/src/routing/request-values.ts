import type { RequestHead } from '../http/exchange.js'

/** All values of a header, in the order they were sent. The name is in lower case. */
export function headerValues(head: RequestHead, name: string): readonly string[] {
  const values: string[] = []
  const raw = head.rawHeaders
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const sent = raw[at] ?? ''
    if (sent.length === name.length && sent.toLowerCase() === name) values.push(raw[at + 1] ?? '')
  }
  return values
}

/** All values of a cookie, in the order they were sent, quotes included if there are any. */
export function cookieValues(head: RequestHead, name: string): readonly string[] {
  const values: string[] = []
  for (const header of headerValues(head, 'cookie')) {
    for (const pair of header.split(';')) {
      const equals = pair.indexOf('=')
      if (equals !== -1 && pair.slice(0, equals).trim() === name) values.push(pair.slice(equals + 1).trim())
    }
  }
  return values
}

/** The host that the client named, without its port and the dot that may end a full name. */
export function hostName(head: RequestHead): string {
  return head.host.replace(/:\d*$/, '').replace(/\.$/, '')
}
