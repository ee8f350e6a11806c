import { setTimeout as sleep } from 'node:timers/promises'
import type { QueryExecutorProvider } from 'kysely'
import { runInContext } from '../contract/index.js'
import type { AnyModuleDatabase, Log } from '../database/index.js'
import { type AnySaga, type SagaStep, type StepCall, StepRefused } from './define-saga.js'
import { type Claimed, insertRecord, type Progress, saveProgress } from './saga-store.js'

export interface StepPolicy {
  /** Attempts at compensating a step until a person has to look. */
  readonly compensations: number
  /** Milliseconds before the attempt after the first one; twice as long after each further one. */
  readonly backoff: number
  /** Milliseconds. */
  readonly longestBackoff: number
}

export interface StepTools {
  readonly database: AnyModuleDatabase
  readonly policy: StepPolicy
  readonly log: Log
}

export const defaultTimeout = 10_000

/** Takes the next step of a claimed saga, forward or back, and writes down what came of it. */
export async function takeStep(tools: StepTools, saga: AnySaga, claimed: Claimed): Promise<void> {
  const { tenant, traceparent } = claimed
  await runInContext({ caller: null, deadline: null, tenant, traceparent }, async () => {
    const late = claimed.status === 'running' && claimed.isLate ? saga.steps[claimed.step] : undefined
    if (late !== undefined) await turnBack(tools, claimed, lateness(late))
    else if (claimed.status === 'running') await goForward(tools, saga, claimed)
    else await goBack(tools, saga, claimed)
  })
}

async function goForward(tools: StepTools, saga: AnySaga, claimed: Claimed): Promise<void> {
  const step = saga.steps[claimed.step]
  if (step === undefined) return await end(tools, saga, claimed, 'completed')
  const call = callOf(saga, claimed, step)
  try {
    // More attempts than allowed were begun only where processes died in them.
    if (claimed.attempts > (step.attempts ?? 5)) throw new Error('Every attempt ended without an answer')
    const result =
      (await within(step, signal => step.run?.({ ...call, signal }) ?? Promise.resolve(null))) ?? null
    await tools.database.transaction(async tx => {
      const results = { ...claimed.results, [step.name]: result }
      const next = {
        status: 'running',
        step: claimed.step + 1,
        attempts: 0,
        reason: null,
        results,
        delay: 0,
      } as const
      await move(tx, claimed, next)
      await insertRecord(tx, claimed, {
        step: step.name,
        direction: 'forward',
        outcome: 'done',
        reason: null,
      })
      await step.record?.(tx, { ...call, results, signal: new AbortController().signal }, result)
    })
  } catch (error) {
    if (error instanceof Overtaken) return
    const isRefused = error instanceof StepRefused
    const failure = {
      step: step.name,
      outcome: isRefused ? 'refused' : 'failed',
      reason: reasonOf(error),
    } as const
    tools.log.warn(
      { saga: saga.name, id: claimed.id, attempts: claimed.attempts, ...failure },
      'a step of a saga failed',
    )
    if (isRefused || claimed.attempts >= (step.attempts ?? 5)) return await turnBack(tools, claimed, failure)
    await saveFailure(tools, claimed, { ...failure, direction: 'forward', status: 'running' })
  }
}

interface Failure {
  readonly step: string
  readonly outcome: 'failed' | 'refused'
  readonly reason: string
}

/** Compensates from the failed step on: an earlier attempt at it may have had its effect. Not so where the first was refused. */
async function turnBack(tools: StepTools, claimed: Claimed, failure: Failure): Promise<void> {
  const isUntouched = failure.outcome === 'refused' && claimed.attempts === 1
  const step = claimed.step - (isUntouched ? 1 : 0)
  const { reason } = failure
  await apply(tools, claimed, { status: 'compensating', step, attempts: 0, reason, delay: 0 }, tx =>
    insertRecord(tx, claimed, { ...failure, direction: 'forward' }),
  )
}

