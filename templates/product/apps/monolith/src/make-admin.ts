import { openDatabase } from '@shop/platform/database'
import { tellFailure } from '@shop/platform/process'
import { createTelemetry } from '@shop/platform/telemetry'
import { createUsersModule, type UsersTables } from '@shop/users'
import { readSettings } from './environment.js'
import { product, tokenSettings } from './product.js'

/** Makes a user who has signed up an admin; there is none by default. npm run make-admin -- wren@example.org */
try {
  const [email] = process.argv.slice(2)
  if (email === undefined)
    throw new Error('Name somebody who has signed up: npm run make-admin -- wren@example.org')
  const { installation, server, keySecret } = readSettings()
  const { logger: log } = createTelemetry({ service: `${product}-make-admin`, level: 'warn' })
  const opened = await openDatabase({ product: installation, server, log })
  try {
    const database = await opened.module<UsersTables>('users')
    const { makeAdmin } = createUsersModule({ database, keySecret, tokens: tokenSettings })
    if (!(await makeAdmin(email))) throw new Error(`Nobody has signed up as ${email}.`)
    process.stdout.write(`${email} is an admin from the next sign-in on.\n`)
  } finally {
    await opened.close()
  }
} catch (error) {
  tellFailure(error)
}
