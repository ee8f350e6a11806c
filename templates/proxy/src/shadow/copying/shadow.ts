import type { Side } from '../../config/model.js'
import { type ByteBudget, createByteBudget } from './byte-budget.js'
import { type CopyCounter, createCopyCounter, type DropReason, type RouteCopyCounts } from './copy-counts.js'
import { declaredLength, deriveCopyHeaders } from './copy-headers.js'
import type { AnswerPair, ShadowedRequest } from './shadowed-request.js'
import { type Rests, createRests } from './rests.js'
import { createShadowPools, type ShadowPools } from './shadow-pools.js'
import { type CopyOutcome, type SentCopy, sendCopy } from './send-copy.js'
import { createSlots, type Slots } from './slots.js'
import { createTurns, type Turns } from './turns.js'
import { createTap, type Tap } from './tap.js'

export interface ShadowOptions {
  /** Called in a turn of its own when both answers have come. */
  readonly onPair: (pair: AnswerPair) => void
  /** What `onPair` threw. */
  readonly onError: (error: unknown) => void
  /** Copies at work at once, over all routes. */
  readonly concurrency?: number
  /** Bytes of request bodies and of answers to copies that are held at once, over all routes. */
  readonly memory?: number
  /** Bytes of an answer's body that are kept. */
  readonly answerLimit?: number
  /** Milliseconds. */
  readonly connectTimeout?: number
  /** From 0 to below 1; decides which requests are copied. */
  readonly random?: () => number
}

export interface Shadow {
  /** Null when the request is not copied; that is counted. Never throws. */
  readonly open: (request: ShadowedRequest) => Tap | null
  readonly counts: (route: string) => RouteCopyCounts
  readonly routes: () => readonly string[]
  /** Copies at work. */
  readonly active: () => number
  /** Closes connections to origins that are not configured any more. */
  readonly retain: (origins: readonly string[]) => void
  /** Gives up all copies at work. */
  readonly close: () => Promise<void>
}

interface Works {
  readonly slots: Slots
  readonly budget: ByteBudget
  readonly pools: ShadowPools
  readonly rests: Rests
  readonly counter: CopyCounter
  readonly turns: Turns
  readonly answerLimit: number
  readonly options: ShadowOptions
}

/** Sends copies of requests on sockets of its own. What it holds is bounded by `concurrency` and `memory`. */
export function createShadow(options: ShadowOptions): Shadow {
  const concurrency = options.concurrency ?? 128
  const works: Works = {
    slots: createSlots(concurrency),
    budget: createByteBudget(options.memory ?? 64 * 1024 * 1024),
    pools: createShadowPools(concurrency, options.connectTimeout ?? 3000),
    rests: createRests(),
    counter: createCopyCounter(),
    turns: createTurns(),
    answerLimit: options.answerLimit ?? 256 * 1024,
    options,
  }
  const random = options.random ?? Math.random
  return {
    open: request => {
      const sides = (['new', 'legacy'] as const).filter(side => admit(works, request, side, random))
      return sides.length === 0 ? null : openTap(works, request, sides)
    },
    counts: works.counter.read,
    routes: works.counter.routes,
    active: works.slots.taken,
    retain: works.pools.retain,
    close: works.pools.close,
  }
}

function admit(works: Works, request: ShadowedRequest, side: Side, random: () => number): boolean {
  const reason = refusalOf(works, request, side, random)
  if (reason !== null) works.counter.drop(request.route, side, reason)
  return reason === null
}

/** Takes a slot when there is no reason against the copy. */
function refusalOf(
  works: Works,
  request: ShadowedRequest,
  side: Side,
  random: () => number,
): DropReason | null {
  const { settings, route } = request
  const share = side === 'new' ? settings.share : request.noise
  if (!settings.methods.includes(request.method)) return 'method'
  if (random() * 100 >= share) return 'not sampled'
  if ((declaredLength(request.rawHeaders) ?? 0) > settings.bodyLimit) return 'body too large'
  if (!works.rests.allow(request.system(side))) return 'left alone'
  return works.slots.take(route, settings.concurrency) ? null : 'busy'
}

function openTap(works: Works, request: ShadowedRequest, sides: readonly Side[]): Tap {
  const { route, settings } = request
  return createTap({
    sides,
    bodyLimit: settings.bodyLimit,
    answerLimit: works.answerLimit,
    timeout: settings.timeout,
    budget: works.budget,
    send: (side, body, done) => send(works, request, { side, body, done }),
    onDrop: (side, reason) => works.counter.drop(route, side, reason),
    onUnmatched: side => works.counter.count(route, side, 'unmatched'),
    onPair: (side, primary, candidate) => {
      try {
        works.options.onPair({ request, side, primary, candidate })
      } catch (error) {
        works.options.onError(error)
      }
    },
    later: works.turns.add,
    onRelease: () => works.slots.give(route),
  })
}

const noTlsSettings = { ca: null, serverName: null }

interface Sending {
  readonly side: Side
  readonly body: Buffer | null
  readonly done: (outcome: CopyOutcome) => void
}

function send(works: Works, request: ShadowedRequest, sending: Sending): SentCopy {
  const { side, body, done } = sending
  const target = request.target(side)
  if (target === null) throw new Error(`there is no origin of side ${side}`)
  const tell = works.rests.admit(request.system(side))
  works.counter.count(request.route, side, 'sent')
  return sendCopy(
    works.pools.at(target.origin, target.tls ?? noTlsSettings),
    {
      method: request.method,
      path: target.path,
      serverName: target.tls?.serverName ?? new URL(target.origin).hostname,
      headers: deriveCopyHeaders(target.rawHeaders),
      body,
      timeout: request.settings.timeout,
      answerLimit: works.answerLimit,
      budget: works.budget,
    },
    outcome => {
      tell(outcome)
      if (outcome.kind === 'answered') works.counter.count(request.route, side, 'answered')
      done(outcome)
    },
  )
}
