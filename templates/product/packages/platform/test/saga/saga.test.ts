import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ModuleDatabase, silent } from '../../src/database/index.js'
import { createSagas, inspectSaga, listSagas, retrySaga, type Sagas } from '../../src/saga/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { type Child, startChild } from '../support/child-process.js'
import { migrationsFolder } from '../support/shop.js'
import { createTrip, fail, hang, readWorld, refuse, tripTables, type World } from './trip.js'

let test: TestDatabase
let database: ModuleDatabase<object>
let path: string
const policy = { backoff: 5, longestBackoff: 20, compensations: 3 }

beforeAll(async () => {
  const migrations = await migrationsFolder({ '0001_trips.sql': tripTables })
  test = await openTestDatabase([{ name: 'trips', migrations }])
  database = await test.database.module('trips')
})
afterAll(() => test.drop())
beforeEach(async () => {
  await sql`truncate sagas, saga_steps, bookings, ends`.execute(database.db)
  path = join(mkdtempSync(join(tmpdir(), 'world-')), 'log')
  writeFileSync(path, '')
})

function open(trouble: World['trouble'] = {}, more: Parameters<typeof createTrip>[1] = {}) {
  const saga = createTrip({ path, trouble }, more)
  const sagas = createSagas({ database, sagas: [saga], log: silent, policy, poll: 20, grace: 100 })
  return { saga, sagas }
}

async function begin({ saga, sagas }: { saga: ReturnType<typeof createTrip>; sagas: Sagas }, trip = 'rome') {
  return await database.transaction(tx => sagas.start(tx, saga, { key: trip, input: { trip } }))
}

const inspect = (trip = 'rome') => inspectSaga(database.db, 'trip', trip)

async function settle({ sagas }: { sagas: Pick<Sagas, 'runDue'> }, status: string): Promise<void> {
  await vi.waitFor(
    async () => {
      await sagas.runDue()
      expect(await inspect()).toMatchObject({ status })
    },
    { timeout: 15_000, interval: 20 },
  )
}
const done = () => readWorld({ path }).map(line => line.replace(/ \S+$/, ''))
const read = async (table: string) =>
  (await sql.raw(`select * from ${table} order by 1, 2`).execute(database.db)).rows

