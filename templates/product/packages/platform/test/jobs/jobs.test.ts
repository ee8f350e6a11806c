import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { currentContext } from '../../src/contract/index.js'
import { type Database, silent } from '../../src/database/index.js'
import { createLeases } from '../../src/jobs/leases.js'
import { type RunningJobs, startJobs } from '../../src/jobs/index.js'
import type { Job } from '../../src/module/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { createWatchedTelemetry } from '../support/watched-telemetry.js'

describe('jobs', () => {
  let test: TestDatabase
  const running: RunningJobs[] = []
  const start = async (job: Job, database: Database = test.database) => {
    const jobs = await startJobs({
      database,
      modules: [{ contract: { name: 'shop' }, jobs: [job] }],
      log: silent,
      lease: 600,
    })
    running.push(jobs)
    return jobs
  }

  beforeEach(async () => {
    test = await openTestDatabase()
  })
  afterEach(async () => {
    await Promise.all(running.splice(0).map(jobs => jobs.drain()))
    await test.drop()
  })

  it('run once an interval, however many replicas there are', async () => {
    const runs: number[] = []
    const job: Job = { name: 'count', every: 300, run: async () => void runs.push(Date.now()) }
    await start(job)
    await start(job, await test.openAnother())
    await start(job, await test.openAnother())
    await sleep(1_500)
    expect(runs.length).toBeGreaterThanOrEqual(3)
    const elapsed = (runs.at(-1) ?? 0) - (runs[0] ?? 0)
    expect(runs.length).toBeLessThanOrEqual(elapsed / 300 + 2)
  })

  it('are taken over from a replica that leaves, no sooner than they are due', async () => {
    const runs: string[] = []
    const job = (name: string): Job => ({
      name: 'once',
      every: 60_000,
      run: async () => void runs.push(name),
    })
    const one = await start(job('one'))
    await expect.poll(() => runs).toEqual(['one'])
    await one.drain()
    await start(job('two'), await test.openAnother())
    await sleep(1_000)
    expect(runs).toEqual(['one'])
  })

  it('go on after one that failed, whose reason is kept until then', async () => {
    const platform = await test.database.module('platform')
    const readError = async () =>
      (await sql<{ error: string }>`select error from job_runs`.execute(platform.db)).rows[0]?.error
    let runs = 0
    await start({
      name: 'flaky',
      every: 500,
      run: async () => {
        if (++runs === 1) throw new Error('no luck')
      },
    })
    await expect.poll(readError).toBe('no luck')
    await expect.poll(readError).toBe(null)
    expect(runs).toBe(2)
  })

  it('are measured and traced, each run by its outcome, and the log of a failure has its trace', async () => {
    const watched = createWatchedTelemetry()
    const { telemetry } = watched
    const seen: (string | undefined)[] = []
    const run = async () => {
      seen.push(currentContext().traceparent?.split('-')[1])
      if (seen.length === 1) throw new Error('no luck')
    }
    running.push(
      await startJobs({
        database: test.database,
        modules: [{ contract: { name: 'shop' }, jobs: [{ name: 'flaky', every: 300, run }] }],
        log: telemetry.logger,
        lease: 600,
        telemetry,
      }),
    )
    const count = (outcome: string) =>
      watched.readNumber(
        new RegExp(
          `^job_run_duration_seconds_count\\{module="shop",job="flaky",outcome="${outcome}"\\} (\\d+)`,
          'm',
        ),
      )
    await expect.poll(() => count('ok')).toBe(1)
    expect(await count('failed')).toBe(1)
    await telemetry.close()
    expect(watched.spans.slice(0, 2)).toMatchObject([
      { name: 'run shop.flaky', status: { code: 2, message: 'no luck' } },
      { name: 'run shop.flaky', status: { code: 0 } },
    ])
    expect(watched.spans.slice(0, 2).map(span => span.spanContext().traceId)).toEqual(seen.slice(0, 2))
    expect(watched.lines.filter(({ level }) => level === 50)).toMatchObject([
      { msg: 'a job failed', job: 'shop.flaky', traceId: seen[0] },
    ])
  })

  it('are told to end when their process leaves', async () => {
    let told = false
    const jobs = await start({
      name: 'long',
      every: 50,
      run: signal =>
        sleep(60_000, undefined, { signal }).catch(() => {
          told = true
        }),
    })
    await sleep(300)
    await jobs.drain()
    expect(told).toBe(true)
  })
})

describe('a lease', () => {
  let test: TestDatabase
  beforeEach(async () => {
    test = await openTestDatabase()
  })
  afterEach(() => test.drop())

  it('is held by one at a time, with a number that grows', async () => {
    const database = await test.database.module('platform')
    const stop = new AbortController()
    let inside = 0
    let most = 0
    const fences: number[] = []
    const work = async ({ fence }: { fence: string }) => {
      fences.push(Number(fence))
      most = Math.max(most, ++inside)
      await sleep(30)
      inside--
    }
    const holders = ['one', 'two', 'three'].map(holder =>
      createLeases({ database, holder, log: silent, lifetime: 200 }).hold('thing', stop.signal, work),
    )
    await expect.poll(() => fences.length, { timeout: 10_000 }).toBeGreaterThan(5)
    stop.abort()
    await Promise.all(holders)
    expect(most).toBe(1)
    expect(fences).toEqual([...new Set(fences)].sort((a, b) => a - b))
  })

  it('passes to another holder when it expires, and the old holder is told', async () => {
    const database = await test.database.module('platform')
    const stop = new AbortController()
    const told: string[] = []
    const one = createLeases({ database, holder: 'one', log: silent, lifetime: 300 }).hold(
      'thing',
      stop.signal,
      async ({ signal }) => {
        told.push('one works')
        await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve()))
        told.push('one is told')
      },
    )
    await expect.poll(() => told).toEqual(['one works'])
    await sql`update leases set fence = fence + 1, holder = 'two'`.execute(database.db)
    await expect.poll(() => told).toEqual(['one works', 'one is told'])
    stop.abort()
    await one
  })
})
