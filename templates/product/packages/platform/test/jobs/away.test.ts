import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { type Log, openDatabase, silent } from '../../src/database/index.js'
import { platformModule } from '../../src/database/module-role.js'
import { createLeases } from '../../src/jobs/leases.js'

/** Counts what is told. */
function createCountingLog() {
  const told: string[] = []
  const log: Log = { ...silent, warn: (_, message) => void told.push(message) }
  return { log, told }
}

it('many leases without a database tell so once, and ask for it ever more rarely', async () => {
  const { log, told } = createCountingLog()
  const server = {
    url: 'postgres://shop:shop@127.0.0.1:1/shop',
    roleSecret: 'secret of a server that is not there',
  }
  const database = await openDatabase({ product: 'shop', server, log: silent })
  const platform = await database.module(platformModule)
  let asked = 0
  const transaction: typeof platform.transaction = work => platform.transaction(work)
  const counted = {
    module: platform.module,
    transaction,
    get db() {
      asked++
      return platform.db
    },
  }
  const stop = new AbortController()
  const leases = createLeases({ database: counted, holder: 'one', log, lifetime: 400 })
  const holding = Array.from({ length: 10 }, (_, number) =>
    leases.hold(`lease ${number}`, stop.signal, async () => {}),
  )
  await sleep(3_000)
  stop.abort()
  await Promise.all(holding)
  await database.close()
  expect(told).toEqual(['the database is away: work under leases waits'])
  // Each at 0, 0.1, 0.3, 0.7 and 1.5 seconds, give or take a quarter of each wait; without waiting longer there would be 300.
  expect(asked).toBeGreaterThan(20)
  expect(asked).toBeLessThan(70)
})
