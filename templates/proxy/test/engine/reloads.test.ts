import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, expect, test } from 'vitest'
import { type RunningProxy, startProxy } from '../../src/engine/start-proxy.js'
import { startSide } from './proxy-process.js'

const folder = mkdtempSync(path.join(tmpdir(), 'reloads-'))
let running: RunningProxy | null = null
afterEach(async () => {
  await running?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Routes that come and go, and an upstream that moves, so that each reload changes what requests meet. */
async function configs() {
  const [legacy, first, second] = [
    await startSide('legacy'),
    await startSide('first'),
    await startSide('second'),
  ]
  const config = (fresh: string, extra: number) => ({
    listen: { port: 0 },
    accessLog: false,
    upstreams: { legacy, new: fresh },
    state: { kind: 'file' as const, file: 'state.json' },
    routes: [
      { id: 'users', path: '/users/:id', mode: 'new' as const },
      ...Array.from({ length: extra }, (_, at) => ({
        id: `part${at}`,
        path: `/part${at}`,
        mode: 'legacy' as const,
      })),
    ],
  })
  return [config(first, 1), config(second, 20)] as const
}

test('a thousand reloads under load fail no request, and each takes effect', async () => {
  const [one, other] = await configs()
  const output = new PassThrough().resume()
  running = await startProxy({ config: one, folder, output, tell: () => undefined })
  const origin = `http://127.0.0.1:${running.address.port}`
  const answers = new Map<string, number>()
  let isOver = false
  const ask = async (url: string) => {
    const response = await fetch(`${origin}${url}`)
    await response.arrayBuffer()
    return response.headers.get('x-side') ?? String(response.status)
  }
  const client = async (number: number) => {
    while (!isOver) {
      const side = await ask(`/users/${number}`).catch(error => String(error.cause ?? error))
      answers.set(side, (answers.get(side) ?? 0) + 1)
    }
  }
  const clients = Array.from({ length: 8 }, (_, number) => client(number))
  for (let reload = 0; reload < 1000; reload++) {
    const config = reload % 2 === 0 ? other : one
    expect(running.reload(config)).toEqual([])
    // The next request already meets it.
    if (reload % 50 === 0) expect(await ask('/users/7')).toBe(config === other ? 'second' : 'first')
    else await new Promise(resolve => setImmediate(resolve))
  }
  isOver = true
  await Promise.all(clients)
  expect([...answers.keys()].sort()).toEqual(['first', 'second'])
  expect([...answers.values()].every(count => count > 50)).toBe(true)
}, 60_000)
