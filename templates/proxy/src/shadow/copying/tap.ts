import type { Side } from '../../config/model.js'
import type { ByteBudget } from './byte-budget.js'
import { createByteCollector } from './byte-collector.js'
import type { CapturedAnswer } from './captured-answer.js'
import type { DropReason } from './copy-counts.js'
import { Pairing, type PairingOptions } from './pairing.js'

/**
 * Listens to one request while it is served. None of these calls throws or waits. `onEnd` or `onAbort` has to
 * come, else the copy holds its place for ever; so does `onAnswer`, but for that one only the time of a copy
 * is waited.
 */
export interface Tap {
  /** Bytes of the primary answer's body that are worth capturing. */
  readonly answerLimit: number
  /** A part of the request's body; it is copied. */
  readonly onChunk: (chunk: Uint8Array) => void
  /** The request is complete: only now its copy is sent, so no system ever sees half of one. */
  readonly onEnd: () => void
  /** The client has left. Without effect after the end of both the request and its answer. */
  readonly onAbort: () => void
  /** The answer that the client was given; null when there was no whole one. */
  readonly onAnswer: (answer: CapturedAnswer | null) => void
}

export interface TapOptions extends PairingOptions {
  readonly sides: readonly Side[]
  readonly bodyLimit: number
  readonly answerLimit: number
  readonly budget: ByteBudget
}

export function createTap(options: TapOptions): Tap {
  const body = createByteCollector(options.bodyLimit, options.budget)
  let unsent = options.sides.length
  const bodyUsed = (): void => {
    unsent -= 1
    if (unsent === 0) body.free()
  }
  const pairings = options.sides.map(side => new Pairing(side, options, bodyUsed))
  let phase: 'reading' | 'ended' | 'dropped' = 'reading'
  let answered = false

  const dropAll = (reason: DropReason): void => {
    phase = 'dropped'
    for (const pairing of pairings) pairing.drop(reason)
  }

  return {
    answerLimit: options.answerLimit,
    onChunk: chunk => {
      if (phase !== 'reading') return
      const kept = body.add(chunk)
      if (kept !== 'kept') dropAll(kept === 'limit' ? 'body too large' : 'busy')
    },
    onEnd: () => {
      if (phase !== 'reading') return
      phase = 'ended'
      // Later, so that the request which serves the client is sent first.
      setImmediate(sendAll, pairings, body.bytes())
    },
    onAbort: () => {
      if (phase === 'reading' || (phase === 'ended' && !answered)) dropAll('client left')
    },
    onAnswer: answer => {
      if (answered) return
      answered = true
      for (const pairing of pairings) pairing.settlePrimary(answer)
    },
  }
}

function sendAll(pairings: readonly Pairing[], body: Buffer): void {
  for (const pairing of pairings) pairing.send(body.length === 0 ? null : body)
}
