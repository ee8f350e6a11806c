import type { Dispatcher } from 'undici'
import type { Origin } from '../upstreams/origin.js'
import type { Decision } from './exchange.js'
import type { ForwardingParts } from './forwarding.js'
import type { Resending } from './resending.js'
import { type AnswerHandler, sendStreamed } from './streamed-request.js'
import type { Upload } from './upload.js'
import { bodilessHeaders, framedHeaders, upstreamPath } from './upstream-request.js'

/** What one attempt is sent with. */
export interface Consignment {
  readonly origin: Origin
  readonly decision: Decision
  /** Names and values in turns, without those that frame the body. */
  readonly headers: readonly string[]
  readonly resending: Resending
  /** Watches the body go; null where there is none. */
  readonly upload: Upload | null
}

/** Sends a request to an origin, by the cheapest way that can carry it. */
export function send(
  { head, read, client, tunnel }: ForwardingParts,
  { origin, decision, headers, resending, upload }: Consignment,
  handler: Dispatcher.DispatchHandler & AnswerHandler,
): void {
  const path = upstreamPath(head.url, decision)
  // What must not be sent again has to go by the way that nothing an upstream says can break.
  if (upload !== null || (tunnel === null && (origin.saysContinue || !resending.isSafe))) {
    const framed = upload === null ? bodilessHeaders(headers, head.method) : framedHeaders(headers, read)
    sendStreamed(
      origin,
      { method: head.method, path, headers: framed, client, read, observer: upload },
      handler,
    )
    return
  }
  const method = head.method as Dispatcher.HttpMethod
  const upgrade = tunnel === null ? null : read.upgrade
  const pool = resending.metStale ? origin.singlePool : origin.pool
  // undici would take the name in `Host`, which is the client's to choose; its types do not know of this option.
  const request = { path, method, headers: headers as string[], upgrade, servername: origin.serverName }
  pool.dispatch(request, handler)
}
