import { parseArgs } from 'node:util'
import { openDatabase } from '@shop/platform/database'
import { tellFailure } from '@shop/platform/process'
import { createLogger } from '@shop/platform/telemetry'
import { readSettings } from './environment.js'
import { modules } from './modules.js'
import { product } from './product.js'
import { sourcesOf } from './sources.js'

/**
 * A step of its own before a release: npm run migrate. With --contract, once the release before is gone for good, also what
 * takes away what only that one used.
 */
try {
  const { values } = parseArgs({ options: { contract: { type: 'boolean', default: false } } })
  const { installation, server } = readSettings()
  const log = createLogger({ service: `${product}-migrate` })
  const database = await openDatabase({ product: installation, server, log })
  try {
    const applied = await database.migrate(sourcesOf(modules), values)
    log.info(applied.length === 0 ? 'Nothing to migrate.' : `${applied.length} migrations applied.`)
  } finally {
    await database.close()
  }
} catch (error) {
  tellFailure(error)
}
