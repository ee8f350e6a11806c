import { request as httpRequest } from 'node:http'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { PolicyRoute } from '../src/index.js'
import { pause, signer, startScene, waitUntil } from './support/scene.js'

const routes: readonly PolicyRoute[] = [
  { path: '/open', settings: { auth: 'none' } },
  { id: 'notes', path: '/notes', settings: { auth: 'none', bodyLimit: 100 } },
  { path: '/uploads', settings: { auth: 'none', bodyLimit: 1_000_000 } },
]
const defaults = { settings: { bodyLimit: 100 } }

/** Sends a body in parts, without saying how long it will be. */
function sendParts(port: number, path: string, headers: Record<string, string | number> = {}) {
  let settle: (status: number) => void
  const status = new Promise<number>(resolve => {
    settle = resolve
  })
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', path, headers }, answer => {
    answer.resume()
    settle(answer.statusCode ?? 0)
  })
  request.on('error', () => settle(0))
  return { request, status }
}

it('lets everybody have the description of the API, which the internal server gives', async () => {
  const { ask, seen } = await startScene()
  expect(await (await ask('/openapi.json')).text()).toBe('GET /openapi.json')
  expect((await ask('/openapi.json', { method: 'DELETE' })).status).toBe(401)
  expect(seen).toHaveLength(1)
})

it('refuses bodies that a route does not take: at once when they say so, else when they get there', async () => {
  const { ask, gateway, seen } = await startScene({ routes, config: { defaults } })
  const { port } = gateway.address
  const post = (url: string, size: number) => ask(url, { method: 'POST', body: 'x'.repeat(size) })
  expect((await post('/notes', 100)).status).toBe(200)
  const refused = await post('/notes', 101)
  expect([refused.status, await refused.json()]).toEqual([
    413,
    {
      type: 'body-too-large',
      title: 'The request body is too large.',
      status: 413,
      detail: 'At most 100 bytes.',
    },
  ])
  expect((await post('/uploads', 1_000_000)).status).toBe(200)
  expect((await post('/uploads', 1_000_001)).status).toBe(413)
  const fits = sendParts(port, '/notes')
  fits.request.write('x'.repeat(50))
  fits.request.end('x'.repeat(50))
  expect(await fits.status).toBe(200)
  const excess = sendParts(port, '/notes')
  excess.request.write('x'.repeat(101))
  expect(await excess.status).toBe(413)
  excess.request.destroy()
  const flood = sendParts(port, '/uploads')
  for (let i = 0; i < 11; i++) flood.request.write('x'.repeat(100_000))
  expect(await flood.status).toBe(413)
  flood.request.destroy()
  const whole = seen.filter(({ body }) => body.length > 0).map(({ line, body }) => [line, body.length])
  expect(whole.slice(0, 3)).toEqual([
    ['POST /notes', 100],
    ['POST /uploads', 1_000_000],
    ['POST /notes', 100],
  ])
  expect(seen.filter(({ line }) => line === 'POST /notes')).toHaveLength(2)
})

it('makes no noise when a client leaves in the middle of its body', async () => {
  const { gateway, events, seen, lines } = await startScene({ routes, config: { defaults } })
  const { request } = sendParts(gateway.address.port, '/notes')
  request.write('x')
  await waitUntil(() => gateway.status().atWork === 1)
  request.destroy()
  await waitUntil(() => gateway.status().atWork === 0)
  expect(await lines(1)).toMatchObject([{ path: '/notes' }])
  expect([events, seen]).toEqual([[], []])
})

it('passes parts of an answer on as they come', async () => {
  const { ask } = await startScene({
    routes,
    answer: async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const part of ['data: 1\n\n', 'data: 2\n\n']) {
        response.write(part)
        await pause(200)
      }
      response.end()
    },
  })
  const reader = (await ask('/open')).body?.getReader()
  const arrivals: [string, number][] = []
  const startedAt = Date.now()
  for (;;) {
    const part = await reader?.read()
    if (part === undefined || part.done) break
    arrivals.push([Buffer.from(part.value).toString(), Date.now() - startedAt])
  }
  expect(arrivals.map(([text]) => text)).toEqual(['data: 1\n\n', 'data: 2\n\n'])
  expect(arrivals[0]?.[1]).toBeLessThan(150)
})

it.each([
  ['that says its length', { 'content-length': 2000 }],
  ['of no said length', {}],
])('passes parts of a body %s on as they come', async (_, headers) => {
  const received: number[] = []
  const { gateway } = await startScene({
    routes,
    config: { defaults },
    early: true,
    answer: (request, response) => {
      request.on('data', part => received.push(part.length))
      request.on('end', () => response.end())
    },
  })
  const { request, status } = sendParts(gateway.address.port, '/uploads', headers)
  request.write('x'.repeat(1000))
  await waitUntil(() => received.length === 1)
  request.end('x'.repeat(1000))
  expect([await status, received]).toEqual([200, [1000, 1000]])
})

it('checks WebSockets and lets them pass, both ways', async () => {
  const { origin, seen, gateway } = await startScene()
  const url = `${origin.replace('http', 'ws')}/chat`
  const refused = new WebSocket(url)
  const status = await new Promise(resolve => {
    refused.on('unexpected-response', (_, { statusCode }) => resolve(statusCode)).on('error', () => undefined)
  })
  expect([status, seen]).toEqual([401, []])
  const socket = new WebSocket(url, { headers: { ...(await signer.bearer()), 'x-user-id': 'root' } })
  const heard: string[] = []
  socket.on('message', message => heard.push(String(message)))
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))
  for (const word of ['hello', 'again']) socket.send(word)
  await waitUntil(() => heard.length === 2)
  expect(heard).toEqual(['echo hello', 'echo again'])
  expect([seen[0]?.headers['x-user-id'], gateway.status().atWork]).toEqual(['ada', 0])
  socket.close()
})

it('names a request the same to the client, to the server behind and in the log, with its trace', async () => {
  const { ask, seen, lines } = await startScene({ routes })
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
  const traceparent = `00-${trace}-00f067aa0ba902b7-01`
  const passed = await ask('/notes', { headers: { ...(await signer.bearer()), traceparent } })
  const refused = await ask('/closed?secret')
  const [first, second] = await lines(2)
  const requestId = passed.headers.get('x-request-id')
  expect(seen[0]?.headers['x-request-id']).toBe(requestId)
  expect(seen[0]?.headers.traceparent).toMatch(new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)`))
  expect(first).toMatchObject({ requestId, user: 'ada', operation: 'notes', trace, status: 200 })
  expect(second).toMatchObject({
    requestId: refused.headers.get('x-request-id'),
    user: null,
    path: '/closed',
    status: 401,
    problem: 'token-missing',
  })
})
