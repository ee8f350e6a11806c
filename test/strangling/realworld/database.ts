import { createRequire } from 'node:module'
import path from 'node:path'

/** The columns that the queries name; each query fills those that it selects. */
export interface Row {
  readonly id: number
  readonly name: string
  readonly email: string
  readonly slug: string
  readonly title: string
  readonly description: string
  readonly body: string
  readonly tags: string | null
  readonly username: string
  readonly bio: string | null
  readonly image: string | null
  readonly createdAt: string
  readonly updatedAt: string
  readonly following: number
  readonly favorited: number
  readonly favoritesCount: number
  readonly count: number
}

/** What is used here of the query builder that the checkout brings along. */
export interface Database {
  readonly raw: (sql: string, values: readonly unknown[]) => Promise<readonly Row[]>
}

/** Opens the database of the old application with the packages of its checkout. */
export async function openDatabase(checkout: string, file: string): Promise<Database> {
  const require = createRequire(path.join(checkout, 'package.json'))
  const database = require('knex')({
    client: 'sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
    pool: {
      min: 1,
      max: 4,
      afterCreate: (connection: { run: (sql: string, done: () => void) => void }, done: () => void) =>
        connection.run('PRAGMA busy_timeout = 5000', done),
    },
  }) as Database
  // Readers do not wait for the old side's writing.
  await database.raw('PRAGMA journal_mode = WAL', [])
  return database
}