async function goBack(tools: StepTools, saga: AnySaga, claimed: Claimed): Promise<void> {
  const step = saga.steps[claimed.step]
  if (step === undefined) return await end(tools, saga, claimed, 'compensated')
  const call = callOf(saga, claimed, step)
  const { reason } = claimed
  try {
    await within(step, signal => step.compensate?.({ ...call, signal }) ?? Promise.resolve())
    await tools.database.transaction(async tx => {
      await move(tx, claimed, {
        status: 'compensating',
        step: claimed.step - 1,
        attempts: 0,
        reason,
        delay: 0,
      })
      await insertRecord(tx, claimed, { step: step.name, direction: 'back', outcome: 'done', reason: null })
      await step.recordCompensation?.(tx, { ...call, signal: new AbortController().signal })
    })
  } catch (error) {
    if (error instanceof Overtaken) return
    const isStuck = claimed.attempts >= tools.policy.compensations
    const failure = { step: step.name, outcome: 'failed', reason: reasonOf(error) } as const
    const fields = { saga: saga.name, id: claimed.id, attempts: claimed.attempts, ...failure }
    if (isStuck) tools.log.error(fields, 'a saga is stuck in its compensation')
    else tools.log.warn(fields, 'a compensation failed and is tried again')
    await saveFailure(tools, claimed, {
      ...failure,
      direction: 'back',
      status: isStuck ? 'stuck' : 'compensating',
    })
  }
}

async function end(
  tools: StepTools,
  saga: AnySaga,
  claimed: Claimed,
  status: 'compensated' | 'completed',
): Promise<void> {
  const { step, reason, results } = claimed
  try {
    await apply(tools, claimed, { status, step, attempts: 0, reason, delay: 0 }, async tx => {
      await saga.atEnd?.(tx, { status, input: saga.input.parse(claimed.input) as never, results, reason })
    })
  } catch (error) {
    const failure = { step: 'end', outcome: 'failed', reason: reasonOf(error) } as const
    tools.log.error(
      { saga: saga.name, id: claimed.id, ...failure },
      'a saga could not be ended and tries again',
    )
    const direction = status === 'completed' ? 'forward' : 'back'
    await saveFailure(tools, claimed, { ...failure, direction, status: claimed.status })
  }
}

async function saveFailure(
  { database, policy }: StepTools,
  claimed: Claimed,
  failure: Failure & { readonly direction: 'back' | 'forward'; readonly status: Progress['status'] },
): Promise<void> {
  const { step, attempts } = claimed
  const delay =
    Math.min(policy.backoff * 2 ** (attempts - 1), policy.longestBackoff) * (0.5 + Math.random() / 2)
  const progress = { status: failure.status, step, attempts, reason: claimed.reason, delay }
  await apply({ database }, claimed, progress, tx => insertRecord(tx, claimed, failure))
}

/** Another runner has the saga by now; nothing is written. */
class Overtaken extends Error {}

async function move(tx: QueryExecutorProvider, claimed: Claimed, progress: Progress): Promise<void> {
  if (!(await saveProgress(tx, claimed, progress))) throw new Overtaken()
}

async function apply(
  { database }: Pick<StepTools, 'database'>,
  claimed: Claimed,
  progress: Progress,
  more: (tx: QueryExecutorProvider) => Promise<void>,
): Promise<void> {
  try {
    await database.transaction(async tx => {
      await move(tx, claimed, progress)
      await more(tx)
    })
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
  }
}

function callOf(
  saga: AnySaga,
  { id, input, results, reason }: Claimed,
  step: SagaStep<never>,
): Omit<StepCall<never>, 'signal'> {
  return { input: saga.input.parse(input) as never, key: `${id}:${step.name}`, results, reason }
}

async function within<T>(step: SagaStep<never>, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const timeout = step.timeout ?? defaultTimeout
  const over = new AbortController()
  const done = new AbortController()
  const late = sleep(timeout, undefined, { signal: done.signal }).then(() => {
    const error = new Error(`The step took longer than ${timeout} ms`)
    over.abort(error)
    throw error
  })
  late.catch(() => {})
  try {
    return await Promise.race([work(over.signal), late])
  } finally {
    done.abort()
  }
}

function lateness({ name }: SagaStep<never>): Failure {
  return { step: name, outcome: 'failed', reason: 'The deadline of the saga has passed' }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
