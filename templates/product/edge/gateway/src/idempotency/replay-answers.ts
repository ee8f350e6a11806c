import { createHash, randomUUID } from 'node:crypto'
import type { Refusal, Reply } from 'strangler-proxy/start'
import { refuse } from '../http/refusals.js'
import { type FirstRequest, type KeyFate, watchFirst } from './first-request.js'
import type { Claim, Claimed, KeyStore, KeyTimes } from './key-store.js'

export interface ReplayOptions {
  readonly store: KeyStore
  readonly times: KeyTimes
  /** Bytes of an answer that is kept. */
  readonly answerLimit: number
  readonly tell: (event: { readonly level: 'error'; readonly message: string }) => void
}

export interface KeyedRequest {
  readonly userId: string
  readonly key: string
  readonly method: string
  readonly url: string
  readonly contentType: string
  readonly body: Buffer
}

export type Replayed = { readonly kind: 'first'; readonly watch: FirstRequest } | Reply | Refusal

export interface ReplayAnswers {
  /** Lets the first request with a key through, and answers others as it was answered. */
  readonly begin: (request: KeyedRequest) => Promise<Replayed>
  readonly close: () => Promise<void>
}

/** Milliseconds between two times of forgetting. */
const sweepEvery = 600_000

/** https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
export function createReplayAnswers({ store, times, answerLimit, tell }: ReplayOptions): ReplayAnswers {
  /** What is being written: whoever asks again at once waits for it. */
  const writing = new Map<string, Promise<void>>()
  const failed = (error: unknown) =>
    tell({ level: 'error', message: `Idempotency keys: ${error instanceof Error ? error.message : error}` })
  const write = (claim: Claim, work: Promise<void>) => {
    const id = JSON.stringify([claim.scope, claim.key])
    const settled: Promise<void> = work.catch(failed).finally(() => {
      if (writing.get(id) === settled) writing.delete(id)
    })
    writing.set(id, settled)
  }
  const fateOf = (claim: Claim): KeyFate => {
    const renewal = setInterval(() => store.renew(claim, times).catch(failed), times.lease / 3).unref()
    const end = (work: () => Promise<void> | null) => () => {
      clearInterval(renewal)
      const begun = work()
      if (begun !== null) write(claim, begun)
    }
    return {
      keep: answer => end(() => store.finish(claim, answer))(),
      free: end(() => store.release(claim)),
      leave: end(() => null),
    }
  }
  const sweeping = setInterval(() => store.sweep().catch(failed), sweepEvery).unref()
  return {
    begin: async request => {
      const claim: Claim = {
        scope: request.userId,
        key: request.key,
        fingerprint: fingerprintOf(request),
        owner: randomUUID(),
      }
      await writing.get(JSON.stringify([claim.scope, claim.key]))
      const claimed = await store.claim(claim, times).catch(error => {
        failed(error)
        return null
      })
      if (claimed === null) return refuse('keys-unavailable', { retryAfter: 2 })
      if (claimed.kind === 'first') return { kind: 'first', watch: watchFirst(fateOf(claim), answerLimit) }
      return answerFor(claimed)
    },
    close: async () => {
      clearInterval(sweeping)
      await Promise.all(writing.values())
    },
  }
}

function fingerprintOf({ method, url, contentType, body }: KeyedRequest): string {
  return createHash('sha256').update(`${method} ${url}\n${contentType}\n`).update(body).digest('base64url')
}

function answerFor(claimed: Exclude<Claimed, { kind: 'first' }>): Reply | Refusal {
  if (claimed.kind === 'at-work') return refuse('key-at-work', { retryAfter: 1 })
  if (claimed.kind === 'other-request') return refuse('key-reused')
  const { status, headers, body } = claimed.answer
  if (body === null) return refuse('key-answer-lost', { detail: `It was answered with status ${status}.` })
  return { kind: 'reply', status, headers: [...headers, 'Idempotency-Replayed', 'true'], body }
}
