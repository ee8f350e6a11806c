import type { IncomingMessage } from 'node:http'

/**
 * Protocols that are still HTTP once they are spoken: a tunnel for them would carry requests past routing, limits and
 * whatever stands before them.
 */
const notFollowed = /(?:^|,)\s*(?:h2c|HTTP\/|TLS\/)/i

/** Whether a change to a protocol is offered to upstreams. Others are ignored, which the request then is without. */
export function followsUpgrade(token: string): boolean {
  return token !== '' && !notFollowed.test(token)
}

/** The head of a request as bytes, without its wish for another protocol. */
export function withoutUpgrade(request: IncomingMessage): Buffer {
  let text = `${request.method} ${request.url} HTTP/${request.httpVersion}\r\n`
  const { rawHeaders } = request
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] as string
    const value = rawHeaders[i + 1] as string
    if (/^(?:upgrade|http2-settings)$/i.test(name)) continue
    text += /^connection$/i.test(name) ? connectionLine(value) : `${name}: ${value}\r\n`
  }
  return Buffer.from(`${text}\r\n`, 'latin1')
}

function connectionLine(value: string): string {
  const options = value.split(',').map(option => option.trim())
  const kept = options.filter(option => option !== '' && !/^(?:upgrade|http2-settings)$/i.test(option))
  return kept.length === 0 ? '' : `Connection: ${kept.join(', ')}\r\n`
}
