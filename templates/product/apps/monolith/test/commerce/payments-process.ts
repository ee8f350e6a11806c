import { openDatabase, silent } from '@shop/platform/database'
import { startJobs } from '@shop/platform/jobs'
import { apiKey, openCommerce } from './commerce.js'

/** One replica that carries payments through. Arguments: the provider, then how it reaches the database. */
const [provider = '', url = '', product = '', roleSecret = ''] = process.argv.slice(2)
const database = await openDatabase({ product, server: { url, roleSecret }, log: silent })
const { payments } = await openCommerce(database, provider, {
  provider: { url: provider, apiKey, timeout: 2_000, retries: 0 },
  sagas: { grace: 500, poll: 50, policy: { backoff: 50 } },
})
await startJobs({ database, modules: [payments.module], log: silent, lease: 1_000 })
