import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withClient } from '../../src/database/connect.js'
import { DatabaseProblem, openDatabase, silent } from '../../src/database/index.js'
import { openTestDatabase, type TestDatabase } from '../../src/testing/index.js'

const notes = [{ name: 'notes', migrations: null }]

describe('a user of DATABASE_URL who is no superuser', () => {
  let test: TestDatabase
  const openAs = async (rights: string, grant?: string) => {
    const user = `${test.product}_admin`
    await withClient(test.url, async admin => {
      await admin.query(`create role ${user} login ${rights} password 'secret'`)
      if (grant) await admin.query(grant.replace('$user', user))
    })
    const url = new URL(test.url)
    url.username = user
    url.password = 'secret'
    return openDatabase({
      product: `${test.product}_own`,
      server: { url: url.href, roleSecret: 'secret' },
      log: silent,
    })
  }

  beforeEach(async () => {
    test = await openTestDatabase()
  })
  afterEach(() => test.drop())

  it('sets up modules where the database is its own and it may create roles', async () => {
    await withClient(test.url, admin => admin.query('drop schema platform cascade'))
    const database = await openAs('createrole', `alter database ${test.product} owner to $user`)
    await database.migrate(notes)
    const { db } = await database.module<object>('notes')
    expect((await sql`select * from outbox`.execute(db)).rows).toEqual([])
    await database.close()
  })

  it('is told what an administrator has to run, and needs nothing more after that', async () => {
    await withClient(test.url, admin => admin.query('drop schema platform cascade'))
    const database = await openAs('')
    const problem = await database.migrate(notes).catch((error: unknown) => error)
    if (!(problem instanceof DatabaseProblem)) throw problem
    expect(problem.code).toBe('not-allowed')
    await withClient(test.url, admin => admin.query(problem.remedy.slice(problem.remedy.indexOf('\n'))))
    expect(await database.migrate(notes)).toHaveLength(2)
    await database.close()
  })

  it('is told to migrate where the roles of the modules are missing', async () => {
    const database = await openAs('')
    await expect(database.module('notes')).rejects.toMatchObject({ code: 'not-provisioned' })
    await expect(database.ping()).rejects.toThrow('npm run migrate')
    expect((await database.pending(notes)).length).toBe(2)
    await database.close()
  })
})
