import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ModuleData, TableFacts } from '../../../src/extract/data/data.js'
import type { DataPlan, DataStep, DataStepName } from '../../../src/extract/data/plan/data-plan.js'
import { planData } from '../../../src/extract/data/plan/plan-data.js'
import { type PostgresServer, startPostgres } from './postgres-server.js'

const place = { file: 'src/billing/invoices.ts', line: 3, column: 7 }

function table(name: string, owner: string, more: Partial<TableFacts> = {}): TableFacts {
  const none = { definedAt: [], writers: [], readers: [], mentions: [], setUpAt: [] }
  return { table: name, entities: [], owner, ownership: 'writer', ...none, ...more }
}

const data: ModuleData = {
  module: 'users',
  databases: ['postgresql'],
  own: [
    table('users', 'users', {
      writers: [{ module: 'billing', places: [place] }],
      readers: [{ module: 'billing', places: [place] }],
    }),
    table('User Settings', 'users'),
  ],
  foreign: [table('invoices', 'billing', { readers: [{ module: 'users', places: [place] }] })],
  relations: [
    {
      kind: 'foreign-key',
      from: 'invoices',
      fromOwner: 'billing',
      to: 'users',
      toOwner: 'users',
      effects: ['cascade-delete'],
      places: [place],
    },
  ],
  joins: [
    {
      place,
      module: 'billing',
      tables: [
        { table: 'invoices', owner: 'billing', access: 'read' },
        { table: 'users', owner: 'users', access: 'read' },
      ],
    },
  ],
  transactions: [
    {
      scope: { form: 'callback', text: 'db.transaction', place, module: 'billing', within: 'Billing.close' },
      from: 'billing',
      to: 'users',
      callee: 'Users.lock',
      participation: 'argument',
      byMessage: false,
      sure: true,
      chain: [{ place, callee: 'Users.lock' }],
      tables: [{ table: 'users', access: 'write' }],
    },
  ],
  handovers: [],
}

const stepOf = (plan: DataPlan, name: DataStepName) => plan.steps.find(step => step.name === name) as DataStep
const plan = planData(data)

describe('the plan', () => {
  it('goes from ownership to a database of its own, and says what is in the way of each step', () => {
    expect(plan.steps.map(({ name, blockers }) => [name, blockers.map(({ text }) => text)])).toEqual([
      ['ownership', ['billing writes users of users']],
      [
        'api',
        [
          'billing reads users',
          'users reads invoices of billing',
          'billing joins invoices of billing, users of users',
        ],
      ],
      [
        'outbox',
        [
          'The transaction of Billing.close in billing gets to Users.lock of users, which is handed it, touching users',
          'invoices follows users: cascade-delete',
        ],
      ],
      ['role', []],
      ['schema', ['invoices has a foreign key to users of users']],
      ['database', []],
    ])
  })

  it.each([
    [['mysql'], /repository uses MySQL: translate it/],
    [['mongodb'], /users and databases of their own/],
    [['unknown'], /that its packages do not name/],
  ] as const)('says that its SQL is not that of %s', (databases, note) => {
    expect(planData({ ...data, databases }).note).toMatch(note)
    expect(plan.note).toBeNull()
  })

  it('has no steps for a module without tables', () => {
    expect(planData({ ...data, own: [] }).steps).toEqual([])
  })
})

const server = await startPostgres()

