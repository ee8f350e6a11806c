import type { QueryExecutorProvider } from 'kysely'
import type { output, ZodType } from 'zod'

/** The step cannot be done and has had no effect: no further attempts, and what was done before is compensated. */
export class StepRefused extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'StepRefused'
  }
}

export interface StepCall<Input> {
  readonly input: Input
  /** The same on every attempt of this step of this saga, and different from any other: what others tell repetitions by. */
  readonly key: string
  /** What earlier steps gave, by their names; as JSON has it. */
  readonly results: Readonly<Record<string, unknown>>
  /** Why it is compensated; null on the way forward. */
  readonly reason: string | null
  /** Aborts when the time of the step is over. */
  readonly signal: AbortSignal
}

/** One step. It may be tried again after an attempt that had its effect: a process can die right after it. */
export interface SagaStep<Input> {
  readonly name: string
  /** Effects elsewhere, outside of any transaction. Answers what later steps need, as JSON has it. */
  readonly run?: (call: StepCall<Input>) => Promise<unknown>
  /** Effects on the module's own data, in the transaction that marks the step as done: they happen once. */
  readonly record?: (tx: QueryExecutorProvider, call: StepCall<Input>, result: unknown) => Promise<void>
  /** Undoes `run`, where it did anything: an attempt may have ended without an answer. */
  readonly compensate?: (call: StepCall<Input>) => Promise<void>
  /** Undoes `record`, once. Called too where the step was never recorded. */
  readonly recordCompensation?: (tx: QueryExecutorProvider, call: StepCall<Input>) => Promise<void>
  /** Five unless told otherwise. A process that dies in an attempt has made it. */
  readonly attempts?: number
  /** Milliseconds of one attempt; ten seconds unless told otherwise. */
  readonly timeout?: number
}

export interface SagaEnd<Input> {
  readonly status: 'compensated' | 'completed'
  readonly input: Input
  readonly results: Readonly<Record<string, unknown>>
  /** Null where it was completed. */
  readonly reason: string | null
}

export interface SagaDefinition<Input extends ZodType = ZodType> {
  readonly name: string
  readonly input: Input
  /** Sagas on their way go on with the steps that they find by place: add new ones at the end, or give the saga a new name. */
  readonly steps: readonly SagaStep<output<Input>>[]
  /** Milliseconds until a saga that is not through is compensated. */
  readonly deadline: number
  /** In the transaction that ends the saga. */
  readonly atEnd?: (tx: QueryExecutorProvider, end: SagaEnd<output<Input>>) => Promise<void>
}

/** A saga of whatever input, as its runner sees it. */
export type AnySaga = Omit<SagaDefinition, 'atEnd' | 'steps'> & {
  readonly steps: readonly SagaStep<never>[]
  readonly atEnd?: (tx: QueryExecutorProvider, end: SagaEnd<never>) => Promise<void>
}

export function defineSaga<Input extends ZodType>(saga: SagaDefinition<Input>): SagaDefinition<Input> {
  return saga
}
