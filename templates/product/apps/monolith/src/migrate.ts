import { parseArgs } from 'node:util'
import { openDatabase } from '@shop/platform/database'
import { createLogger } from '@shop/platform/telemetry'
import { readSettings } from './environment.js'
import { sources } from './prepare-database.js'
import { product } from './product.js'
import { tellFailure } from './tell-failure.js'

/**
 * A step of its own before a release: npm run migrate. With --contract, once the release before is gone for good, also what
 * takes away what only that one used.
 */
try {
  const { values } = parseArgs({ options: { contract: { type: 'boolean', default: false } } })
  const log = createLogger({ service: `${product}-migrate` })
  const database = await openDatabase({ product, server: readSettings().server, log })
  try {
    const applied = await database.migrate(sources, values)
    log.info(applied.length === 0 ? 'Nothing to migrate.' : `${applied.length} migrations applied.`)
  } finally {
    await database.close()
  }
} catch (error) {
  tellFailure(error)
}
