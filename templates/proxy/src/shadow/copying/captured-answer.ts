import type { ByteBudget } from './byte-budget.js'
import { createByteCollector } from './byte-collector.js'

/** An answer as it came, as far as it was kept. */
export interface CapturedAnswer {
  readonly status: number
  /** Names and values in turns, as sent. */
  readonly rawHeaders: readonly string[]
  /** Still in its content encoding. */
  readonly body: Buffer
  /** The body is only the first part of what was sent. */
  readonly truncated: boolean
}

/** Keeps an answer while it passes by. */
export interface AnswerCapture {
  /** Called again for the final head after an interim one, it forgets the interim one. */
  readonly onHead: (status: number, rawHeaders: readonly string[]) => void
  /** Copies the chunk: the caller may go on with it as it likes. */
  readonly onChunk: (chunk: Uint8Array) => void
  /** Null when no head has come. An answer that broke off is not to be finished but forgotten. */
  readonly finish: () => CapturedAnswer | null
  readonly free: () => void
}

const unlimited: ByteBudget = { take: () => true, give: () => {} }

/** Keeps at most `limit` bytes of the body, fewer when the budget is spent. */
export function createCapture(limit: number, budget: ByteBudget = unlimited): AnswerCapture {
  const body = createByteCollector(limit, budget)
  let head: { readonly status: number; readonly rawHeaders: readonly string[] } | null = null
  let truncated = false
  return {
    onHead: (status, rawHeaders) => {
      head = { status, rawHeaders }
    },
    onChunk: chunk => {
      if (!truncated && body.add(chunk) !== 'kept') truncated = true
    },
    finish: () => (head === null ? null : { ...head, body: body.bytes(), truncated }),
    free: body.free,
  }
}
