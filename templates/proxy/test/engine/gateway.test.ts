import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request as httpRequest } from 'node:http'
import { connect as connectHttp2, type OutgoingHttpHeaders } from 'node:http2'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { type ProxyEvent, startProxy } from '../../src/start.js'
import { later, listen, pause, rawClient, waitUntil } from '../http/support/scene.js'
import { createGateway, type GatewayParts } from './example-gateway/gateway.js'
import { createRateLimit } from './example-gateway/rate-limit.js'
import { createReplays } from './example-gateway/replays.js'
import { createVerify, signToken } from './example-gateway/tokens.js'

const folder = mkdtempSync(path.join(tmpdir(), 'gateway-'))
const tls = { key: path.join(folder, 'key.pem'), cert: path.join(folder, 'cert.pem') }
const secret = 'a secret of thirty-two characters'
const ada = { authorization: `Bearer ${signToken('ada', secret)}` }
const bob = { authorization: `Bearer ${signToken('bob', secret)}` }
const forged = { authorization: `Bearer ${signToken('ada', 'another secret')}` }

beforeAll(() => {
  const shape = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', tls.key, '-out', tls.cert]
  execFileSync('openssl', ['req', '-x509', ...shape, ...subject, ...files], { stdio: 'ignore' })
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Seen {
  readonly side: string
  readonly line: string
  readonly rawHeaders: readonly string[]
  readonly isCopy: boolean
  body: string
  readonly trailers: NodeJS.Dict<string>
}

async function startSystem(side: string, seen: Seen[]): Promise<string> {
  let orders = 0
  const server = createServer((request, response) => {
    const own = { side, line: `${request.method} ${request.url}`, rawHeaders: request.rawHeaders, body: '' }
    const entry = { ...own, trailers: request.trailers, isCopy: 'x-strangler-shadow' in request.headers }
    seen.push(entry)
    request.on('data', chunk => {
      entry.body += chunk
    })
    request.on('end', () => answer(request))
    const answer = ({ url }: IncomingMessage) => {
      if (url === '/breaks') return void response.destroy()
      if (url === '/orders') {
        response.writeHead(201, { location: `/orders/${++orders}`, 'x-inner': 'yes' })
        return void response.end(`order ${orders}`)
      }
      response.end(`${side} ${url}`)
    }
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, request) => {
    seen.push({
      side,
      line: `WS ${request.url}`,
      rawHeaders: request.rawHeaders,
      body: '',
      trailers: {},
      isCopy: false,
    })
    socket.on('message', message => socket.send(`${side} ${message}`))
  })
  const port = await listen(server, '127.0.0.1')
  later(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${port}`
}

interface SceneOptions extends Partial<GatewayParts> {
  readonly secure?: boolean
  readonly routes?: readonly object[]
}

async function startScene({ secure = false, routes, ...parts }: SceneOptions = {}) {
  const seen: Seen[] = []
  const events: ProxyEvent[] = []
  const output = new PassThrough()
  let log = ''
  output.on('data', text => {
    log += text
  })
  const proxy = await startProxy({
    config: {
      listen: { port: 0 },
      admin: { port: 0 },
      ...(secure ? { tls } : {}),
      upstreams: { legacy: await startSystem('legacy', seen), new: await startSystem('new', seen) },
      state: { kind: 'file', file: `${Math.random()}.state.json` },
      routes: [
        { path: '/public/*', settings: { auth: 'none' } },
        { path: '/new/*', mode: 'new' },
        ...(routes ?? []),
      ] as never,
    },
    folder,
    token: 'token',
    output,
    tell: event => events.push(event),
    hooks: createGateway({
      verify: createVerify(secret),
      limit: createRateLimit(1000, 1000),
      replays: createReplays(),
      openapi: '{"openapi":"3.1.0"}',
      ...parts,
    }),
  })
  later(() => proxy.close())
  const { port } = proxy.address
  const ask = (url: string, init: RequestInit = {}) => fetch(`http://127.0.0.1:${port}${url}`, init)
  const lines = async (count: number) => {
    await waitUntil(() => log.split('\n').length > count)
    return log
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
  }
  return { proxy, port, ask, seen, events, lines }
}

/** What an upstream was told of the user, under any spelling. */
function told({ rawHeaders }: Seen): string[] {
  return rawHeaders.flatMap((name, at) =>
    at % 2 === 0 && /^x[-_]user[-_]id$/i.test(name) ? [rawHeaders[at + 1] ?? ''] : [],
  )
}

function speakHttp2(port: number) {
  const session = connectHttp2(`https://localhost:${port}`, { ca: readFileSync(tls.cert) })
  later(() => session.destroy())
  return (headers: OutgoingHttpHeaders, body = '') =>
    new Promise<{ status: number; type: unknown; body: string }>((resolve, reject) => {
      const stream = session.request(headers, { endStream: body === '' })
      let [status, type, text] = [0, undefined as unknown, '']
      stream.on('response', head => {
        status = head[':status'] ?? 0
        type = head['content-type']
      })
      stream.on('data', chunk => {
        text += chunk
      })
      stream.on('error', reject)
      stream.on('end', () => resolve({ status, type, body: text }))
      if (body !== '') stream.end(body)
    })
}

it('refuses whoever has no token, or one that somebody else has signed, before any upstream is asked', async () => {
  const { ask, seen } = await startScene()
  for (const headers of [{}, forged, { authorization: 'Bearer x.y.z' }]) {
    const answer = await ask('/a', { headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toEqual({ type: 'no-token', title: 'Sign in first.', status: 401 })
  }
  expect(seen).toEqual([])
})

it('tells upstreams the user that it has checked, and nobody else can', async () => {
  const { port, ask, seen } = await startScene()
  const spoofed = { 'X-User-Id': 'root', x_user_id: 'root', 'x-USER_id': 'root' }
  expect(await (await ask('/a', { headers: { ...spoofed, ...ada } })).text()).toBe('legacy /a')
  expect(await (await ask('/new/a', { headers: { ...spoofed, ...bob } })).text()).toBe('new /new/a')
  expect(await (await ask('/public/a', { headers: spoofed })).text()).toBe('legacy /public/a')
  expect(seen.map(told)).toEqual([['ada'], ['bob'], []])
  // Named by `Connection`, it would be taken out by a proxy that adds it too early.
  const client = rawClient(port)
  const head = `Host: a.test\r\nAuthorization: ${ada.authorization}\r\nConnection: close, X-User-Id\r\n`
  client.send(`POST /b HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\nTrailer: X-User-Id, X-Sum\r\n\r\n`)
  client.send('2\r\nhi\r\n0\r\nX-User-Id: root\r\nX_User_Id: root\r\nX-Sum: 7\r\n\r\n')
  await client.closed()
  expect(seen.slice(3).map(one => [told(one), one.body, one.trailers])).toEqual([
    [['ada'], 'hi', { 'x-sum': '7' }],
  ])
})

it('copies to a new system bear the checked user as well', async () => {
  const { ask, seen } = await startScene({
    routes: [{ path: '/shadowed', mode: 'shadow', compare: { noise: 0 } }],
  })
  await (await ask('/shadowed', { headers: { 'x-user-id': 'root', ...ada } })).text()
  await waitUntil(() => seen.some(({ isCopy }) => isCopy))
  expect(seen.map(one => [one.side, told(one)])).toEqual(
    expect.arrayContaining([
      ['legacy', ['ada']],
      ['new', ['ada']],
    ]),
  )
})

it('a share may go by the user that the gateway has checked', async () => {
  const { ask } = await startScene({
    routes: [{ path: '/shared', mode: 'canary', share: 50, sticky: 'header:x-user-id' }],
  })
  const sides = new Set<string>()
  for (let user = 0; user < 40; user++) {
    const headers = {
      authorization: `Bearer ${signToken(`user-${user}`, secret)}`,
      'x-user-id': `any-${Math.random()}`,
    }
    const answers = [await ask('/shared', { headers }), await ask('/shared', { headers })]
    const [one, other] = await Promise.all(answers.map(answer => answer.text()))
    expect(one).toBe(other)
    sides.add(one ?? '')
  }
  expect([...sides].sort()).toEqual(['legacy /shared', 'new /shared'])
})

it('limits the rate of each user, and of each address without one', async () => {
  let time = 0
  const { ask } = await startScene({ limit: createRateLimit(2, 1500, () => time) })
  const statuses = async (url: string, headers: Record<string, string>, count: number) => {
    const answers = []
    for (let i = 0; i < count; i++) answers.push(await ask(url, { headers }))
    return answers.map(({ status, headers }) => [status, headers.get('retry-after')])
  }
  expect(await statuses('/a', ada, 3)).toEqual([
    [200, null],
    [200, null],
    [429, '2'],
  ])
  expect(await statuses('/a', bob, 1)).toEqual([[200, null]])
  expect(await statuses('/public/a', {}, 3)).toEqual([
    [200, null],
    [200, null],
    [429, '2'],
  ])
  time = 1500
  expect(await statuses('/a', ada, 2)).toEqual([
    [200, null],
    [429, '2'],
  ])
})

it('answers routes of its own without an upstream', async () => {
  const { ask, seen } = await startScene()
  const answer = await ask('/openapi.json')
  expect([answer.status, answer.headers.get('content-length'), await answer.json()]).toEqual([
    200,
    '19',
    { openapi: '3.1.0' },
  ])
  expect(seen).toEqual([])
})

it('writes who asked into the request log, also of requests that it answered itself', async () => {
  const { ask, lines, proxy } = await startScene({ limit: createRateLimit(1, 60_000) })
  for (const [url, headers] of [
    ['/a?secret', ada],
    ['/a', ada],
    ['/a', {}],
    ['/openapi.json', {}],
  ] as const) {
    await (await ask(url, { headers })).text()
  }
  const [passed, limited, refused, own] = await lines(4)
  expect(passed).toMatchObject({ path: '/a', status: 200, user: 'ada', side: 'legacy' })
  expect(limited).toMatchObject({ status: 429, user: 'ada', reason: 'gateway', problem: 'too-many-requests' })
  expect(refused).toMatchObject({ status: 401, problem: 'no-token', client: '127.0.0.1' })
  expect(own).toMatchObject({ status: 200, path: '/openapi.json', reason: 'gateway' })
  const metrics = await (await fetch(`http://127.0.0.1:${proxy.admin?.port}/metrics`)).text()
  expect(metrics).toContain('strangler_gateway_answers_total{status="4xx"} 2')
  expect(metrics).toContain('strangler_requests_total{route="",side="legacy",status="2xx"} 1')
})

it('answers a repeated key with the first answer, and asks the upstream once', async () => {
  const { ask, seen } = await startScene()
  const order = (body: string, headers = ada, key = 'k1') =>
    ask('/orders', { method: 'POST', body, headers: { ...headers, 'idempotency-key': key } })
  const first = await order('one')
  const second = await order('one')
  expect([first.status, await first.text(), first.headers.get('idempotency-replayed')]).toEqual([
    201,
    'order 1',
    null,
  ])
  expect([second.status, await second.text(), second.headers.get('idempotency-replayed')]).toEqual([
    201,
    'order 1',
    'true',
  ])
  expect(second.headers.get('location')).toBe(first.headers.get('location'))
  expect((await order('two')).status).toBe(422)
  expect(await (await order('one', bob)).text()).toBe('order 2')
  expect(seen.map(({ body }) => body)).toEqual(['one', 'one'])
})

it('refuses a key whose first request is still at work, and forgets one whose request broke off', async () => {
  const { ask, seen } = await startScene()
  const headers = { ...ada, 'idempotency-key': 'k2' }
  const both = await Promise.all([1, 2].map(() => ask('/orders', { method: 'POST', body: 'x', headers })))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
  const broken = { ...ada, 'idempotency-key': 'k3' }
  for (let i = 0; i < 2; i++)
    expect((await ask('/breaks', { method: 'POST', body: 'x', headers: broken })).status).toBe(502)
  expect(seen.filter(({ line }) => line === 'POST /breaks')).toHaveLength(2)
})

it('does the same over HTTP/2', async () => {
  const { port, seen } = await startScene({ secure: true, limit: createRateLimit(3, 60_000) })
  const ask = speakHttp2(port)
  expect(await ask({ ':path': '/a' })).toMatchObject({ status: 401, type: 'application/problem+json' })
  expect(await ask({ ':path': '/openapi.json' })).toMatchObject({ status: 200, body: '{"openapi":"3.1.0"}' })
  const post = { ...ada, ':method': 'POST', ':path': '/orders', 'idempotency-key': 'k1', 'x-user-id': 'root' }
  expect(await ask(post, 'body')).toMatchObject({ status: 201, body: 'order 1' })
  expect(await ask(post, 'body')).toMatchObject({ status: 201, body: 'order 1' })
  expect(await ask({ ...ada, ':path': '/new/a' })).toMatchObject({ status: 200, body: 'new /new/a' })
  expect(await ask({ ...ada, ':path': '/new/a' })).toMatchObject({ status: 429 })
  expect(seen.map(one => [one.line, told(one), one.body])).toEqual([
    ['POST /orders', ['ada'], 'body'],
    ['GET /new/a', ['ada'], ''],
  ])
})

it.each([false, true])(
  'checks WebSockets too (over TLS: %s), and loses nothing of what they say at once',
  async secure => {
    const verify = createVerify(secret)
    const slow = async (token: string) => {
      await pause(100)
      return verify(token)
    }
    const { port, seen, lines } = await startScene({ secure, verify: slow })
    const base = secure ? `wss://localhost:${port}` : `ws://127.0.0.1:${port}`
    const open = (url: string, headers: Record<string, string>) =>
      new WebSocket(`${base}${url}`, { headers, ca: readFileSync(tls.cert) })
    const refused = open('/chat', { 'x-user-id': 'root' })
    const status = await new Promise(resolve => {
      refused.on('unexpected-response', (_, response) => resolve(response.statusCode))
      refused.on('error', () => undefined)
    })
    expect(status).toBe(401)
    expect(seen).toEqual([])
    const socket = open('/new/chat', { ...ada, 'x-user-id': 'root' })
    const heard: string[] = []
    socket.on('message', message => heard.push(String(message)))
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
    socket.send('hello')
    await waitUntil(() => heard.length === 1)
    expect([heard, seen.map(told)]).toEqual([['new hello'], [['ada']]])
    socket.close()
    expect(await lines(2)).toMatchObject([{ status: 401 }, { status: 101, user: 'ada' }])
  },
)

it('takes another config from its program, with the routes and settings of it', async () => {
  const { ask, proxy } = await startScene()
  expect((await ask('/b')).status).toBe(401)
  const { port } = proxy.address
  const legacy = await startSystem('legacy', [])
  const settings = { auth: 'none' }
  const next = {
    listen: { port: 0 },
    admin: { port: 0 },
    upstreams: { legacy },
    routes: [{ path: '/b', settings }],
  }
  expect(proxy.reload({ ...next, routes: [{ path: 'b' }] })).toHaveLength(1)
  expect((await ask('/b')).status).toBe(401)
  expect(proxy.reload(next)).toEqual([])
  expect([(await ask('/b')).status, (await ask('/c')).status, port]).toEqual([200, 401, proxy.address.port])
})

it('tells of a hook that fails, lets nothing through, and goes on', async () => {
  const { ask, seen, events } = await startScene({
    verify: () => Promise.reject(new Error('no keys')),
  })
  for (let i = 0; i < 3; i++) expect((await ask('/a', { headers: ada })).status).toBe(500)
  expect(seen).toEqual([])
  expect(events.filter(({ message }) => message.includes('A hook failed: Error: no keys'))).toHaveLength(1)
})

it('the example in the README is the gateway of these tests', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const source = readFileSync(new URL('./example-gateway/gateway.ts', import.meta.url), 'utf8')
  expect(readme).toContain(source.replace('../../../src/start.js', 'strangler-proxy/start'))
})

it('asks no hook for a body that the upstream can have without it', async () => {
  const { port, seen } = await startScene()
  const status = await new Promise(resolve => {
    const options = { port, host: '127.0.0.1', method: 'POST', path: '/big', headers: ada }
    const request = httpRequest(options, response => resolve(response.resume().statusCode))
    for (let i = 0; i < 30; i++) request.write(Buffer.alloc(100_000))
    request.end()
  })
  expect([status, seen[0]?.body.length]).toEqual([200, 3_000_000])
})
