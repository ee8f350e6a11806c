import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { pause } from '../http/support/scene.js'
import { type ProxyProcess, runProxy, startSide } from './proxy-process.js'

const folder = mkdtempSync(path.join(tmpdir(), 'restart-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
async function writeConfig(
  routes: readonly object[],
  body?: () => unknown,
  more: object = {},
): Promise<string> {
  const file = path.join(folder, `${++count}.json`)
  const config = {
    listen: { port: 0 },
    admin: { port: 0 },
    accessLog: false,
    upstreams: { legacy: await startSide('legacy', body), new: await startSide('new', body) },
    state: { kind: 'file', file: `${count}.state.json` },
    defaults: { sticky: 'header:x-user' },
    routes,
    ...more,
  }
  writeFileSync(file, JSON.stringify(config))
  return file
}

/** Asks until told to stop, as users who come and go. */
function startLoad(proxy: ProxyProcess, url: string): () => Promise<void> {
  let isOver = false
  const work = async (worker: number) => {
    for (let i = 0; !isOver; i++) {
      await proxy.ask(url, `user-${worker}-${i}`).catch(() => undefined)
      await pause(5)
    }
  }
  const workers = [1, 2, 3, 4].map(work)
  return async () => {
    isOver = true
    await Promise.all(workers)
  }
}

test('a proxy that is killed amid a ramp goes on from the step that it had reached', async () => {
  const ramp = { steps: [40, 60, 100], minimum: 20, hold: 600, errorMargin: 0.9, latencyFactor: 50 }
  const file = await writeConfig([{ id: 'users', path: '/users', mode: 'canary', ramp }])
  const first = await runProxy(file)
  const endLoad = startLoad(first, '/users')
  await expect.poll(async () => (await first.route('users')).share, { timeout: 20_000 }).toBe(40)
  const users = Array.from({ length: 30 }, (_, at) => `somebody-${at}`)
  const sides = (proxy: ProxyProcess) => Promise.all(users.map(user => proxy.ask('/users', user)))
  const before = await sides(first)
  await first.kill('SIGKILL')
  await endLoad()
  const second = await runProxy(file)
  expect(await second.route('users')).toMatchObject({ mode: 'canary', share: 40, halted: null })
  expect(await sides(second)).toEqual(before)
  expect(new Set(before)).toEqual(new Set(['legacy', 'new']))
}, 60_000)

test('what an operator has ordered is there after a kill that follows the answer at once', async () => {
  const file = await writeConfig([
    { id: 'users', path: '/users', mode: 'canary', share: 50, ramp: { steps: [50, 100], hold: 0 } },
    { id: 'orders', path: '/orders', mode: 'legacy' },
  ])
  const first = await runProxy(file)
  expect(await first.order('POST /routes/orders/shift', { mode: 'new' })).toMatchObject({ stored: true })
  expect(await first.order('POST /routes/users/rollback', { reason: 'totals are wrong' })).toMatchObject({
    stored: true,
  })
  await first.kill('SIGKILL')
  const second = await runProxy(file)
  expect(await second.route('users')).toMatchObject({ share: 0, halted: 'totals are wrong' })
  expect([await second.ask('/users'), await second.ask('/orders')]).toEqual(['legacy', 'new'])
  const endLoad = startLoad(second, '/users')
  await pause(3000)
  await endLoad()
  expect(await second.route('users')).toMatchObject({ share: 0, halted: 'totals are wrong' })
  await second.order('POST /kill')
  await second.kill('SIGKILL')
  const third = await runProxy(file)
  expect(await third.order('GET /status')).toMatchObject({ killed: true })
  expect(await third.ask('/orders')).toBe('legacy')
}, 90_000)

test('of what is counted and learned a kill loses six seconds at most', async () => {
  let answers = 0
  const noisy = { id: 'noisy', path: '/noisy', mode: 'shadow' }
  const file = await writeConfig(
    [
      { id: 'gone', path: '/gone', mode: 'new', override: { header: 'x-user' } },
      { ...noisy, compare: { noise: 100 } },
    ],
    () => ({ id: ++answers, name: 'same' }),
  )
  const first = await runProxy(file)
  for (let i = 0; i < 7; i++) expect(await first.ask('/gone', 'legacy')).toBe('legacy')
  for (let i = 0; i < 60; i++) await first.ask('/noisy')
  await pause(6000)
  expect(compared(await first.route('noisy'))).toMatchObject({ different: 0, equal: expect.any(Number) })
  const { lastLegacyHit } = await first.route('gone')
  await first.kill('SIGKILL')
  // From now on nothing is learned: only what has been learned can tell noise from a difference.
  writeFileSync(file, readFileSync(file, 'utf8').replace('"noise":100', '"noise":0'))
  const second = await runProxy(file)
  expect(await second.route('gone')).toMatchObject({ legacyHits: 7, lastLegacyHit })
  for (let i = 0; i < 5; i++) await second.ask('/noisy')
  await expect
    .poll(async () => compared(await second.route('noisy')), { timeout: 10_000 })
    .toMatchObject({ compared: 5, equal: 5, different: 0 })
}, 60_000)

function compared(route: Record<string, unknown>): unknown {
  return route.compared
}

test('a token under another name, and a state whose variable is not set, are told by their names', async () => {
  const file = path.join(folder, 'wrong.json')
  const state = { kind: 'postgres', urlVariable: 'SHOP_STATE_URL' }
  const write = (more: object) => {
    const config = { listen: { port: 0 }, upstreams: { legacy: 'http://127.0.0.1:9' }, routes: [], ...more }
    writeFileSync(file, JSON.stringify(config))
  }
  write({ admin: { port: 0, tokenVariable: 'SHOP_TOKEN' } })
  await expect(runProxy(file)).rejects.toThrow('SHOP_TOKEN')
  write({ state })
  await expect(runProxy(file)).rejects.toThrow('The environment variable SHOP_STATE_URL is not set')
}, 60_000)

test('a proxy whose logs nobody reads any more goes on', async () => {
  const file = await writeConfig([{ id: 'users', path: '/users', mode: 'new' }], undefined, {
    accessLog: true,
  })
  const proxy = await runProxy(file)
  expect(await proxy.ask('/users')).toBe('new')
  proxy.leaveLogs()
  for (const mode of ['legacy', 'new']) {
    await proxy.order('POST /routes/users/shift', { mode })
    expect(await proxy.ask('/users')).toBe(mode)
    // The access log is written in batches.
    await pause(400)
  }
  expect(await proxy.ask('/users')).toBe('new')
}, 30_000)
