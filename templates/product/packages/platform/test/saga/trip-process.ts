import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase, silent } from '../../src/database/index.js'
import { startJobs } from '../../src/jobs/index.js'
import { createSagas } from '../../src/saga/index.js'
import { createTrip } from './trip.js'

/** One replica that runs trips. Arguments: the step in which it dies (or nothing), the world, how it reaches the database. */
const [deadly = '', path = '', url = '', product = '', roleSecret = ''] = process.argv.slice(2)
const database = await openDatabase({ product, server: { url, roleSecret }, log: silent })
const trips = await database.module<object>('trips')
const die = () => {
  process.kill(process.pid, 'SIGKILL')
  return sleep(10_000)
}
const saga = createTrip({ path, trouble: { [deadly]: die } }, { timeout: 500 })
const sagas = createSagas({ database: trips, sagas: [saga], log: silent, poll: 50, grace: 500 })
await startJobs({
  database,
  modules: [{ contract: { name: 'trips' }, jobs: [sagas.job] }],
  log: silent,
  lease: 1_000,
})
process.stdout.write('running\n')
