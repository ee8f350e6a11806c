import { afterEach, expect, test } from 'vitest'
import { SharedState } from '../../src/state/shared-state.js'
import type { StateStore } from '../../src/state/state.js'
import { StateError } from '../../src/state/state-error.js'
import { exampleState, withShare } from './example-state.js'
import { away, createMemoryStore } from './memory-store.js'

const opened: SharedState[] = []

async function open(client: StateStore) {
  const troubles: (string | null)[] = []
  const onTrouble = (trouble: StateError | null) => troubles.push(trouble?.message ?? null)
  const shared = await SharedState.open(client, { onTrouble, retryAfter: 20 })
  opened.push(shared)
  return { shared, troubles }
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(shared => shared.close()))
})

test('a change takes effect at once, is stored soon after, and makes the revision grow', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  const result = shared.change(state => withShare(state, 'route-0', 50))
  expect(shared.current.routes['route-0']?.share).toBe(50)
  expect(store.stored?.routes['route-0']?.share).toBe(10)
  expect(await result).toBe('stored')
  expect(store.stored?.routes['route-0']?.share).toBe(50)
  expect(store.stored?.revision).toBe(5)
  expect(shared.current.revision).toBe(5)
})

test('a change that changes nothing is not stored', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  expect(await shared.change(state => state)).toBe('stored')
  expect(store.saves).toBe(0)
})

test('a change that throws changes nothing and reaches the one who asked', async () => {
  const { client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  const wrong = () => {
    throw new RangeError('no such route')
  }
  expect(() => shared.change(wrong)).toThrow('no such route')
  expect(shared.current).toEqual(exampleState(4))
  expect(await shared.change(state => ({ ...state, killed: true }))).toBe('stored')
})

test('a conflict repeats the change on top of what the other has stored', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const [one, two] = [await open(client), await open(client)]
  await Promise.all([
    one.shared.change(state => withShare(state, 'route-0', 20)),
    two.shared.change(state => withShare(state, 'route-1', 30)),
  ])
  const shares = [store.stored?.routes['route-0']?.share, store.stored?.routes['route-1']?.share]
  expect(shares).toEqual([20, 30])
  await expect.poll(() => one.shared.current).toEqual(store.stored)
  await expect.poll(() => two.shared.current).toEqual(store.stored)
})

test('listeners are told of changes here and elsewhere, until they leave', async () => {
  const { client } = createMemoryStore(exampleState(4))
  const [one, two] = [await open(client), await open(client)]
  const seen: boolean[] = []
  const leave = one.shared.onChange((state, before) => {
    if (state.killed !== before.killed) seen.push(state.killed)
  })
  await two.shared.change(state => ({ ...state, killed: true }))
  await expect.poll(() => seen).toEqual([true])
  await one.shared.change(state => ({ ...state, killed: false }))
  expect(seen).toEqual([true, false])
  leave()
  await one.shared.change(state => ({ ...state, killed: true }))
  expect(seen).toEqual([true, false])
})

test('while the store is away the proxy goes on from memory, says so once, and catches up later', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared, troubles } = await open(client)
  store.failure = away
  expect(await shared.change(state => ({ ...state, killed: true }))).toBe('in memory')
  expect(await shared.change(state => withShare(state, 'route-1', 60))).toBe('in memory')
  expect(shared.current).toMatchObject({ killed: true, routes: { 'route-1': { share: 60 } } })
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(troubles).toEqual(['the store is away'])
  store.stored = withShare(exampleState(9), 'route-0', 99)
  store.failure = null
  await expect.poll(() => troubles).toEqual(['the store is away', null])
  expect(store.stored).toMatchObject({
    revision: 10,
    killed: true,
    routes: { 'route-0': { share: 99 }, 'route-1': { share: 60 } },
  })
  expect(shared.current).toEqual(store.stored)
})

test('a store that is away is no reason not to start', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  store.failure = away
  const { shared, troubles } = await open(client)
  expect(shared.current.routes).toEqual({})
  expect(troubles).toEqual(['the store is away'])
  store.failure = null
  await expect.poll(() => shared.current).toEqual(exampleState(4))
})

test('a stored state that cannot be read is', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  store.failure = new StateError('newer', 'written by a newer version')
  await expect(open(client)).rejects.toMatchObject({ code: 'newer' })
})

test('a state that was lost from the store is put back with the next change', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  store.stored = null
  await shared.change(state => ({ ...state, killed: true }))
  expect(store.stored).toMatchObject({ killed: true, routes: { 'route-0': { share: 10 } } })
})

test('closing stores what is still pending', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  void shared.change(state => ({ ...state, killed: true }))
  await shared.close()
  expect(store).toMatchObject({ closed: true, stored: { killed: true } })
})

test('changes made in the moment when the last one has just been stored are stored too', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const { shared } = await open(client)
  for (let i = 1; i <= 50; i++) await shared.change(state => withShare(state, 'route-0', i))
  expect(store.stored?.routes['route-0']?.share).toBe(50)
  const end = shared.onChange(state => {
    if (state.killed) end()
    else void shared.change(now => ({ ...now, killed: true }))
  })
  await shared.change(state => withShare(state, 'route-1', 77))
  await expect.poll(() => store.stored).toMatchObject({ killed: true, routes: { 'route-1': { share: 77 } } })
})

test('a change that is made on hearing that the store is back is stored too', async () => {
  const { store, client } = createMemoryStore(exampleState(4))
  const onTrouble = (trouble: StateError | null) => {
    if (trouble === null) void shared.change(state => withShare(state, 'route-1', 88))
  }
  const shared = await SharedState.open(client, { onTrouble, retryAfter: 20 })
  opened.push(shared)
  store.failure = away
  await shared.change(state => ({ ...state, killed: true }))
  store.failure = null
  await expect.poll(() => store.stored).toMatchObject({ killed: true, routes: { 'route-1': { share: 88 } } })
})
