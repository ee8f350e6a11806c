import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMemoryStore, createPostgresStore, type KeyStore } from '../src/index.js'
import { pause, signer, startScene, waitUntil } from './support/scene.js'
import { findPostgres } from './support/services.js'

const postgresUrl = await findPostgres()
const times = { lease: 60_000, keep: 60_000 }
const answer = { status: 201, headers: ['content-type', 'image/png'], body: Buffer.from([0, 255, 7]) }

const database = `gateway_test_${randomUUID().replaceAll('-', '')}`
const urlOf = (name: string) =>
  Object.assign(new URL(postgresUrl ?? 'postgres://none'), { pathname: name }).href
let pool: pg.Pool | null = null

async function administer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: postgresUrl ?? '' })
  await client.connect()
  await client.query(sql).finally(() => client.end())
}

beforeAll(async () => {
  if (postgresUrl === null) return
  await administer(`create database ${database}`)
  pool = new pg.Pool({ connectionString: urlOf(database) })
  const migration = new URL('../migrations/0001_idempotency_keys.sql', import.meta.url)
  await pool.query('create schema gateway')
  await pool.query(readFileSync(migration, 'utf8'))
})

afterAll(async () => {
  if (pool === null) return
  await pool.end()
  // Its connections are closed a little later than the pool says.
  await waitUntil(() =>
    administer(`drop database ${database}`).then(
      () => true,
      () => false,
    ),
  )
})

function openPostgresStore(): KeyStore {
  return createPostgresStore((text, values) => (pool as pg.Pool).query(text, [...values]))
}

const stores: readonly [string, boolean, () => KeyStore][] = [
  ['in memory', true, () => createMemoryStore()],
  ['in PostgreSQL', postgresUrl !== null, openPostgresStore],
]

describe.each(stores)('keys %s', (_, isThere, open) => {
  const test = it.skipIf(!isThere)
  const claimOf = (parts = {}) => ({
    scope: 'ada',
    key: randomUUID(),
    fingerprint: 'one',
    owner: randomUUID(),
    ...parts,
  })

  test('belong to the first of many who ask at once', async () => {
    const store = open()
    const key = randomUUID()
    const claims = Array.from({ length: 20 }, () => store.claim(claimOf({ key }), times))
    const kinds = (await Promise.all(claims)).map(({ kind }) => kind)
    expect(kinds.filter(kind => kind === 'first')).toHaveLength(1)
    expect(kinds.filter(kind => kind === 'at-work')).toHaveLength(19)
  })

  test('give the first answer back, byte for byte, and to no other request', async () => {
    const store = open()
    const claim = claimOf()
    await store.claim(claim, times)
    await store.finish(claim, answer)
    expect(await store.claim({ ...claim, owner: randomUUID() }, times)).toEqual({ kind: 'answered', answer })
    expect(await store.claim({ ...claim, fingerprint: 'two' }, times)).toEqual({ kind: 'other-request' })
    expect(await store.claim({ ...claim, scope: 'bob' }, times)).toEqual({ kind: 'first' })
  })

  test('remember that an answer was too large', async () => {
    const store = open()
    const claim = claimOf()
    await store.claim(claim, times)
    await store.finish(claim, { ...answer, body: null })
    expect(await store.claim(claim, times)).toEqual({ kind: 'answered', answer: { ...answer, body: null } })
  })

  test('are free after the lease of one who crashed, who changes nothing when it comes back', async () => {
    const store = open()
    const crashed = claimOf()
    const next = { ...crashed, owner: randomUUID() }
    await store.claim(crashed, { ...times, lease: 50 })
    expect(await store.claim(next, times)).toEqual({ kind: 'at-work' })
    await pause(80)
    expect(await store.claim(next, times)).toEqual({ kind: 'first' })
    await store.finish(crashed, answer)
    await store.release(crashed)
    await store.renew(crashed, times)
    expect(await store.claim(crashed, times)).toEqual({ kind: 'at-work' })
  })

  test('stay with one who renews the lease', async () => {
    const store = open()
    const claim = claimOf()
    await store.claim(claim, { ...times, lease: 50 })
    await store.renew(claim, times)
    await pause(80)
    expect(await store.claim({ ...claim, owner: randomUUID() }, times)).toEqual({ kind: 'at-work' })
  })

  test('are free at once when they are released', async () => {
    const store = open()
    const claim = claimOf()
    await store.claim(claim, times)
    await store.release(claim)
    expect(await store.claim({ ...claim, owner: randomUUID() }, times)).toEqual({ kind: 'first' })
  })

  test('are forgotten when their time is over', async () => {
    const store = open()
    const claim = claimOf()
    await store.claim(claim, { ...times, keep: 50 })
    await store.finish(claim, answer)
    await pause(80)
    await store.sweep()
    expect(await store.claim({ ...claim, fingerprint: 'two' }, times)).toEqual({ kind: 'first' })
  })
})

it('forgets the oldest keys in memory when there are too many', async () => {
  const store = createMemoryStore({ most: 2 })
  const claim = (key: string) =>
    store.claim({ scope: 'ada', key, fingerprint: 'one', owner: randomUUID() }, times)
  for (const key of ['a', 'b', 'c']) await claim(key)
  expect([await claim('b'), await claim('c'), await claim('a')]).toEqual([
    { kind: 'at-work' },
    { kind: 'at-work' },
    { kind: 'first' },
  ])
})

it.skipIf(postgresUrl === null)('two gateways on one PostgreSQL do a request once', async () => {
  let orders = 0
  const scenes = await Promise.all(
    [1, 2].map(() =>
      startScene({
        idempotency: { store: openPostgresStore() },
        answer: async (_request, response) => {
          const order = ++orders
          await pause(100)
          response.end(`order ${order}`)
        },
      }),
    ),
  )
  const headers = { ...(await signer.bearer()), 'idempotency-key': randomUUID() }
  const order = (at: number) => scenes[at % 2]?.ask('/orders', { method: 'POST', body: 'one', headers })
  const answers = await Promise.all([0, 1, 2, 3].map(order))
  expect(answers.map(answer => answer?.status).sort()).toEqual([200, 409, 409, 409])
  expect(orders).toBe(1)
  for (const at of [0, 1]) {
    const again = await order(at)
    expect([again?.status, await again?.text()]).toEqual([200, 'order 1'])
  }
  expect(orders).toBe(1)
})
