import type { Dispatcher } from 'undici'
import type { ByteBudget } from './byte-budget.js'
import { type AnswerCapture, type CapturedAnswer, createCapture } from './captured-answer.js'
import type { DropReason } from './copy-counts.js'

/** A request that is complete and may be sent. */
export interface CopyRequest {
  readonly method: string
  readonly path: string
  /** By which the system is known over https, whatever `Host` says. */
  readonly serverName: string
  readonly headers: string[]
  readonly body: Buffer | null
  /** Milliseconds until it is given up. */
  readonly timeout: number
  /** Bytes of the answer's body that are kept. */
  readonly answerLimit: number
  readonly budget: ByteBudget
}

export type CopyOutcome =
  /** `free` gives the bytes of the answer back to the budget. */
  | { readonly kind: 'answered'; readonly answer: CapturedAnswer; readonly free: () => void }
  | { readonly kind: 'dropped'; readonly reason: DropReason }

export interface SentCopy {
  /** Gives it up for this reason; without effect once it is done. */
  readonly drop: (reason: DropReason) => void
}

/**
 * Calls `done` exactly once, and not before the pool has let go of the request: a copy that timed out while its
 * connection is still being made counts as one at work, else dead systems would gather them without bound.
 */
export function sendCopy(
  pool: Dispatcher,
  request: CopyRequest,
  done: (outcome: CopyOutcome) => void,
): SentCopy {
  const capture = createCapture(request.answerLimit, request.budget)
  let controller: Dispatcher.DispatchController | null = null
  let dropped: DropReason | null = null
  let settled = false

  const drop = (reason: DropReason): void => {
    if (settled || dropped !== null) return
    dropped = reason
    controller?.abort(new Error(`the copy was dropped: ${reason}`))
  }
  const timer = setTimeout(() => drop('timeout'), request.timeout)
  timer.unref()

  const settle = (failed: boolean): void => {
    if (settled) return
    settled = true
    clearTimeout(timer)
    done(outcomeOf(capture, dropped ?? (failed ? 'failed' : null)))
  }

  const handler: Dispatcher.DispatchHandler = {
    onRequestStart: given => {
      controller = given
      if (dropped !== null) given.abort(new Error(`the copy was dropped: ${dropped}`))
    },
    onResponseStart: (given, status) => capture.onHead(status, rawHeadersOf(given)),
    onResponseData: (_given, chunk) => capture.onChunk(chunk),
    onResponseEnd: () => settle(false),
    onResponseError: () => settle(true),
  }
  dispatch(pool, request, handler, settle)
  return { drop }
}

function dispatch(
  pool: Dispatcher,
  request: CopyRequest,
  handler: Dispatcher.DispatchHandler,
  settle: (failed: boolean) => void,
): void {
  const { path, headers, body, serverName } = request
  const method = request.method as Dispatcher.HttpMethod
  // The pool's own clocks are off: the timer above is the only one.
  const clocks = { headersTimeout: 0, bodyTimeout: 0 }
  const sent = { method, path, headers, body, servername: serverName, ...clocks }
  try {
    pool.dispatch(sent, handler)
  } catch {
    settle(true)
  }
}

function outcomeOf(capture: AnswerCapture, dropped: DropReason | null): CopyOutcome {
  const answer = capture.finish()
  if (dropped === null && answer !== null) return { kind: 'answered', answer, free: capture.free }
  capture.free()
  return { kind: 'dropped', reason: dropped ?? 'failed' }
}

function rawHeadersOf(controller: Dispatcher.DispatchController): readonly string[] {
  const raw = controller.rawHeaders
  if (!Array.isArray(raw)) return []
  return raw.map(part => (typeof part === 'string' ? part : part.toString('latin1')))
}
