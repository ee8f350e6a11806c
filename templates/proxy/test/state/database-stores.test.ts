import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { openStore } from '../../src/state/open-store.js'
import { SharedState } from '../../src/state/shared-state.js'
import type { StateStore } from '../../src/state/state.js'
import { openPostgres, openRedis, type TestDatabase } from './databases.js'
import { exampleState, withShare } from './example-state.js'
import { startRelay } from './relay.js'

const databases = { PostgreSQL: await openPostgres(), Redis: await openRedis() }

describe.each(['PostgreSQL', 'Redis'] as const)('%s', kind => {
  const database = databases[kind]
  if (database === null) {
    // Where tests have to be complete, a missing server is a failure.
    test.skipIf(process.env.CI !== 'true')(`no ${kind} answers: its tests were skipped`, () => {
      expect.unreachable(`no ${kind} answers`)
    })
    return
  }
  describeStore(database, kind)
})

function describeStore(database: TestDatabase, kind: 'PostgreSQL' | 'Redis'): void {
  const ends: (() => unknown)[] = []

  const open = async (port?: number): Promise<StateStore> => {
    const store = await database.open(port)
    ends.push(() => store.close())
    return store
  }
  const share = async (port?: number): Promise<SharedState> => {
    const shared = await SharedState.open(await database.open(port), { onTrouble: () => {}, retryAfter: 100 })
    ends.push(() => shared.close())
    return shared
  }

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })
  afterAll(() => database.clean())

  test('several instances that come first at once make one place for the state', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => open()))
    expect(await Promise.all(stores.map(store => store.load()))).toEqual([null, null, null, null])
    const saved = await Promise.all(stores.map((store, i) => store.save(exampleState(1, i + 1), 0)))
    expect(saved.filter(Boolean)).toHaveLength(1)
    expect(await stores[0]?.load()).toEqual(exampleState(1, saved.indexOf(true) + 1))
  })

  test('a state based on an older one than the stored one is refused', async () => {
    const store = await open()
    const revision = (await store.load())?.revision ?? 0
    expect(await store.save(exampleState(revision + 1), revision)).toBe(true)
    expect(await store.save(exampleState(revision + 1, 7), revision)).toBe(false)
    expect(await store.load()).toEqual(exampleState(revision + 1))
  })

  test('several proxies keep their states apart by their names', async () => {
    const place = { kind: kind === 'Redis' ? 'redis' : 'postgres', url: database.address() } as const
    const [one, other] = await Promise.all([
      openStore({ ...place, name: database.name }),
      openStore({ ...place, name: `${database.name}.other` }),
    ])
    ends.push(
      () => one.close(),
      () => other.close(),
    )
    const revision = (await one.load())?.revision ?? 0
    expect(await one.save(exampleState(revision + 1, 3), revision)).toBe(true)
    expect(await other.load()).toBeNull()
    expect(await other.save(exampleState(1, 9), 0)).toBe(true)
    expect([await one.load(), await other.load()]).toEqual([
      exampleState(revision + 1, 3),
      exampleState(1, 9),
    ])
  })

  test('others hear of a change within a second, the one who made it does not', async () => {
    const [one, two] = [await open(), await open()]
    let [own, others] = [0, 0]
    ends.push(
      one.watch(() => own++),
      two.watch(() => others++),
    )
    await new Promise(resolve => setTimeout(resolve, 500))
    const revision = (await one.load())?.revision ?? 0
    own = 0
    others = 0
    await one.save(exampleState(revision + 1), revision)
    await expect.poll(() => others, { timeout: 1000 }).toBeGreaterThan(0)
    expect(own).toBe(0)
  })

  test('what another stores while an instance is still beginning to listen is not missed', async () => {
    for (let round = 0; round < 5; round++) {
      const writer = await open()
      const revision = (await writer.load())?.revision ?? 0
      const [shared] = await Promise.all([share(), writer.save(exampleState(revision + 1), revision)])
      await expect.poll(() => shared.current.revision, { timeout: 1500 }).toBe(revision + 1)
    }
  })

  test('of changes that two instances make at once none is lost, and both agree', async () => {
    const [one, two] = [await share(), await share()]
    const each = Array.from({ length: 40 }, (_, i) => i)
    await Promise.all(
      each.flatMap(i => [
        one.change(state => withShare(state, `one-${i}`, i)),
        two.change(state => withShare(state, `two-${i}`, i)),
        one.change(state => withShare(state, 'both', (state.routes.both?.share ?? 0) + 1)),
        two.change(state => withShare(state, 'both', (state.routes.both?.share ?? 0) + 1)),
      ]),
    )
    const stored = await (await open()).load()
    for (const i of each)
      expect([stored?.routes[`one-${i}`]?.share, stored?.routes[`two-${i}`]?.share]).toEqual([i, i])
    expect(stored?.routes.both?.share).toBe(80)
    await expect.poll(() => [one.current, two.current], { timeout: 3000 }).toEqual([stored, stored])
  })

  test('an instance that is cut off goes on from memory, and both agree when it is back', async () => {
    const relay = await startRelay(database.port)
    ends.push(() => relay.close())
    const [one, two] = [await share(relay.port), await share()]
    await two.change(state => withShare(state, 'before', 5))
    await expect.poll(() => one.current.routes.before?.share, { timeout: 3000 }).toBe(5)
    relay.cut()
    expect(await one.change(state => withShare(state, 'cut-off', 6))).toBe('in memory')
    expect(one.current.routes['cut-off']?.share).toBe(6)
    expect(await two.change(state => withShare(state, 'meanwhile', 7))).toBe('stored')
    expect(one.current.routes.meanwhile).toBeUndefined()
    relay.restore()
    const expected = { before: { share: 5 }, 'cut-off': { share: 6 }, meanwhile: { share: 7 } }
    await expect
      .poll(() => [one.current.routes, two.current.routes], { timeout: 5000 })
      .toMatchObject([expected, expected])
    // Its subscription has come back as well: it hears of what happens now.
    await two.change(state => withShare(state, 'after', 8))
    await expect.poll(() => one.current.routes.after?.share, { timeout: 5000 }).toBe(8)
  })

  test('a server that is away is said to be, soon and without a password', async () => {
    const relay = await startRelay(database.port)
    relay.cut()
    ends.push(() => relay.close())
    const store = await open(relay.port)
    const failure = await store.load().catch(error => error)
    expect(failure).toMatchObject({ name: 'StateError', code: 'unreachable' })
    expect(failure.message).not.toMatch(/:\/\//)
  })

  test('a state of a newer version is refused and left as it is', async () => {
    const store = await open()
    const revision = (await store.load())?.revision ?? 0
    await database.storeNewer()
    expect(await store.save(exampleState(revision + 1), revision)).toBe(false)
    await expect(store.load()).rejects.toMatchObject({ code: 'newer' })
  })
}
