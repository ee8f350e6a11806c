import { operateDeadLetters } from '@shop/platform/bus'
import { openDatabase } from '@shop/platform/database'
import { tellFailure } from '@shop/platform/process'
import { createLogger } from '@shop/platform/telemetry'
import { readSettings } from './environment.js'
import { modules } from './modules.js'
import { product } from './product.js'

/** What subscriptions gave up on: npm run dead-letters. To hand it over again: npm run dead-letters -- replay users.welcome */
try {
  const { installation, server } = readSettings()
  const log = createLogger({ service: `${product}-dead-letters`, level: 'warn' })
  const database = await openDatabase({ product: installation, server, log })
  try {
    const opened = await Promise.all(modules.map(({ source }) => database.module<object>(source.name)))
    process.stdout.write(await operateDeadLetters(opened, process.argv.slice(2)))
  } finally {
    await database.close()
  }
} catch (error) {
  tellFailure(error)
}
