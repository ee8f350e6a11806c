import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type QueryExecutorProvider, sql } from 'kysely'
import type { Database, Log } from '../database/index.js'
import { platformModule } from '../database/module-role.js'
import type { Job, Module } from '../module/index.js'
import { type JobTelemetry, noJobTelemetry } from './job-telemetry.js'
import { createLeases, type Lease } from './leases.js'

export interface JobOptions {
  readonly database: Database
  readonly modules: readonly {
    readonly contract: Pick<Module['contract'], 'name'>
    readonly jobs: Module['jobs']
  }[]
  readonly log: Log
  /** Milliseconds until others take over from a process that died; 10 seconds unless told otherwise. */
  readonly lease?: number
  readonly telemetry?: JobTelemetry
}

export interface RunningJobs {
  /** Aborts the signals of running jobs, waits for their end, and lets others take over. */
  readonly drain: () => Promise<void>
}

/** Runs the jobs of the modules: of all processes on one database, one runs a job at a time, and no more often than `every`. */
export async function startJobs(options: JobOptions): Promise<RunningJobs> {
  const { database, modules, log, lease, telemetry = noJobTelemetry } = options
  const platform = await database.module(platformModule)
  const stop = new AbortController()
  setMaxListeners(0, stop.signal)
  const leases = createLeases({
    database: platform,
    holder: randomUUID(),
    log,
    ...(lease === undefined ? {} : { lifetime: lease }),
  })
  const running = modules.flatMap(({ contract, jobs }) =>
    jobs.map(job => {
      const named = { module: contract.name, name: `${contract.name}.${job.name}`, job, log, telemetry }
      return leases.hold(`job ${named.name}`, stop.signal, held => repeat(platform.db, named, held))
    }),
  )
  return {
    drain: async () => {
      stop.abort()
      await Promise.all(running)
    },
  }
}

interface NamedJob {
  readonly module: string
  readonly name: string
  readonly job: Job
  readonly log: Log
  readonly telemetry: JobTelemetry
}

async function repeat(db: QueryExecutorProvider, named: NamedJob, { fence, signal }: Lease): Promise<void> {
  const { name, job } = named
  while (!signal.aborted) {
    const wait = await findWait(db, name, job.every)
    if (wait > 0) {
      await sleep(wait, undefined, { signal }).catch(() => {})
      continue
    }
    if (!(await recordStart(db, name, fence))) return
    const error = await runOnce(named, signal)
    await sql`
      update job_runs set finished_at = clock_timestamp(), error = ${error?.message ?? null}
      where name = ${name} and fence = ${fence}`.execute(db)
  }
}

async function runOnce(
  { module, name, job, log, telemetry }: NamedJob,
  signal: AbortSignal,
): Promise<Error | null> {
  try {
    await telemetry.observeJob({ module, job: job.name }, async () => {
      try {
        await job.run(signal)
      } catch (error) {
        log.error({ job: name, err: error }, 'a job failed')
        throw error
      }
    })
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Milliseconds until the job is due, by the clock of the database. */
async function findWait(db: QueryExecutorProvider, name: string, every: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    select (extract(epoch from started_at - clock_timestamp()) * 1000)::float8 + ${every}::float8 as wait
    from job_runs where name = ${name}`.execute(db)
  return Math.ceil(rows[0]?.wait ?? 0)
}

/** False where a later holder of the lease was faster. */
async function recordStart(db: QueryExecutorProvider, name: string, fence: string): Promise<boolean> {
  const { rows } = await sql`
    insert into job_runs as current (name, fence, started_at) values (${name}, ${fence}, clock_timestamp())
    on conflict (name) do update set fence = excluded.fence, started_at = excluded.started_at, finished_at = null, error = null
    where current.fence <= excluded.fence returning 1`.execute(db)
  return rows.length > 0
}
