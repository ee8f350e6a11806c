import { STATUS_CODES } from 'node:http'
import type { Refusal } from './hooks.js'

/** All answers that the proxy gives by itself. */
export type ProblemSlug = keyof typeof catalogue

const catalogue = {
  'bad-request': { status: 400, title: 'The request is malformed or ambiguous.' },
  'bad-host': { status: 400, title: 'The request must name exactly one valid host.' },
  'bad-target': { status: 400, title: 'The request target is not one that this server understands.' },
  'request-timeout': { status: 408, title: 'The request did not arrive in time.' },
  'body-too-large': { status: 413, title: 'The request body is too large.' },
  'expectation-failed': { status: 417, title: 'The expectation cannot be met.' },
  'unknown-host': { status: 421, title: 'This server does not answer for the host named in the request.' },
  'head-too-large': { status: 431, title: 'The request head is too large.' },
  'internal-error': { status: 500, title: 'The proxy failed.' },
  'trace-refused': { status: 501, title: 'TRACE is passed on, not answered.' },
  'connect-refused': { status: 501, title: 'CONNECT is not offered.' },
  'unknown-upstream': { status: 502, title: 'The upstream of this route is not configured.' },
  'upstream-unreachable': { status: 502, title: 'The upstream cannot be reached.' },
  'upstream-reset': { status: 502, title: 'The upstream closed the connection before it had answered.' },
  'upstream-protocol': { status: 502, title: 'The upstream sent an answer that is not valid HTTP.' },
  'hook-timeout': { status: 503, title: 'The request could not be checked in time.' },
  'upstream-unavailable': { status: 503, title: 'The upstream is left alone for a while after failures.' },
  'upstream-connect-timeout': { status: 504, title: 'The upstream could not be reached in time.' },
  'upstream-timeout': { status: 504, title: 'The upstream did not answer in time.' },
} as const satisfies Record<string, { status: number; title: string }>

/** Tells answers of the proxy from those of an upstream. */
export const errorHeader = 'x-strangler-error'

export function statusOf(slug: ProblemSlug): number {
  return catalogue[slug].status
}

/** What to answer for a problem. */
export function refusalFor(slug: ProblemSlug): Refusal {
  return { kind: 'refuse', ...catalogue[slug], slug, headers: [] }
}

export interface RenderedProblem {
  readonly status: number
  readonly headers: string[]
  readonly body: Buffer
}

export function renderProblem({ status, slug, title, detail, headers }: Refusal): RenderedProblem {
  const body = Buffer.from(JSON.stringify({ type: slug, title, status, detail }))
  const own = ['Content-Type', 'application/problem+json', 'Content-Length', String(body.length)]
  return { status, headers: [...own, errorHeader, slug, ...headers], body }
}

/** The same as bytes, for a connection on which no request could be read. */
export function renderRawProblem(slug: ProblemSlug): Buffer {
  const { status, headers, body } = renderProblem(refusalFor(slug))
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\n`
  for (let i = 0; i < headers.length; i += 2) head += `${headers[i]}: ${headers[i + 1]}\r\n`
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), body])
}
