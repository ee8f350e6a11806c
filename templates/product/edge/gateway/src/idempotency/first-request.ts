import type { AnswerTap } from 'strangler-proxy/start'
import type { KeptAnswer } from './key-store.js'

/** What becomes of the key of a first request. Each promises never to reject. */
export interface KeyFate {
  readonly keep: (answer: KeptAnswer) => void
  /** The key is free at once. */
  readonly free: () => void
  /** Nobody can say what was done: the key is free when its lease is over. */
  readonly leave: () => void
}

/** Watches the first request with a key, to keep its answer. */
export interface FirstRequest extends AnswerTap {
  /** It is about to be sent: from now on something may have been done. */
  readonly sent: () => void
  /** It never reached the upstream, although it was sent. */
  readonly missed: () => void
}

/** These say that nothing was done, or that another attempt may fare better. */
const passing: ReadonlySet<number> = new Set([401, 403, 408, 425, 429])

/** Whose values belong to one answer only, or are given anew. */
const notKept =
  /^(?:date|age|x-request-id|content-length|vary|ratelimit-.*|access-control-.*|x-strangler-.*|traceparent)$/i

/** `limit` in bytes of the answer's body. */
export function watchFirst(fate: KeyFate, limit: number): FirstRequest {
  let [isSent, isOver] = [false, false]
  let head: Pick<KeptAnswer, 'status' | 'headers'> = { status: 0, headers: [] }
  let parts: Buffer[] = []
  let size = 0
  const once = (tell: () => void) => {
    if (!isOver) tell()
    isOver = true
  }
  return {
    sent: () => {
      isSent = true
    },
    missed: () => once(fate.free),
    onHead: (status, headers) => {
      head = { status, headers: keptHeaders(headers) }
    },
    onChunk: chunk => {
      size += chunk.length
      if (size <= limit) parts.push(chunk)
      else parts = []
    },
    onEnd: () =>
      once(() => {
        if (head.status >= 500 || passing.has(head.status)) fate.free()
        else fate.keep({ ...head, body: size > limit ? null : Buffer.concat(parts) })
      }),
    onAbort: () => {
      if (isSent) fate.leave()
      else once(fate.free)
    },
  }
}

function keptHeaders(headers: readonly string[]): readonly string[] {
  const kept: string[] = []
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const [name = '', value = ''] = [headers[at], headers[at + 1]]
    if (!notKept.test(name)) kept.push(name, value)
  }
  return kept
}
