import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { PolicyRoute } from '../src/index.js'
import { signer, startScene } from './support/scene.js'

const routes: readonly PolicyRoute[] = [
  { path: '/open', settings: { auth: 'none' } },
  { path: '/few', settings: { auth: 'none', rate: 'few' } },
]
const app = 'https://app.test'
const cors = { origins: [app] }
const limits = { few: { burst: 1, perMinute: 1 } }
const preflight = (origin: string) => ({
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'PUT',
    'access-control-request-headers': 'authorization,idempotency-key',
  },
})

it('answers a preflight itself, without a token', async () => {
  const { ask, seen } = await startScene({ cors })
  const answer = await ask('/orders/7', preflight(app))
  expect([answer.status, await answer.text()]).toEqual([204, ''])
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-allow-methods': expect.stringContaining('PUT'),
    'access-control-allow-headers': expect.stringContaining('Idempotency-Key'),
    'access-control-max-age': '600',
    vary: 'Origin',
  })
  expect(seen).toEqual([])
})

it.each(['https://evil.test', 'http://app.test', 'https://app.test.evil.test', 'null'])(
  'refuses the preflight of a page at %s',
  async origin => {
    const { ask, seen } = await startScene({ cors })
    const answer = await ask('/orders/7', preflight(origin))
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
    expect(seen).toEqual([])
  },
)

it('lets pages of listed origins read answers, refusals and failures included, and no others', async () => {
  const { ask, internal } = await startScene({
    cors: { ...cors, credentials: true },
    routes,
    limits,
    readinessEvery: 60_000,
    answer: (_request, response) => {
      response.setHeader('access-control-allow-origin', '*')
      response.setHeader('vary', 'accept-encoding')
      response.end()
    },
  })
  const askFrom = (origin: string, url: string) => ask(url, { headers: { origin } })
  const allowed = async (origin: string, url: string) => {
    const { status, headers } = await askFrom(origin, url)
    return [
      status,
      headers.get('access-control-allow-origin'),
      headers.get('access-control-allow-credentials'),
    ]
  }
  expect(await allowed(app, '/few')).toEqual([200, app, 'true'])
  expect(await allowed(app, '/few')).toEqual([429, app, 'true'])
  expect(await allowed(app, '/orders')).toEqual([401, app, 'true'])
  expect(await allowed('https://evil.test', '/open')).toEqual([200, null, null])
  const answer = await askFrom(app, '/open')
  expect(answer.headers.get('vary')).toBe('accept-encoding, Origin')
  expect(answer.headers.get('access-control-expose-headers')).toContain('X-Request-Id')
  await internal.close()
  expect(await allowed(app, '/open')).toEqual([502, app, 'true'])
})

it('does not let every origin use cookies', async () => {
  await expect(startScene({ cors: { origins: ['*'], credentials: true } })).rejects.toThrow('credentials')
})

it('refuses WebSockets of foreign pages, which no browser would', async () => {
  const { origin, seen } = await startScene({ cors })
  const { host } = new URL(origin)
  const headers = await signer.bearer()
  const open = (page: string) =>
    new Promise<number | undefined>(resolve => {
      const socket = new WebSocket(`ws://${host}/chat`, { headers: { ...headers, origin: page } })
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
      socket.on('unexpected-response', (_, { statusCode }) => resolve(statusCode))
      socket.on('error', () => undefined)
    })
  expect([await open('https://evil.test'), await open(app), await open(`http://${host}`)]).toEqual([
    403, 101, 101,
  ])
  expect(seen).toHaveLength(2)
})

it('adds what protects browsers where it is missing, to its own answers too', async () => {
  const { ask } = await startScene({
    routes,
    limits,
    hsts: 3600,
    answer: ({ url }, response) => {
      response.setHeader('x-powered-by', 'something')
      if (url === '/open') response.setHeader('x-frame-options', 'SAMEORIGIN')
      if (url === '/open?page') response.setHeader('content-type', 'text/html')
      response.end()
    },
  })
  const common = {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=3600; includeSubDomains',
  }
  const policy = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }
  const plain = Object.fromEntries((await ask('/open')).headers)
  expect(plain).toMatchObject({ ...common, ...policy, 'x-frame-options': 'SAMEORIGIN' })
  expect(plain).not.toHaveProperty('x-powered-by')
  const page = Object.fromEntries((await ask('/open?page')).headers)
  expect(page).toMatchObject({ ...common, 'x-frame-options': 'DENY' })
  expect(page).not.toHaveProperty('content-security-policy')
  const refused = Object.fromEntries((await ask('/orders')).headers)
  expect(refused).toMatchObject({ ...common, ...policy, 'x-frame-options': 'DENY' })
})
