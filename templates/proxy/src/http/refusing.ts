import { STATUS_CODES } from 'node:http'
import type { ClientSide } from './client-side.js'
import { isHopByHop } from './connection-options.js'
import type { Refusal, Reply } from './hooks.js'
import { renderProblem } from './problems.js'

/** Answers in place of an upstream. */
export function answerRefusal(
  client: ClientSide,
  refusal: Refusal,
  { method, close }: { method: string; close: boolean },
): void {
  const { status, headers, body } = renderProblem(refusal)
  client.head(status, STATUS_CODES[status] ?? '', headers, close || !client.bodyEnded())
  client.end(method === 'HEAD' ? null : body, null)
}

/** Gives an answer of a hook. */
export function answerReply(
  client: ClientSide,
  { status, headers, body }: Reply,
  { method, close }: { method: string; close: boolean },
): void {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const bodiless = status === 204 || status === 304
  const framed = bodiless ? [] : ['Content-Length', String(bytes.length)]
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] as string
    const lower = name.toLowerCase()
    if (lower !== 'content-length' && !isHopByHop(lower)) framed.push(name, headers[i + 1] as string)
  }
  client.head(status, STATUS_CODES[status] ?? '', framed, close || !client.bodyEnded())
  client.end(bodiless || method === 'HEAD' ? null : bytes, null)
}
