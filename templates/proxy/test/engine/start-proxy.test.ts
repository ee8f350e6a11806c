import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  InvalidConfig,
  type ProxyEvent,
  type RunningProxy,
  startProxy,
} from '../../src/engine/start-proxy.js'

let folder = ''
let file = ''
let running: RunningProxy | null = null
let servers: Server[] = []
let events: ProxyEvent[] = []
let origins = { legacy: '', new: '' }
/** What the new system answers; the tests break it. */
let answer: { status: number; body: string } = { status: 200, body: '{"price":5}' }
const seen: string[] = []

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'proxy-'))
  file = path.join(folder, 'strangler.config.json')
  servers = []
  events = []
  seen.length = 0
  answer = { status: 200, body: '{"price":5}' }
  origins = {
    legacy: await startUpstream('legacy', () => ({ status: 200, body: '{"price":5}' })),
    new: await startUpstream('new', () => answer),
  }
})
afterEach(async () => {
  await running?.close()
  running = null
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

async function startUpstream(name: string, tell: () => { status: number; body: string }): Promise<string> {
  const server = createServer((request, response) => {
    seen.push(
      `${name} ${request.method} ${request.url}${request.headers['x-strangler-shadow'] ? ' copy' : ''}`,
    )
    const { status, body } = tell()
    response.writeHead(status, { 'content-type': 'application/json', 'x-side': name }).end(body)
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function configWith(routes: readonly object[]): string {
  return JSON.stringify({
    listen: { port: 0 },
    admin: { port: 0 },
    upstreams: origins,
    routes,
    defaults: { sticky: 'header:x-user' },
  })
}

const output = new PassThrough()
let text = ''
output.on('data', part => {
  text += part
})
/** Lines of the access log about what was refused before routing. */
const logged = () =>
  text
    .split('\n')
    .filter(line => line.includes('"reason":"refused"'))
    .map(line => JSON.parse(line))

async function start(routes: readonly object[]): Promise<void> {
  writeFileSync(file, configWith(routes))
  const tell = (event: ProxyEvent) => events.push(event)
  running = await startProxy({ configFile: file, token: 'token', output, tell })
}

async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${running?.address.port}${url}`, { headers })
  await response.text()
  return response.headers.get('x-side') ?? String(response.status)
}

async function order(text: string, body?: unknown): Promise<Record<string, never>> {
  const [method = '', url = ''] = text.split(' ')
  const response = await fetch(`http://127.0.0.1:${running?.admin?.port}${url}`, {
    method,
    headers: { authorization: 'Bearer token' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return (await response.json()) as Record<string, never>
}

async function eventually(check: () => Promise<void> | void): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await check()
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    }
  }
}

it('moves a route from the old side to the new one and back, while it runs', async () => {
  await start([{ id: 'users', path: '/users/:id', mode: 'legacy' }])
  expect([await ask('/users/7'), await ask('/other')]).toEqual(['legacy', 'legacy'])
  await order('POST /routes/users/shift', { mode: 'new' })
  expect([await ask('/users/7'), await ask('/other')]).toEqual(['new', 'legacy'])
  await order('POST /kill')
  expect(await ask('/users/7')).toBe('legacy')
  await order('POST /unkill')
  expect(await ask('/users/7')).toBe('new')
  await order('POST /routes/users/rollback', { reason: 'complaints' })
  expect(await ask('/users/7')).toBe('legacy')
  const { routes } = await order('GET /status')
  expect(routes).toMatchObject([
    { route: 'users', mode: 'canary', share: 0, halted: 'complaints', safeToDelete: false },
  ])
  expect(events.map(({ message }) => message)).toContain('users was rolled back: complaints')
})

it('keeps each user on one side as a canary grows', async () => {
  await start([{ id: 'users', path: '/users', mode: 'canary', share: 20 }])
  const users = Array.from({ length: 60 }, (_, at) => `user${at}`)
  const sides = async () => Promise.all(users.map(user => ask('/users', { 'x-user': user })))
  const before = await sides()
  await order('POST /routes/users/shift', { share: 60 })
  const after = await sides()
  expect(before.filter(side => side === 'new').length).toBeLessThan(
    after.filter(side => side === 'new').length,
  )
  for (const [at, side] of before.entries()) if (side === 'new') expect(after[at]).toBe('new')
})

it('copies requests to the new side without the client noticing, and finds where the answers differ', async () => {
  await start([{ id: 'price', path: '/price', mode: 'shadow' }])
  answer = { status: 200, body: '{"price":6}' }
  expect(await ask('/price?of=7')).toBe('legacy')
  await eventually(async () => {
    expect(seen).toContain('new GET /price?of=7 copy')
    const { routes } = await order('GET /status')
    expect(routes).toMatchObject([{ route: 'price', compared: { compared: 1, different: 1 } }])
  })
})

it('rolls a broken release back by itself, and tells how many requests that took, also after a restart', async () => {
  const ramp = { steps: [50, 100], minimum: 1000, hold: 600, errorMargin: 0.01, latencyFactor: 3 }
  await start([{ id: 'users', path: '/users', mode: 'canary', share: 50, ramp }])
  answer = { status: 500, body: '{}' }
  let stop = false
  let failures = 0
  const load = async (worker: number) => {
    for (let count = 0; !stop; count++)
      if ((await ask('/users', { 'x-user': `user${worker}-${count}` })) === 'new') failures++
  }
  const workers = Array.from({ length: 8 }, (_, worker) => load(worker))
  try {
    await eventually(async () => {
      const { routes } = await order('GET /status')
      expect(routes).toMatchObject([{ share: 0, halted: expect.stringContaining('error') }])
    })
  } finally {
    stop = true
    await Promise.all(workers)
  }
  expect(await ask('/users', { 'x-user': 'any' })).toBe('legacy')
  const affected = { requests: failures, failed: failures }
  await eventually(async () => expect((await order('GET /status')).routes).toMatchObject([{ affected }]))
  const told = /^users was rolled back after \d+ requests on the new side, \d+ of them failed: error/
  expect(events.map(({ message }) => message)).toContainEqual(expect.stringMatching(told))
  await running?.close()
  running = await startProxy({ configFile: file, token: 'token', output, tell: () => undefined })
  expect((await order('GET /status')).routes).toMatchObject([{ affected, share: 0 }])
}, 30_000)

it('forgets nothing over a restart, but follows a new declaration', async () => {
  await start([{ id: 'users', path: '/users', mode: 'legacy' }])
  await order('POST /routes/users/shift', { mode: 'new' })
  await running?.close()
  expect(JSON.parse(readFileSync(path.join(folder, 'strangler.state.json'), 'utf8'))).toBeTruthy()
  await start([{ id: 'users', path: '/users', mode: 'legacy' }])
  expect(await ask('/users')).toBe('new')
  await running?.close()
  await start([{ id: 'users', path: '/users', mode: 'shadow' }])
  expect(await ask('/users')).toBe('legacy')
})

it('takes a config that was changed, and stays with the old one when it is wrong', async () => {
  await start([{ id: 'users', path: '/users', mode: 'legacy' }])
  const replace = (text: string) => {
    writeFileSync(`${file}.next`, text)
    renameSync(`${file}.next`, file)
  }
  replace(configWith([{ id: 'users', path: '/users', mode: 'new' }]))
  await eventually(async () => expect(await ask('/users')).toBe('new'))
  replace('{ "upstreams": {}, "routes": [ }')
  await eventually(() =>
    expect(events.at(-1)).toMatchObject({
      level: 'error',
      message: expect.stringContaining('The old config stays.'),
    }),
  )
  expect(await ask('/users')).toBe('new')
  const refused = await order('PUT /config', configWith([{ path: '/a', mode: 'neww' }]))
  expect(refused).toMatchObject({ problems: [expect.objectContaining({ line: 1 })] })
  await order('PUT /config', configWith([{ id: 'users', path: '/users', mode: 'legacy' }]))
  expect(await ask('/users')).toBe('legacy')
})

it('refuses to start with a config that is wrong, or an admin API without a token', async () => {
  writeFileSync(file, '{ "routes": 5 }')
  const begin = (token: string | null) =>
    startProxy({ configFile: file, token, output, tell: () => undefined })
  await expect(begin('token')).rejects.toThrow(InvalidConfig)
  writeFileSync(file, configWith([]))
  await expect(begin(null)).rejects.toThrow('STRANGLER_ADMIN_TOKEN')
})

it('counts what the old side still answers for routes that are done with it, and explains requests', async () => {
  await start([{ id: 'users', path: '/users', mode: 'new', override: { header: 'x-go' } }])
  await ask('/users', { 'x-go': 'legacy' })
  const { routes } = await order('GET /status')
  expect(routes).toMatchObject([
    { legacyHits: 1, safeToDelete: false, obstacle: expect.stringContaining('quiet') },
  ])
  expect(await order('POST /explain', { url: '/users' })).toMatchObject({
    winner: { decision: { side: 'new' } },
  })
})

it('is not ready any more while it drains, and says so', async () => {
  const slow = createServer((_request, response) => void setTimeout(() => response.end('late'), 300))
  servers.push(slow)
  await new Promise<void>(resolve => slow.listen(0, '127.0.0.1', resolve))
  origins.legacy = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`
  await start([])
  const readiness = async () => (await fetch(`http://127.0.0.1:${running?.admin?.port}/readyz`)).status
  expect(await readiness()).toBe(200)
  const late = fetch(`http://127.0.0.1:${running?.address.port}/`)
  await new Promise(resolve => setTimeout(resolve, 50))
  const closed = running?.close()
  expect(await readiness()).toBe(503)
  expect(await (await late).text()).toBe('late')
  await closed
  running = null
})

it('counts and logs what it refuses before routing', async () => {
  await start([])
  const send = (bytes: string) =>
    new Promise<void>(resolve => {
      const socket = connect(running?.address.port ?? 0, '127.0.0.1', () => socket.write(bytes))
      socket.on('data', () => undefined).on('close', () => resolve())
    })
  await send('nonsense\r\n\r\n')
  await send('GET http://me:secret@else.test/a?token=secret HTTP/1.1\r\nHost: shop.test\r\n\r\n')
  await send('CONNECT shop.test:443 HTTP/1.1\r\nHost: shop.test\r\n\r\n')
  await eventually(() => expect(logged()).toHaveLength(3))
  const [unread, target, connecting] = logged()
  const common = { time: expect.any(Number), client: '127.0.0.1', reason: 'refused' }
  const unknown = { method: null, path: null, host: null }
  expect(unread).toEqual({ ...common, ...unknown, status: 400, problem: 'bad-request' })
  expect(target).toEqual({
    ...common,
    method: 'GET',
    path: 'http://else.test/a',
    host: 'shop.test',
    status: 400,
    problem: 'bad-host',
  })
  expect(connecting).toMatchObject({ ...unknown, status: 501, problem: 'connect-refused' })
  const metrics = await (await fetch(`http://127.0.0.1:${running?.admin?.port}/metrics`)).text()
  expect(metrics).toContain('strangler_refusals_total{problem="bad-request"} 1')
})
