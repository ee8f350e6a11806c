import type { Side } from '../../config/model.js'
import type { CapturedAnswer } from './captured-answer.js'
import type { DropReason } from './copy-counts.js'
import type { CopyOutcome, SentCopy } from './send-copy.js'

export interface PairingOptions {
  /** Milliseconds that an answered copy waits for the answer it is compared with. */
  readonly timeout: number
  /** May throw: the copy is dropped then. */
  readonly send: (side: Side, body: Buffer | null, done: (outcome: CopyOutcome) => void) => SentCopy
  readonly onDrop: (side: Side, reason: DropReason) => void
  readonly onUnmatched: (side: Side) => void
  readonly onPair: (side: Side, primary: CapturedAnswer, candidate: CapturedAnswer) => void
  /** Once for each side, when nothing is kept for it any more. */
  readonly onRelease: (side: Side) => void
  /** Runs a task later, when requests have had their turn. */
  readonly later: (task: () => void) => void
}

type Answered = Extract<CopyOutcome, { kind: 'answered' }>

/**
 * One copy and the answer that it is compared with, from the first byte until both have come or one never
 * will.
 */
export class Pairing {
  readonly #side: Side
  readonly #options: PairingOptions
  readonly #onBodyUsed: () => void
  /** Undefined until it is known. */
  #primary: CapturedAnswer | null | undefined
  #candidate: Answered | undefined
  #copy: SentCopy | 'unsent' | 'sending' | 'over' = 'unsent'
  #patience: NodeJS.Timeout | undefined

  /** `onBodyUsed` is called once, when the request's body is no longer needed here. */
  constructor(side: Side, options: PairingOptions, onBodyUsed: () => void) {
    this.#side = side
    this.#options = options
    this.#onBodyUsed = onBodyUsed
  }

  send(body: Buffer | null): void {
    if (this.#copy !== 'unsent') return
    this.#copy = 'sending'
    try {
      const sent = this.#options.send(this.#side, body, outcome => this.#end(outcome))
      if (!this.#isOver()) this.#copy = sent
    } catch {
      this.#end({ kind: 'dropped', reason: 'failed' })
    }
  }

  drop(reason: DropReason): void {
    if (this.#copy === 'unsent') this.#end({ kind: 'dropped', reason })
    else if (this.#candidate !== undefined) this.settlePrimary(null)
    else if (typeof this.#copy === 'object') this.#copy.drop(reason)
  }

  /** Null when there was no whole answer. */
  settlePrimary(answer: CapturedAnswer | null): void {
    if (this.#isOver() || this.#primary !== undefined) return
    this.#primary = answer
    this.#compareLater()
  }

  #end(outcome: CopyOutcome): void {
    this.#onBodyUsed()
    if (outcome.kind === 'dropped') {
      this.#options.onDrop(this.#side, outcome.reason)
      this.#release()
      return
    }
    this.#candidate = outcome
    this.#patience = setTimeout(() => this.settlePrimary(null), this.#options.timeout)
    this.#patience.unref()
    this.#compareLater()
  }

  #compareLater(): void {
    const [primary, candidate] = [this.#primary, this.#candidate]
    if (candidate === undefined || primary === undefined) return
    clearTimeout(this.#patience)
    if (primary === null) {
      this.#options.onUnmatched(this.#side)
      this.#release()
    } else this.#options.later(() => this.#hand(primary, candidate.answer))
  }

  #hand(primary: CapturedAnswer, candidate: CapturedAnswer): void {
    try {
      this.#options.onPair(this.#side, primary, candidate)
    } finally {
      this.#release()
    }
  }

  #isOver(): boolean {
    return this.#copy === 'over'
  }

  #release(): void {
    this.#candidate?.free()
    this.#candidate = undefined
    this.#primary = null
    this.#copy = 'over'
    this.#options.onRelease(this.#side)
  }
}