describe.skipIf(server === null)('the SQL of the plan, on a real server', () => {
  const { run, url, stop } = server as PostgresServer
  const check = (name: DataStepName) => run('shop', [stepOf(plan, name).check.sql ?? ''])
  const apply = (name: DataStepName) => run('shop', stepOf(plan, name).sql)

  beforeAll(async () => {
    await run('postgres', ['CREATE DATABASE shop', 'CREATE ROLE app LOGIN', 'CREATE ROLE report LOGIN'])
    await run('shop', [
      'CREATE TABLE users (id serial PRIMARY KEY, name text)',
      'CREATE TABLE "User Settings" (id int PRIMARY KEY, user_id int REFERENCES users)',
      'CREATE TABLE invoices (id int PRIMARY KEY, user_id int REFERENCES users ON DELETE CASCADE)',
      'GRANT ALL ON ALL TABLES IN SCHEMA public TO app',
      'GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app',
      'GRANT SELECT ON users TO report',
    ])
  })
  afterAll(stop)

  it('notes who else writes once the owner is known, and not who reads', async () => {
    await apply('ownership')
    await apply('ownership')
    expect(await check('ownership')).toEqual([])
    await run('shop', ["INSERT INTO users (name) VALUES ('Ada')"], { user: 'app', application: 'users' })
    await run('shop', ['SELECT * FROM users'], { user: 'app', application: 'billing' })
    expect(await check('ownership')).toEqual([])
    await run('shop', ["UPDATE users SET name = 'Eve'"], { user: 'app', application: 'billing' })
    expect(await check('ownership')).toMatchObject([
      { table_name: 'users', operation: 'UPDATE', writer: 'billing' },
    ])
  })

  it('finds messages that wait for too long', async () => {
    await apply('outbox')
    await apply('outbox')
    const insert = (age: string) =>
      `INSERT INTO users_outbox (type, key, payload, created_at) VALUES ('user.renamed', '1', '{}', now() - interval '${age}')`
    await run('shop', [insert('5 seconds')])
    expect(await check('outbox')).toEqual([])
    await run('shop', [insert('5 minutes')])
    expect(await check('outbox')).toMatchObject([{ type: 'user.renamed' }])
  })

  it('leaves the tables to the role of the module alone', async () => {
    const before = await run('shop', ["SELECT 1 FROM pg_roles WHERE rolname = 'users_service'"])
    expect(before).toEqual([])
    expect((await check('role')).map(({ rolname }) => rolname)).toEqual(
      expect.arrayContaining(['app', 'report']),
    )
    await apply('role')
    await apply('role')
    expect(await check('role')).toEqual([])
    await expect(run('shop', ['SELECT * FROM users'], { user: 'app' })).rejects.toThrow(/permission denied/)
    await run('shop', ["INSERT INTO users (name) VALUES ('Bob')"], {
      user: 'users_service',
      application: 'users',
    })
    await run('shop', ['SELECT * FROM invoices'], { user: 'app' })
  })

  it('moves the tables into a schema that no foreign key leads into', async () => {
    expect(await check('schema')).not.toEqual([])
    await apply('schema')
    await apply('schema')
    expect(await check('schema')).toEqual([])
    const rows = await run('shop', ['SELECT name FROM users ORDER BY id'], { user: 'users_service' })
    expect(rows).toEqual([{ name: 'Eve' }, { name: 'Bob' }])
    const kept = await run('shop', [
      'SELECT conrelid::regclass::text AS holder FROM pg_constraint WHERE contype = $$f$$',
    ])
    expect(kept).toEqual([{ holder: 'users."User Settings"' }])
  })

  it('publishes the schema, and finds rows that are not the same on both sides', async () => {
    await apply('database')
    await apply('database')
    const { sql } = stepOf(plan, 'database').check
    const [old, again] = [await run('shop', [sql ?? '']), await run('shop', [sql ?? ''])]
    expect(old).toEqual(again)
    expect(old.find(({ table_name }) => table_name === '"users"')).toMatchObject({ rows: '2' })
    await run('shop', ["UPDATE users.users SET name = 'Bea' WHERE name = 'Bob'"], { application: 'users' })
    expect(await run('shop', [sql ?? ''])).not.toEqual(old)
  })

  it('copies the schema with the commands of the plan', async () => {
    await run('postgres', ['CREATE DATABASE users'])
    const dump =
      stepOf(plan, 'database').commands.find(command => command.startsWith('pg_dump --schema')) ?? ''
    const env = { ...process.env, OLD_URL: url('shop'), NEW_URL: url('users') }
    const { status, stderr } = spawnSync('sh', ['-c', dump], { env, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(await run('users', ['SELECT count(*) FROM users.users'])).toEqual([{ count: '0' }])
  })
})
