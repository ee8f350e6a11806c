import { setTimeout as pause } from 'node:timers/promises'
import type { Dispatcher } from 'undici'
import { assertCrosses } from './assert-crosses.js'
import type { CallScope } from './call-scope.js'
import { type CallTelemetry, noCallTelemetry } from './call-telemetry.js'
import { type CircuitBreaker, type CircuitBreakerOptions, createCircuitBreaker } from './circuit-breaker.js'
import { ContractError } from './contract-error.js'
import type { CallOptions, ContractDefinition, Facade, OperationDefinition } from './define-contract.js'
import { callGuarded } from './guarded-call.js'
import { parseOutput } from './parse.js'
import { platformError } from './platform-errors.js'
import { callRemote, type RemoteAnswer } from './remote-call.js'
import { createRetryBudget } from './retry-budget.js'

export interface RemoteFacadeOptions {
  /** Of the server that has `serveContract`: `http://users.internal:8080`. */
  readonly origin: string
  /** Shared with `serveContract`, where it asks for one. */
  readonly secret?: string
  readonly telemetry?: CallTelemetry
  /** Attempts after the first one, for queries and idempotent commands; two unless told otherwise. */
  readonly retries?: number
  readonly breaker?: CircuitBreakerOptions
  /** Connections; undici's shared ones unless told otherwise. */
  readonly dispatcher?: Dispatcher
}

/** The facade of a module in another process: the same promises, and `unavailable` where it cannot be reached. */
export function remoteFacade<C extends ContractDefinition>(
  contract: C,
  options: RemoteFacadeOptions,
): Facade<C> {
  assertCrosses(contract)
  const { origin, secret = null, telemetry = noCallTelemetry, retries = 2, dispatcher = null } = options
  const breaker = createCircuitBreaker(options.breaker)
  const budget = createRetryBudget()
  const entries = Object.entries(contract.operations).map(([name, operation]) => {
    const url = new URL(`/rpc/${contract.name}/${name}`, origin).href
    const guarded = { contract, name, operation, side: 'remote', telemetry } as const
    const allowed = operation.kind === 'query' || operation.idempotent === true ? retries : 0
    const facade = (input: unknown, callOptions?: CallOptions) =>
      callGuarded(guarded, { input, options: callOptions }, async ({ raw }, scope) => {
        budget.deposit()
        const attempt = () =>
          attemptOnce(breaker, scope, () =>
            callRemote({ url, input: raw, signal: scope.signal, secret, dispatcher }),
          )
        let answer = await attempt()
        for (let retry = 1; answer.kind === 'unreached' && retry <= allowed && budget.withdraw(); retry++) {
          await pause(backoff(retry), undefined, { signal: scope.signal })
          answer = await attempt()
        }
        return await readOutput(operation, answer)
      })
    return [name, facade]
  })
  return Object.fromEntries(entries) as Facade<C>
}

/** Milliseconds; random, so that callers do not come back all at once. */
function backoff(retry: number): number {
  return 25 * 2 ** retry * (0.5 + Math.random())
}

async function attemptOnce(
  breaker: CircuitBreaker,
  scope: CallScope,
  attempt: () => Promise<RemoteAnswer>,
): Promise<RemoteAnswer> {
  const turn = breaker.enter()
  if (turn === null) {
    const cause = new Error('The circuit is open: the last calls got no answer')
    return { kind: 'error', error: platformError('unavailable', { cause }) }
  }
  try {
    const answer = await attempt()
    turn.end(answer.kind === 'unreached' ? 'failure' : 'success')
    return answer
  } catch (error) {
    turn.end(tookTooLong(error, scope) ? 'failure' : 'neither')
    throw error
  }
}

/** A deadline that the caller set nearer than the contract does says nothing about the server. */
function tookTooLong(error: unknown, { ownDeadline }: CallScope): boolean {
  return ownDeadline && error instanceof ContractError && error.code === 'deadline-exceeded'
}

async function readOutput(operation: OperationDefinition, answer: RemoteAnswer): Promise<unknown> {
  if (answer.kind !== 'output') throw answer.error
  return await parseOutput(operation, answer.output)
}
