import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { later } from '../http/support/scene.js'
import { openPostgres, openRedis, type TestDatabase } from '../state/databases.js'
import { startRelay } from '../state/relay.js'
import { type ProxyProcess, runProxy, startSide } from './proxy-process.js'

const databases = { PostgreSQL: await openPostgres(), Redis: await openRedis() }
const kinds = { PostgreSQL: 'postgres', Redis: 'redis' } as const
const folder = mkdtempSync(path.join(tmpdir(), 'instances-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const users = Array.from({ length: 40 }, (_, at) => `user-${at}`)
const sidesAt = (proxy: ProxyProcess) => Promise.all(users.map(user => proxy.ask('/users', user)))
/** Generous: a change is heard of at once, or else seen by a look every two seconds. */
const soon = { timeout: 5000, interval: 50 }

describe.each(['PostgreSQL', 'Redis'] as const)('processes that share their state in %s', name => {
  const database = databases[name]
  if (database === null) {
    // Where tests have to be complete, a missing server is a failure.
    test.skipIf(process.env.CI !== 'true')(`no ${name} answers: its tests were skipped`, () => {
      expect.unreachable(`no ${name} answers`)
    })
    return
  }
  describeProcesses(database, kinds[name])
})

function describeProcesses(database: TestDatabase, kind: 'postgres' | 'redis'): void {
  afterAll(() => database.clean())

  const writeConfig = async (): Promise<string> => {
    const file = path.join(folder, `${kind}.json`)
    const config = {
      listen: { port: 0 },
      admin: { port: 0 },
      accessLog: false,
      upstreams: { legacy: await startSide('legacy'), new: await startSide('new') },
      state: { kind, urlVariable: 'SHOP_STATE_URL', name: database.name },
      defaults: { sticky: 'header:x-user' },
      routes: [{ id: 'users', path: '/users', mode: 'canary', share: 20 }],
    }
    writeFileSync(file, JSON.stringify(config))
    return file
  }
  const run = (file: string, port?: number) => runProxy(file, { SHOP_STATE_URL: database.address(port) })

  test('they agree on every user, on each shift, and on a rollback', async () => {
    const file = await writeConfig()
    const [one, two] = await Promise.all([run(file), run(file)])
    expect(await sidesAt(one)).toEqual(await sidesAt(two))
    await one.order('POST /routes/users/shift', { share: 60 })
    await expect.poll(async () => (await two.route('users')).share, soon).toBe(60)
    const sides = await sidesAt(one)
    expect(await sidesAt(two)).toEqual(sides)
    expect(new Set(sides)).toEqual(new Set(['legacy', 'new']))
    await two.order('POST /routes/users/rollback', { reason: 'totals are wrong' })
    await expect.poll(async () => (await one.route('users')).halted, soon).toBe('totals are wrong')
    for (const proxy of [one, two]) expect(new Set(await sidesAt(proxy))).toEqual(new Set(['legacy']))
    expect(one.told()).toContain('users was rolled back: totals are wrong')
    await one.order('POST /routes/users/resume')
    await two.order('POST /kill')
    await expect.poll(async () => (await one.order('GET /status')).killed, soon).toBe(true)
    await one.order('POST /unkill')
    await expect.poll(async () => (await two.order('GET /status')).killed, soon).toBe(false)
    await Promise.all([one.kill('SIGKILL'), two.kill('SIGKILL')])
    const third = await run(file)
    expect(await third.route('users')).toMatchObject({ mode: 'canary', share: 0, halted: null })
  }, 90_000)

  test('one that loses the database goes on, and is of one mind with the others when it is back', async () => {
    const file = await writeConfig()
    const relay = await startRelay(database.port)
    later(() => relay.close())
    const [one, two] = await Promise.all([run(file, relay.port), run(file)])
    await two.order('POST /routes/users/shift', { share: 30 })
    await expect.poll(async () => (await one.route('users')).share, soon).toBe(30)
    const before = await sidesAt(one)
    relay.cut()
    expect(await sidesAt(one)).toEqual(before)
    expect(await one.order('POST /routes/users/rollback', { reason: 'while away' })).toMatchObject({
      stored: false,
    })
    expect(new Set(await sidesAt(one))).toEqual(new Set(['legacy']))
    expect(one.told()).toMatch(/The state is kept in memory: (?:PostgreSQL|Redis) cannot be used/)
    expect((await two.route('users')).halted).toBeNull()
    relay.restore()
    const back = { timeout: 20_000, interval: 100 }
    await expect.poll(async () => (await two.route('users')).halted, back).toBe('while away')
    expect(one.told()).toContain('The state can be stored again.')
    await two.order('POST /routes/users/shift', { share: 70 })
    await expect.poll(async () => (await one.route('users')).share, back).toBe(70)
    expect(await sidesAt(one)).toEqual(await sidesAt(two))
  }, 90_000)

  test('one that starts while the database is away gives canaries nothing until it knows what was halted', async () => {
    const file = await writeConfig()
    const first = await run(file)
    await first.order('POST /routes/users/shift', { share: 100 })
    await first.kill('SIGKILL')
    const relay = await startRelay(database.port)
    later(() => relay.close())
    relay.cut()
    const second = await run(file, relay.port)
    expect(new Set(await sidesAt(second))).toEqual(new Set(['legacy']))
    relay.restore()
    await expect
      .poll(async () => new Set(await sidesAt(second)), { timeout: 20_000, interval: 100 })
      .toEqual(new Set(['new']))
  }, 90_000)
}
