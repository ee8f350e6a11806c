import { openDatabase, silent } from '../../src/database/index.js'

/** Uses the embedded server of a folder until it is told to end. */
const database = await openDatabase({
  product: 'shop',
  server: { embedded: process.argv[2] ?? '' },
  log: silent,
})
await database.migrate([{ name: 'users', migrations: null }])
process.stdout.write('open\n')
const alive = setInterval(() => {}, 1_000)
process.once('SIGTERM', async () => {
  await database.close()
  clearInterval(alive)
})
