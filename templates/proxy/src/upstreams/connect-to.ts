import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import type { Upstream } from '../config/model.js'

/** The part of an upstream's settings that connections need. */
export type TlsSettings = Pick<Upstream, 'ca' | 'serverName'>

/**
 * Opens connections to an origin. Over https it is known by the name in the settings or else by its own, never by the
 * `Host` of a request, which the client chooses. Throws when the certificates of the settings cannot be read.
 */
export function connectTo(
  url: string,
  { ca, serverName }: TlsSettings,
  timeout: number,
): buildConnector.connector {
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:') return buildConnector({ timeout })
  const servername = serverName ?? (isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : undefined)
  const connect = buildConnector({
    timeout,
    ...(ca === null ? {} : { ca: isPem(ca) ? ca : readFileSync(ca, 'utf8') }),
    ...(servername === undefined ? {} : { servername }),
  })
  return (options, done) => connect({ ...options, servername: '' }, done)
}

function isPem(text: string): boolean {
  return text.startsWith('-----BEGIN')
}
