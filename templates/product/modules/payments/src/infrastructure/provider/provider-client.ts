import { setTimeout as pause } from 'node:timers/promises'
import { type CircuitBreakerOptions, createCircuitBreaker } from '@shop/platform/circuit-breaker'
import { ProviderUnavailable } from './payment-provider.js'

export interface ProviderSettings {
  /** `https://api.provider.example` */
  readonly url: string
  readonly apiKey: string
  /** Milliseconds of one attempt; three seconds unless told otherwise. */
  readonly timeout?: number
  /** Attempts after the first one; two unless told otherwise. */
  readonly retries?: number
  readonly breaker?: CircuitBreakerOptions
}

export interface ProviderRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly key?: string
  readonly signal: AbortSignal
}

/** `status` below 500 and not 429, with a JSON body. */
export interface ProviderAnswer {
  readonly status: number
  readonly body: unknown
}

export type ProviderClient = (request: ProviderRequest) => Promise<ProviderAnswer>

/** HTTP with a provider that may be slow, busy or away. Repetitions carry the same key, so that nothing happens twice. */
export function createProviderClient(settings: ProviderSettings): ProviderClient {
  const { retries = 2 } = settings
  const breaker = createCircuitBreaker(settings.breaker)
  const attempt = async (request: ProviderRequest): Promise<ProviderAnswer> => {
    const turn = breaker.enter()
    if (turn === null) throw new ProviderUnavailable('The circuit is open: the last calls got no answer')
    try {
      const answer = await send(settings, request)
      turn.end('success')
      return answer
    } catch (error) {
      turn.end(request.signal.aborted ? 'neither' : 'failure')
      throw error
    }
  }
  return async request => {
    for (let tried = 0; ; tried++) {
      try {
        return await attempt(request)
      } catch (error) {
        if (request.signal.aborted || tried >= retries || !(error instanceof ProviderUnavailable)) throw error
        await pause(100 * 2 ** tried * (0.5 + Math.random()), undefined, { signal: request.signal })
      }
    }
  }
}

async function send(
  { url, apiKey, timeout = 3_000 }: ProviderSettings,
  { method, path, body, key, signal }: ProviderRequest,
): Promise<ProviderAnswer> {
  try {
    const response = await fetch(new URL(path, url), {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout)]),
    })
    const answer = { status: response.status, body: (await response.json()) as unknown }
    if (answer.status >= 500 || answer.status === 429) throw new Error(`It answered with ${answer.status}`)
    return answer
  } catch (cause) {
    signal.throwIfAborted()
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ProviderUnavailable(`The payment provider gave no answer to ${method} ${path}: ${reason}`, {
      cause,
    })
  }
}
