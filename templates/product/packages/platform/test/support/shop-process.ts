import { setTimeout as sleep } from 'node:timers/promises'
import { createOutboxBus } from '../../src/bus/index.js'
import { openDatabase, silent } from '../../src/database/index.js'
import { startJobs } from '../../src/jobs/index.js'
import { publish } from '../../src/outbox/index.js'
import { buses } from './buses.js'
import { enter, openShop, orderPlaced, place } from './shop.js'

/** One replica of a shop. Arguments: what it does, then how it reaches the database. */
const [task, url = '', product = '', roleSecret = '', busName] = process.argv.slice(2)
const createBus = buses.find(([name]) => name === busName)?.[1].create ?? createOutboxBus
const database = await openDatabase({ product, server: { url, roleSecret }, log: silent })
const shop = await openShop(database)
const die = () => process.kill(process.pid, 'SIGKILL')

const tasks: Readonly<Record<string, () => Promise<unknown>>> = {
  'die after commit': async () => {
    await shop.orders.transaction(async tx => {
      for (let amount = 1; amount <= 5; amount++) await publish(tx, orderPlaced, { order: 'a', amount })
    })
    die()
  },
  'die in a handler': async () => {
    const bus = createBus({ database, log: silent, lease: 1_000 })
    await bus.startSubscriptions(
      shop.members(async (payload, delivery) => {
        await enter(payload, delivery)
        if (payload.amount === 3) die()
      }),
    )
    await sleep(60_000)
  },
  serve: async () => {
    const bus = createBus({ database, log: silent, lease: 1_000 })
    const subscriptions = await bus.startSubscriptions(shop.members())
    const job = {
      name: 'tick',
      every: 200,
      run: async () => void (await place(shop.orders, 'tick', Math.trunc(performance.now()))),
    }
    const jobs = await startJobs({
      database,
      modules: [{ contract: { name: 'orders' }, jobs: [job] }],
      log: silent,
      lease: 1_000,
    })
    process.once('SIGTERM', async () => {
      await Promise.all([subscriptions.drain(), jobs.drain()])
      await database.close()
    })
    process.stdout.write('serving\n')
  },
}

await tasks[task ?? '']?.()
