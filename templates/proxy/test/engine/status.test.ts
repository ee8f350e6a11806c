import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, expect, it } from 'vitest'
import { type RunningProxy, startProxy } from '../../src/engine/start-proxy.js'

let running: RunningProxy | null = null
let legacy: Server | null = null
const folder = mkdtempSync(path.join(tmpdir(), 'proxy-'))

afterEach(async () => {
  await running?.close()
  legacy?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function readStatus(): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${running?.admin?.port}/status`, {
    headers: { authorization: 'Bearer token' },
  })
  return (await response.json()) as Record<string, unknown>
}

it('tells who answered what, which upstreams are left alone, and what a route is for', async () => {
  legacy = createServer((_, response) => response.end('legacy'))
  await new Promise<void>(resolve => legacy?.listen(0, '127.0.0.1', resolve))
  const before = Date.now()
  const config = {
    listen: { port: 0 },
    admin: { port: 0 },
    upstreams: {
      legacy: `http://127.0.0.1:${(legacy.address() as AddressInfo).port}`,
      // Nothing listens on the discard port.
      new: { origins: ['http://127.0.0.1:9'], breaker: { failures: 2, pause: 60_000 } },
    },
    routes: [
      { id: 'orders', methods: ['GET'], path: '/orders/:id', headers: { 'x-beta': 'secret' }, mode: 'new' },
      { id: 'users', path: '/users', mode: 'legacy', ramp: { steps: [5, 100], hold: 30 } },
    ],
  }
  const configFile = path.join(folder, 'strangler.config.json')
  writeFileSync(configFile, JSON.stringify(config))
  running = await startProxy({ configFile, token: 'token', output: new PassThrough(), tell: () => {} })
  const ask = async (url: string) => {
    const headers = { 'x-beta': 'secret' }
    await (await fetch(`http://127.0.0.1:${running?.address.port}${url}`, { headers })).text()
  }
  expect((await readStatus()).upstreams).toEqual([
    { name: 'legacy', available: true },
    { name: 'new', available: true },
  ])
  for (const url of ['/orders/1', '/orders/2', '/orders/3', '/users', '/other', '/else']) await ask(url)
  const status = await readStatus()
  expect(status).toMatchObject({
    killed: false,
    unrouted: 2,
    upstreams: [
      { name: 'legacy', available: true },
      { name: 'new', available: false },
    ],
    routes: [
      {
        route: 'orders',
        methods: ['GET'],
        path: '/orders/:id',
        conditions: ['header x-beta'],
        ramp: null,
        requests: { legacy: 0, new: 3 },
      },
      { route: 'users', methods: null, ramp: { steps: [5, 100], hold: 30 }, requests: { legacy: 1, new: 0 } },
    ],
  })
  expect(status.at).toBeGreaterThanOrEqual(before)
  expect(JSON.stringify(status)).not.toContain('secret')
})
