import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exportConfig } from '../../../src/strangle/export/export-config.js'
import { randomConfig, randomRequests, upstreamOf } from './random-sketch.js'
import { sketchConfig } from './sketch.js'

const routes = [
  { path: '/files/*', mode: 'new' },
  { path: '/users/:id', methods: ['GET', 'HEAD'] },
  { id: 'user-beta', path: '/users/:id', headers: { 'x-beta': 'on, off' }, mode: 'new' },
  { path: '/users/me', methods: ['GET'], mode: 'new' },
  { path: '/orders', mode: 'canary', share: 25, override: { header: 'x-side', cookie: 'side' } },
  { id: 'wild', path: '/orders', host: '*.eu.example.org', mode: 'new' },
  { id: 'eu', path: '/orders', host: 'old.eu.example.org' },
  { id: 'posted', path: '/orders', host: 'old.eu.example.org', methods: ['POST'], mode: 'new' },
  { path: '/club', cookies: { member: true }, mode: 'new' },
  { path: '/odd', headers: { 'x-odd': '-1' }, mode: 'new' },
  { id: 'odd', path: "/a+b/$x/it's", mode: 'new' },
  { path: '/:tenant/bills/:bill/lines', mode: 'new' },
  { path: '/shop/bills/:bill/lines', override: { header: 'x-side' } },
  { path: '/encoded/%7euser', mode: 'new' },
  {
    path: '/search',
    mode: 'canary',
    share: 50,
    sticky: 'header:x-user',
    salt: 'a "salt" with %[src] and |',
  },
]

type Headers = Readonly<Record<string, string>>
const cases: readonly (readonly [request: string, side: string, headers?: Headers])[] = [
  ['GET /users/7', 'legacy'],
  ['GET /users/7', 'legacy', { 'X-Beta': 'on, off' }],
  ['POST /users/7', 'new', { 'X-Beta': 'on, off' }],
  ['POST /users/7', 'legacy', { 'X-Beta': 'off' }],
  ['POST /users/7', 'legacy'],
  ['GET /users/me', 'new'],
  ['GET /users/me?x=/', 'new'],
  ['HEAD /users/7', 'legacy'],
  ['GET /orders', 'new', { Host: 'shop.eu.example.org' }],
  ['GET /orders', 'new', { Host: 'shop.eu.example.org:8443' }],
  ['GET /orders', 'legacy', { Host: 'OLD.eu.example.org.:80' }],
  ['POST /orders', 'new', { Host: 'old.eu.example.org' }],
  ['GET /orders', 'new', { 'X-Side': 'new' }],
  ['GET /odd', 'new', { 'X-Odd': '-1' }],
  ['GET /odd', 'legacy', { 'X-Odd': '1' }],
  ['GET /acme/bills/9/lines', 'new'],
  ['GET /acme/bills//lines', 'legacy'],
  ['GET /shop/bills/9/lines', 'legacy'],
  ['GET /shop/bills/9/lines', 'new', { 'X-Side': 'new' }],
  ['GET /encoded/~user', 'new'],
  ['GET /encoded/%7Euser', 'new'],
  ['GET /:tenant/bills/:bill/lines', 'new'],
  ['GET /orders', 'legacy', { 'X-Side': 'legacy' }],
  ['GET /orders', 'new', { Cookie: 'side=new' }],
  ['GET /club', 'new', { Cookie: 'a=b; member=1' }],
  ['GET /club', 'legacy'],
  ["GET /a+b/$x/it's", 'new'],
  ['GET /aab/$x/its', 'legacy'],
  ['GET /files/a%2Fb//c?x=1&x=2&y=%zz', 'new'],
  ['GET /files', 'legacy'],
  ['GET /users/7/friends', 'legacy'],
  ['GET /users/7?page=2', 'legacy'],
]

const servers: Server[] = []
const children: ChildProcess[] = []
const folder = mkdtempSync(join(tmpdir(), 'strangler-'))

/** An upstream that says who it is and what it was asked, byte for byte. */
async function startUpstream(name: string): Promise<number> {
  const server = createServer((request, response) => response.end(`${name} ${request.method} ${request.url}`))
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function findFreePort(): Promise<number> {
  const probe = createSocketServer()
  await new Promise<void>(resolve => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise(resolve => probe.close(resolve))
  return port
}

/** Sends one request as it is written and reads the answer to its end. */
function send(port: number, request: string, headers: Headers = {}): Promise<string> {
  const lines = Object.entries({ Host: 'shop.example.org', ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let answer = ''
    socket.setTimeout(5000, () => socket.destroy(new Error('no answer')))
    socket.on('data', data => {
      answer += data.toString('latin1')
    })
    socket.on('end', () => resolve(answer.slice(answer.indexOf('\r\n\r\n') + 4)))
    socket.on('error', reject)
    socket.write(`${request} HTTP/1.1\r\n${lines.join('\r\n')}\r\nConnection: close\r\n\r\n`)
  })
}

async function waitFor(port: number): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const isUp = await send(port, 'GET /up').then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`Nothing listens on port ${port}.`)
}

