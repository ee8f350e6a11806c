import type { UpstreamGroup } from '../upstreams/upstream-group.js'
import type { ReadAnswer } from './answer-reading.js'
import type { Decision } from './exchange.js'
import type { ForwardingParts } from './forwarding.js'
import { replaceHeaders } from './gateway-headers.js'
import { rewriteSpoken } from './origin-rewriting.js'

/** Puts an answer's headers, in place, into what the client is to see. False when a hook has failed. */
export function dressAnswer(
  answer: ReadAnswer,
  { head, connection, setup, passage }: ForwardingParts,
  { decision, group }: { decision: Decision; group: UpstreamGroup | null },
): boolean {
  if (answer.spoken.length > 0) {
    const scheme = connection.secure ? 'https' : 'http'
    const rewrite = decision.side === 'new' ? (decision.route?.rewrite ?? null) : null
    rewriteSpoken(answer, { scheme, host: head.host, authorities: group?.authorities ?? [], rewrite })
  }
  try {
    setup.hooks.answer?.(head, decision, answer.headers)
  } catch (error) {
    setup.hooks.onError?.(error)
    return false
  }
  if (passage?.response !== undefined) replaceHeaders(answer.headers, passage.response)
  return true
}
