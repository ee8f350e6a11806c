import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { withClient } from '../database/connect.js'
import { openEmbeddedServer } from '../database/embedded/embedded-server.js'
import { type Database, type MigrationSource, openDatabase, silent } from '../database/index.js'

export interface TestDatabase {
  readonly database: Database
  /** Of an administrator. */
  readonly url: string
  readonly product: string
  readonly roleSecret: string
  /** Another `Database` on the same data, as a second process has it. */
  readonly openAnother: () => Promise<Database>
  /** Closes everything and drops the data. */
  readonly drop: () => Promise<void>
}

/**
 * A fresh database with the modules migrated: on the server of TEST_DATABASE_URL or DATABASE_URL where one is set, else on
 * the embedded server of this run. Its roles are its own too.
 */
export async function openTestDatabase(modules: readonly MigrationSource[] = []): Promise<TestDatabase> {
  const { url: server, secret } = await findServer()
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(server, client => client.query(`create database ${name}`))
  const target = new URL(server)
  target.pathname = `/${name}`
  const url = target.href
  const opened: Database[] = []
  const openAnother = async () => {
    const database = await openDatabase({ product: name, server: { url, roleSecret: secret }, log: silent })
    opened.push(database)
    return database
  }
  const database = await openAnother()
  await database.migrate(modules)
  return {
    database,
    url,
    product: name,
    roleSecret: secret,
    openAnother,
    drop: async () => {
      await Promise.all(opened.map(one => one.close()))
      await dropDatabase(server, name)
    },
  }
}

async function findServer(): Promise<{ readonly url: string; readonly secret: string }> {
  const external = process.env.TEST_DATABASE_URL ?? process.env.DATABASE_URL
  if (external) return { url: external, secret: 'secret of the tests, and a long one' }
  return openEmbeddedServer({ folder: inject('embeddedFolder'), durable: false })
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await withClient(server, async client => {
    await client.query(`drop database if exists ${name} with (force)`)
    const roles = await client.query<{ rolname: string }>(
      'select rolname from pg_roles where starts_with(rolname, $1)',
      [`${name}_`],
    )
    for (const { rolname } of roles.rows) await client.query(`drop role ${pg.escapeIdentifier(rolname)}`)
  })
}