const engines = {
  nginx: {
    check: ['-t'],
    prepare: (content: string) =>
      `daemon off; master_process off; pid ${folder}/nginx.pid; error_log stderr warn;\nevents {}\nhttp {\naccess_log off;\n${content}}\n`,
    run: (file: string) => ['-c', file],
  },
  haproxy: {
    check: ['-c'],
    prepare: (content: string) => content,
    run: (file: string) => ['-f', file],
  },
} as const

afterAll(() => {
  for (const child of children) child.kill('SIGTERM')
  for (const server of servers) server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(Object.entries(engines) as [keyof typeof engines, (typeof engines)[keyof typeof engines]][])(
  'the config for %s',
  (name, engine) => {
    const isThere = spawnSync(name, ['-v']).status === 0
    const isNeeded = process.env.CI !== undefined && process.platform === 'linux'
    let port = 0
    const file = join(folder, `${name}.conf`)

    beforeAll(async () => {
      if (!isThere) return
      const [legacy, latest] = [await startUpstream('legacy'), await startUpstream('new')]
      port = await findFreePort()
      const config = sketchConfig({
        listen: { port },
        upstreams: { legacy: `http://127.0.0.1:${legacy}`, new: `http://127.0.0.1:${latest}` },
        routes,
      })
      const [[, content] = ['', ''], ...others] = Object.entries(exportConfig(config, name).files)
      writeFileSync(file, engine.prepare(content))
      for (const [other, text] of others) writeFileSync(join(folder, other), text)
    })

    it.skipIf(!isThere && !isNeeded)('is accepted by the engine itself', async () => {
      const checked = spawnSync(name, [...engine.check, ...engine.run(file)], { encoding: 'utf8' })
      expect(checked.stderr + checked.stdout).not.toMatch(/emerg|alert|warn/i)
      expect(checked.status).toBe(0)
      const child = spawn(name, engine.run(file), { stdio: 'ignore' })
      children.push(child)
      await waitFor(port)
    })

    it
      .skipIf(!isThere && !isNeeded)
      .each(cases.map(([request, side, headers]) => ({ request, side, headers })))(
      'sends $request to $side',
      async ({ request, side, headers }) => {
        const answer = await send(port, request, headers)
        expect(answer).toBe(request.startsWith('HEAD') ? '' : `${side} ${request}`)
      },
    )

    it.skipIf(!isThere && !isNeeded)(
      'gives the share its part of the keys, and each key always one side',
      async () => {
        const keys = Array.from({ length: 400 }, (_, at) => `session=user${at}`)
        const ask = async (cookie: string) =>
          (await send(port, 'GET /orders', { Cookie: cookie })).split(' ')[0]
        const sides = []
        for (const key of keys) sides.push(await ask(key))
        const share = sides.filter(side => side === 'new').length / keys.length
        expect(share).toBeGreaterThan(0.17)
        expect(share).toBeLessThan(0.33)
        for (const [at, key] of keys.slice(0, 40).entries()) expect(await ask(key)).toBe(sides[at])
      },
    )

    it.skipIf(!isThere && !isNeeded)(
      'sends random requests over random routes where the proxy would',
      async () => {
        const drawn = randomConfig(41, 60, { cookies: true, parameters: true })
        const upstreams = new Map(
          await Promise.all(
            [...drawn.upstreams].map(async ([upstream, settings]) => {
              const origins = [`http://127.0.0.1:${await startUpstream(upstream)}`]
              return [upstream, { ...settings, origins }] as const
            }),
          ),
        )
        const listen = { host: '127.0.0.1', port: await findFreePort() }
        const place = join(mkdtempSync(join(folder, 'random-')), `${name}.conf`)
        const [[, content] = ['', ''], ...others] = Object.entries(
          exportConfig({ ...drawn, listen, upstreams }, name).files,
        )
        writeFileSync(place, engine.prepare(content).replace('nginx.pid', 'random.pid'))
        for (const [other, text] of others) writeFileSync(join(dirname(place), other), text)
        children.push(spawn(name, engine.run(place), { stdio: 'ignore' }))
        await waitFor(listen.port)
        const expected = upstreamOf(drawn)
        for (const head of randomRequests(7, 600)) {
          const raw = head.rawHeaders
          const headers = Object.fromEntries(
            raw.flatMap((text, at) => (at % 2 ? [] : [[text, raw[at + 1] ?? '']])),
          )
          const answer = await send(listen.port, `${head.method} ${head.url}`, {
            ...headers,
            Host: head.host,
          })
          expect([head, answer]).toEqual([head, `${expected(head)} ${head.method} ${head.url}`])
        }
      },
      60_000,
    )
  },
)
