import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runInContext } from '../../src/contract/index.js'
import type { ModuleDatabase } from '../../src/database/index.js'
import {
  appendEvents,
  type EventOf,
  eventStoreTables,
  loadAggregate,
  projectEvents,
  readHistory,
  rebuildProjection,
  StreamConflict,
} from '../../src/event-store/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'
import { migrationsFolder } from '../support/shop.js'
import { account, balances, balancesTable } from './account.js'

let test: TestDatabase
let database: ModuleDatabase<object>
let id: string
let streams = 0

beforeAll(async () => {
  const script = `${eventStoreTables}\n${balancesTable}`
  test = await openTestDatabase([
    { name: 'bank', migrations: await migrationsFolder({ '0001_bank.sql': script }) },
  ])
  database = await test.database.module('bank')
})
afterAll(() => test.drop())
beforeEach(() => {
  id = `a${++streams}`
})

const moved = (amount: number) => ({ type: 'Moved', data: { amount } }) as const
const opened = { type: 'Opened', data: { owner: 'Ann' } } as const
const load = (aggregate = account) => loadAggregate(database.db, aggregate, id)

function add(
  events: Parameters<typeof appendEvents<z.infer<typeof state>, typeof account.events>>[2]['events'],
  aggregate = account,
) {
  return database.transaction(async tx => {
    const loaded = await loadAggregate(tx, aggregate, id)
    return await appendEvents(tx, aggregate, { id, loaded, events })
  })
}
const state = z.object({ balance: z.number(), owner: z.string() })

