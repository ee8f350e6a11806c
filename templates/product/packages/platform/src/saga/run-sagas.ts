import { setTimeout as sleep } from 'node:timers/promises'
import type { QueryExecutorProvider } from 'kysely'
import type { output, ZodType } from 'zod'
import { type AnyModuleDatabase, createBackoff, type Log } from '../database/index.js'
import type { Job } from '../module/index.js'
import type { AnySaga, SagaDefinition } from './define-saga.js'
import { claimDue, insertSaga } from './saga-store.js'
import { defaultTimeout, type StepPolicy, takeStep } from './take-step.js'

export interface SagasOptions {
  readonly database: AnyModuleDatabase
  readonly sagas: readonly AnySaga[]
  readonly log: Log
  readonly policy?: Partial<StepPolicy>
  /** Milliseconds between two looks for what is due; 200 unless told otherwise. */
  readonly poll?: number
  /** Sagas under way at a time; eight unless told otherwise. */
  readonly most?: number
  /** Milliseconds between the end of a step's time and another attempt after a crash; five seconds unless told otherwise. */
  readonly grace?: number
}

export interface Sagas {
  /** In the transaction of what gives rise to it. Of one key there is one saga, however often it is begun; false for a repetition. */
  readonly start: <Input extends ZodType>(
    tx: QueryExecutorProvider,
    saga: SagaDefinition<Input>,
    begin: { readonly key: string; readonly input: output<Input> },
  ) => Promise<boolean>
  /** A job that runs as long as its process, under the lease of the job: of all replicas one runs the sagas. */
  readonly job: Job
  /** Takes every step that is due, then ends. For tests and tools. */
  readonly runDue: () => Promise<void>
}

const defaultPolicy: StepPolicy = { compensations: 12, backoff: 500, longestBackoff: 60_000 }
export function createSagas(options: SagasOptions): Sagas {
  const { database, log, poll = 200, most = 8, grace = 5_000, sagas } = options
  const tools = { database, log, policy: { ...defaultPolicy, ...options.policy } }
  const names = sagas.map(({ name }) => name)
  const longest = Math.max(
    0,
    ...sagas.flatMap(({ steps }) => steps.map(({ timeout = defaultTimeout }) => timeout)),
  )
  const claim = async (): Promise<(() => Promise<void>) | null> => {
    const claimed = await claimDue(database.db, names, longest + grace)
    const saga = sagas.find(({ name }) => name === claimed?.saga)
    return claimed === null || saga === undefined ? null : () => takeStep(tools, saga, claimed)
  }
  const tell = (error: unknown) => log.warn({ err: error }, 'sagas cannot be run')
  const work = async (signal: AbortSignal): Promise<void> => {
    const underWay = new Set<Promise<void>>()
    const backoff = createBackoff()
    while (!signal.aborted) {
      if (underWay.size >= most) await Promise.race(underWay)
      const step = await claim().catch(error => {
        tell(error)
        return 'failed' as const
      })
      if (step !== 'failed') backoff.reset()
      if (step === null || step === 'failed') {
        await sleep(step === null ? poll : backoff.next(), undefined, { signal }).catch(() => {})
      } else {
        const taken = step()
          .catch(tell)
          .finally(() => underWay.delete(taken))
        underWay.add(taken)
      }
    }
    await Promise.all(underWay)
  }
  return {
    start: (tx, { name, input, deadline }, begin) =>
      insertSaga(tx, { name, deadline, key: begin.key, input: input.parse(begin.input) }),
    job: {
      name: 'run-sagas',
      every: 1_000,
      run: work,
    },
    runDue: async () => {
      for (let step = await claim(); step !== null; step = await claim()) await step()
    },
  }
}