describe('a saga', () => {
  it('takes its steps in their order, each recorded once, and ends', async () => {
    const trip = open()
    expect([await begin(trip), await begin(trip)]).toEqual([true, false])
    await settle(trip, 'completed')
    expect(done()).toEqual(['flight', 'hotel', 'car'])
    expect((await read('bookings')).length).toBe(3)
    expect(await read('ends')).toEqual([{ trip: 'rome', status: 'completed', reason: null }])
  })

  it('begins with the transaction that it belongs to, or not at all', async () => {
    const trip = open()
    const failing = database.transaction(async tx => {
      await trip.sagas.start(tx, trip.saga, { key: 'rome', input: { trip: 'rome' } })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await inspect()).toBeNull()
  })

  it('undoes what was done in reverse order when a step is refused, and not that step', async () => {
    const trip = open({ car: refuse })
    await begin(trip)
    await settle(trip, 'compensated')
    expect(done()).toEqual(['flight', 'hotel', 'car', 'cancel hotel', 'cancel flight'])
    expect(await read('bookings')).toEqual([])
    expect(await read('ends')).toEqual([{ trip: 'rome', status: 'compensated', reason: 'none left' }])
  })

  it('tries again with the same key, and a little later each time', async () => {
    const trip = open({ hotel: attempt => (attempt < 3 ? fail() : undefined) })
    await begin(trip)
    await settle(trip, 'completed')
    expect(done()).toEqual(['flight', 'hotel', 'hotel', 'hotel', 'car'])
    expect(new Set(readWorld({ path })).size).toBe(3)
    const history = (await inspect())?.history ?? []
    expect(history.map(({ step, outcome, attempt }) => `${step} ${outcome} ${attempt}`)).toEqual([
      'flight done 1',
      'hotel failed 1',
      'hotel failed 2',
      'hotel done 3',
      'car done 1',
    ])
  })

  it('undoes a step too that got no answer, for it may have had its effect', async () => {
    const trip = open({ hotel: fail })
    await begin(trip)
    await settle(trip, 'compensated')
    expect(done()).toEqual(['flight', 'hotel', 'hotel', 'hotel', 'cancel hotel', 'cancel flight'])
    expect(await inspect()).toMatchObject({ reason: 'away' })
  })

  it('gives a step its time and no more', async () => {
    const trip = open({ flight: hang }, { timeout: 50, attempts: 1 })
    await begin(trip)
    await settle(trip, 'compensated')
    expect(await inspect()).toMatchObject({ reason: 'The step took longer than 50 ms' })
  })

  it('turns back at its deadline, though attempts are left', async () => {
    const trip = open({ hotel: fail }, { attempts: 10_000, deadline: 400 })
    await begin(trip)
    await settle(trip, 'compensated')
    expect(await inspect()).toMatchObject({ reason: 'The deadline of the saga has passed' })
    expect(done().slice(-2)).toEqual(['cancel hotel', 'cancel flight'])
  })

  it('is stuck when a compensation keeps failing, is found, and goes on when somebody says so', async () => {
    let isBroken = true
    const trip = open({ car: refuse, 'cancel hotel': () => (isBroken ? fail() : undefined) })
    await begin(trip)
    await settle(trip, 'stuck')
    expect(await listSagas(database.db, 'stuck')).toMatchObject([
      { saga: 'trip', key: 'rome', reason: 'none left' },
    ])
    await trip.sagas.runDue()
    expect(done().filter(line => line === 'cancel hotel')).toHaveLength(policy.compensations)
    isBroken = false
    expect(await retrySaga(database.db, 'trip', 'rome')).toBe(true)
    await settle(trip, 'compensated')
    expect(await retrySaga(database.db, 'trip', 'rome')).toBe(false)
  })

  it('is run by one of many runners at a time', async () => {
    const trip = open()
    for (let n = 0; n < 10; n++) await begin(trip, `trip ${n}`)
    await Promise.all(Array.from({ length: 6 }, () => trip.sagas.runDue()))
    expect(new Set(readWorld({ path })).size).toBe(30)
    expect(readWorld({ path })).toHaveLength(30)
  })

  it('takes nothing from a runner that was overtaken while it stood still', async () => {
    const slow = open({ flight: attempt => (attempt === 1 ? sleep(900) : undefined) }, { timeout: 5_000 })
    await begin(slow)
    const first = slow.sagas.runDue()
    await sleep(200)
    await sql`update sagas set due_at = clock_timestamp()`.execute(database.db)
    await open().sagas.runDue()
    expect(await inspect()).toMatchObject({ status: 'completed' })
    await first
    expect(await read('bookings')).toHaveLength(3)
    expect((await inspect())?.history).toHaveLength(3)
  })
})

describe('a process that is killed', { timeout: 240_000 }, () => {
  const children: Child[] = []
  const start = (deadly: string) => {
    const child = startChild('../saga/trip-process.ts', [
      deadly,
      path,
      test.url,
      test.product,
      test.roleSecret,
    ])
    children.push(child)
    return child
  }
  afterEach(() => Promise.all(children.splice(0).map(child => child.kill('SIGKILL'))))
  const ends = (status: string) =>
    vi.waitFor(async () => expect(await inspect()).toMatchObject({ status }), {
      // Processes begin within it, on machines that have much else to do.
      timeout: 60_000,
      interval: 100,
    })

  it('in the middle of a step leaves it to another one, which repeats it with the same key', async () => {
    await begin(open())
    await start('hotel').ended
    expect(await read('bookings')).toEqual([{ trip: 'rome', what: 'flight' }])
    start('')
    await ends('completed')
    expect(done()).toEqual(['flight', 'hotel', 'hotel', 'car'])
    expect(new Set(readWorld({ path })).size).toBe(3)
    expect(await read('bookings')).toHaveLength(3)
  })

  it('in the middle of a compensation leaves that to another one', async () => {
    await begin(open())
    await sql`update sagas set status = 'compensating', step = 1, reason = 'none left'`.execute(database.db)
    await start('cancel hotel').ended
    start('')
    await ends('compensated')
    expect(done()).toEqual(['cancel hotel', 'cancel hotel', 'cancel flight'])
  })

  it('every time in the same step is not tried for ever', async () => {
    await begin(open())
    for (let attempt = 1; attempt <= 3; attempt++) await start('car').ended
    start('car')
    await ends('compensated')
    expect(done()).toEqual([
      'flight',
      'hotel',
      'car',
      'car',
      'car',
      'cancel car',
      'cancel hotel',
      'cancel flight',
    ])
  })
})