describe('a stream', () => {
  it('gives the same state each time it is replayed', async () => {
    const after = await add([opened, moved(5), moved(-2)])
    expect(after).toEqual({ number: 3, state: { balance: 3, owner: 'Ann' } })
    expect([await load(), await load()]).toEqual([after, after])
  })

  it('takes the events of one of those who saw the same number; the others decide anew', async () => {
    await add([opened])
    const loaded = await load()
    const attempts = [1, 2, 3, 4].map(amount =>
      database.transaction(tx =>
        appendEvents(tx, account, { id, loaded, events: [moved(amount), moved(0)] }),
      ),
    )
    const ends = await Promise.allSettled(attempts)
    const failed = ends.flatMap(end => (end.status === 'rejected' ? [end.reason] : []))
    expect(failed).toHaveLength(3)
    for (const reason of failed) expect(reason).toBeInstanceOf(StreamConflict)
    expect((await readHistory(database.db, `account-${id}`)).map(({ number }) => number)).toEqual([1, 2, 3])
  })

  it('has no gaps: nothing is added after a number that is not there', async () => {
    const loaded = { state: account.initial, number: 7 }
    await expect(
      database.transaction(tx => appendEvents(tx, account, { id, loaded, events: [moved(1)] })),
    ).rejects.toThrow(StreamConflict)
  })

  it('refuses data that the event does not have', async () => {
    await expect(add([{ type: 'Moved', data: { amount: 0.5 } }])).rejects.toThrow()
    await expect(add([{ type: 'Closed', data: {} } as never])).rejects.toThrow('no event of type Closed')
  })

  it('is an audit trail: who, when, for which tenant and in which trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const context = { caller: { userId: 'ann', roles: [] }, tenant: 'acme', traceparent }
    await runInContext(context, () => add([opened]))
    const [event] = await readHistory(database.db, `account-${id}`)
    expect(event).toMatchObject({ type: 'Opened', version: 2, actor: 'ann', tenant: 'acme', traceparent })
    expect(Math.abs((event?.occurredAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
  })

  it.each(['update events set data = data', 'delete from events', 'truncate events'])(
    'refuses to %s',
    async text => {
      await add([opened])
      await expect(sql.raw(text).execute(database.db)).rejects.toThrow('only ever added')
    },
  )

  it('lifts events of old to what they are now, and leaves what is stored', async () => {
    await sql`
      insert into events (xid, stream, number, type, version, data)
      values (pg_current_xact_id(), ${`account-${id}`}, 1, 'Opened', 1, '{"name":"bob"}')`.execute(
      database.db,
    )
    expect((await load()).state.owner).toBe('BOB')
    expect((await readHistory(database.db, `account-${id}`))[0]).toMatchObject({
      version: 1,
      data: { name: 'bob' },
    })
  })

  it('of a newer release is refused rather than misread', async () => {
    await sql`
      insert into events (xid, stream, number, type, version, data)
      values (pg_current_xact_id(), ${`account-${id}`}, 1, 'Moved', 9, '{"amount":1}')`.execute(database.db)
    await expect(load()).rejects.toThrow('knows 1 at most')
    const old = {
      ...account,
      events: { ...account.events, Moved: { version: 10, data: account.events.Moved.data } },
    }
    await expect(loadAggregate(database.db, old as never, id)).rejects.toThrow('no upcaster from version 9')
  })
})

describe('snapshots', () => {
  const short = { ...account, snapshots: { every: 3, version: 1, state } }

  it('spare the events before them, and change no state', async () => {
    for (let amount = 1; amount <= 7; amount++) await add([moved(amount)], short)
    expect(await load(short)).toEqual(await load())
    let replayed = 0
    const counting = {
      ...short,
      evolve: (before: z.infer<typeof state>, event: EventOf<typeof account.events>) => {
        replayed++
        return account.evolve(before, event)
      },
    }
    await load(counting)
    expect(replayed).toBe(1)
  })

  it('of another version, or of another shape, are not used', async () => {
    await add([moved(1), moved(2), moved(3)], short)
    await sql`update snapshots set state = '{"balance":1000,"owner":""}' where stream = ${`account-${id}`}`.execute(
      database.db,
    )
    expect((await load(short)).state.balance).toBe(1000)
    expect((await load({ ...short, snapshots: { ...short.snapshots, version: 2 } })).state.balance).toBe(6)
    await sql`update snapshots set state = '{"balance":"x"}' where stream = ${`account-${id}`}`.execute(
      database.db,
    )
    expect((await load(short)).state.balance).toBe(6)
  })
})

describe('a projection', () => {
  const read = async (key = id) => {
    const { rows } = await sql<{ balance: number; numbers: number[] }>`
      select balance, numbers from balances where id = ${key}`.execute(database.db)
    return rows[0]
  }
  beforeEach(async () => {
    await sql`delete from snapshots`.execute(database.db)
    await sql`alter table events disable trigger events_stay`.execute(database.db)
    await sql`delete from events`.execute(database.db)
    await sql`alter table events enable trigger events_stay`.execute(database.db)
    await sql`delete from balances`.execute(database.db)
    await sql`delete from projections`.execute(database.db)
  })

  it('counts each event once, though several processes project at the same time', async () => {
    for (let amount = 1; amount <= 10; amount++) await add([moved(amount), moved(1)])
    await Promise.all(Array.from({ length: 4 }, () => projectEvents(database, balances)))
    await projectEvents(database, balances)
    expect((await read())?.balance).toBe(65)
  })

  it('waits for a transaction that began earlier and commits later', async () => {
    let commit = () => {}
    const mayCommit = new Promise<void>(resolve => {
      commit = resolve
    })
    const loaded = { state: account.initial, number: 0 }
    let appended = () => {}
    const hasAppended = new Promise<void>(resolve => {
      appended = resolve
    })
    const slow = database.transaction(async tx => {
      await appendEvents(tx, account, { id, loaded, events: [moved(7)] })
      appended()
      await mayCommit
    })
    await hasAppended
    await database.transaction(tx => appendEvents(tx, account, { id: `${id}b`, loaded, events: [moved(1)] }))
    await projectEvents(database, balances)
    commit()
    await slow
    await projectEvents(database, balances)
    expect([(await read())?.balance, (await read(`${id}b`))?.balance]).toEqual([7, 1])
  })

  it('misses none and keeps the order of a stream, though transactions overlap', async () => {
    let isWriting = true
    const projecting = (async () => {
      while (isWriting) await projectEvents(database, balances)
    })()
    const write = async () => {
      for (let tries = 0; tries < 15; tries++) {
        await database
          .transaction(async tx => {
            await sql`select pg_current_xact_id(), pg_sleep(random() / 100)`.execute(tx)
            const loaded = await loadAggregate(tx, account, id)
            await appendEvents(tx, account, { id, loaded, events: [moved(1)] })
          })
          .catch(error => expect(error).toBeInstanceOf(StreamConflict))
      }
    }
    await Promise.all([write(), write(), write()])
    isWriting = false
    await projecting
    await projectEvents(database, balances)
    const { number } = await load()
    expect((await read())?.numbers).toEqual(Array.from({ length: number }, (_, index) => index + 1))
  })

  it('is rebuilt on demand, and by itself when it has a new version', async () => {
    await add([opened, moved(5)])
    await projectEvents(database, balances)
    await sql`update balances set balance = 999`.execute(database.db)
    await rebuildProjection(database, balances)
    expect(await read()).toEqual({ balance: 5, numbers: [1, 2] })
    const doubled: typeof balances = {
      ...balances,
      version: 2,
      apply: async (tx, event, stored) =>
        balances.apply(tx, event.type === 'Moved' ? moved(event.data.amount * 2) : event, stored),
    }
    await projectEvents(database, doubled)
    expect(await read()).toEqual({ balance: 10, numbers: [1, 2] })
    await expect(projectEvents(database, balances)).rejects.toThrow('at version 2')
  })
})
