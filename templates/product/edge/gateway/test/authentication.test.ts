import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { JSONWebKeySet } from 'jose'
import { expect, it } from 'vitest'
import { deriveRoutes } from '../src/index.js'
import { later, signer, startScene, waitUntil } from './support/scene.js'
import { audience, createSigner, issuer } from './support/tokens.js'

const routes = deriveRoutes([
  {
    bindings: {
      signIn: { path: 'POST /sessions', auth: 'none' },
      readProfile: { path: 'GET /profile', auth: 'user' },
      removeUser: { path: 'DELETE /users/:id', auth: 'admin' },
    },
  },
])

it('lets a user in whose token the users module has signed, and says who it is', async () => {
  const { ask, seen } = await startScene({ routes })
  const headers = await signer.bearer({ sub: 'ada', roles: ['buyer', 'a,admin'], tenant: 'acme' })
  expect((await ask('/profile', { headers })).status).toBe(200)
  expect(seen[0]?.headers).toMatchObject({ 'x-user-id': 'ada', 'x-user-roles': 'buyer', 'x-tenant': 'acme' })
})

it('takes tokens that are signed with ES256 too', async () => {
  const other = await createSigner('other', 'ES256')
  const { ask } = await startScene({ routes, users: { jwks: () => other.jwks, issuer, audience } })
  expect((await ask('/profile', { headers: await other.bearer() })).status).toBe(200)
})

const stranger = await createSigner('first')
const unknown = await createSigner('unknown')
const unsigned = () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = { sub: 'ada', iss: issuer, aud: audience, exp: Date.now() / 1000 + 60 }
  return { authorization: `Bearer ${part({ alg: 'none' })}.${part(claims)}.` }
}

it.each([
  ['another key has signed', () => stranger.bearer()],
  ['an unknown key has signed', () => unknown.bearer()],
  ['nobody has signed', unsigned],
  ['has expired', () => signer.bearer({ expiresIn: -60 })],
  ['is for another audience', () => signer.bearer({ audience: 'https://other.test' })],
  ['another issuer gave', () => signer.bearer({ issuer: 'https://other.test' })],
  ['names nobody', () => signer.bearer({ sub: 'two words' })],
  ['is no token', () => ({ authorization: 'Bearer a.b.c' })],
  ['is of another scheme', () => ({ authorization: 'Basic YTpi' })],
])('refuses a token that %s, on open routes as well', async (_, headers) => {
  const { ask, seen } = await startScene({ routes })
  for (const [method, url] of [
    ['GET', '/profile'],
    ['POST', '/sessions'],
  ] as const) {
    const answer = await ask(url, { method, headers: await headers() })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ type: 'token-invalid', status: 401 })
  }
  expect(seen).toEqual([])
})

it('forgives clocks that differ a little', async () => {
  const { ask } = await startScene({ routes })
  expect((await ask('/profile', { headers: await signer.bearer({ expiresIn: -10 }) })).status).toBe(200)
})

it('asks whoever has no token to sign in, except where a route is open; what is no route is not open', async () => {
  const { ask } = await startScene({ routes })
  const closed = await ask('/profile')
  expect([closed.status, closed.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect((await ask('/elsewhere')).status).toBe(401)
  expect((await ask('/sessions')).status).toBe(401)
  expect((await ask('/sessions', { method: 'POST' })).status).toBe(200)
})

it('refuses a user without the role', async () => {
  const { ask, seen } = await startScene({ routes })
  const remove = async (roles: string[]) =>
    ask('/users/7', { method: 'DELETE', headers: await signer.bearer({ roles }) })
  const refused = await remove(['buyer'])
  expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
    403,
    'Bearer error="insufficient_scope"',
  ])
  expect(await refused.json()).toMatchObject({ type: 'role-missing' })
  expect(seen).toEqual([])
  expect((await remove(['buyer', 'admin'])).status).toBe(200)
})

it('finds the route of a path however its letters are spelt', async () => {
  const { ask, seen } = await startScene({ routes })
  const headers = await signer.bearer()
  for (const url of ['/%75sers/7', '/users/%37', '/u%73ers/7'])
    expect((await ask(url, { method: 'DELETE', headers })).status).toBe(403)
  expect(seen).toEqual([])
})

it('lets nobody reach what modules say to each other', async () => {
  const { ask, seen } = await startScene()
  const headers = await signer.bearer({ roles: ['admin'] })
  for (const url of ['/rpc/users/find', '/%72pc/users/find', '/rpc/'])
    expect((await ask(url, { method: 'POST', headers })).status).toBe(404)
  expect(seen).toEqual([])
})

it('never passes on what only the gateway may say, whatever its spelling', async () => {
  const { ask, seen } = await startScene({ routes })
  const spoofed = {
    'X-User-Id': 'root',
    x_user_id: 'root',
    'X-USER_Roles': 'admin',
    'x-user-roles': 'admin',
    'x-request-id': 'mine',
    'x-tenant': 'other',
    'x-caller': 'billing',
    'x-deadline': '1',
  }
  await ask('/sessions', { method: 'POST', headers: spoofed })
  await ask('/profile', { headers: { ...spoofed, ...(await signer.bearer({ roles: ['buyer'] })) } })
  const told = seen.map(({ headers }) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => /^x[-_](?!forwarded)/.test(name))),
  )
  const requestId = expect.stringMatching(/^[\da-f-]{36}$/)
  expect(told).toEqual([
    { 'x-request-id': requestId },
    { 'x-request-id': requestId, 'x-user-id': 'ada', 'x-user-roles': 'buyer' },
  ])
})

/** Publishes keys as the users module does. */
async function publish(first: JSONWebKeySet) {
  const published = { keys: first, asked: 0, fails: false }
  const server = createServer((_, response) => {
    published.asked++
    response.statusCode = published.fails ? 500 : 200
    response.end(JSON.stringify(published.keys))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  later(() => server.close())
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`
  return { published, url }
}

it('asks for the keys once, and again as soon as a token names one that is new', async () => {
  const { published, url } = await publish(signer.jwks)
  const { ask } = await startScene({ routes, users: { jwks: url, issuer, audience, cooldown: 0 } })
  const status = async (headers: Record<string, string>) => (await ask('/profile', { headers })).status
  const old = await signer.bearer()
  expect(await Promise.all([1, 2, 3, 4].map(() => status(old)))).toEqual([200, 200, 200, 200])
  expect(published.asked).toBe(1)
  const next = await createSigner('second')
  published.keys = { keys: [...signer.jwks.keys, ...next.jwks.keys] }
  expect(await status(await next.bearer())).toBe(200)
  expect([await status(old), published.asked]).toEqual([200, 2])
  published.keys = next.jwks
  await status(await unknown.bearer())
  expect([await status(await next.bearer()), await status(old)]).toEqual([200, 401])
})

it('does not ask for keys again and again because of tokens that name unknown ones', async () => {
  const { published, url } = await publish(signer.jwks)
  const { ask } = await startScene({ routes, users: { jwks: url, issuer, audience, cooldown: 60_000 } })
  const headers = await unknown.bearer()
  for (let i = 0; i < 5; i++) expect((await ask('/profile', { headers })).status).toBe(401)
  expect(published.asked).toBe(1)
})

it('goes on with the keys it has while the users module is away; without any, it is not the token that is wrong', async () => {
  const { published, url } = await publish(signer.jwks)
  published.fails = true
  const { ask } = await startScene({ routes, users: { jwks: url, issuer, audience, cooldown: 0, maxAge: 0 } })
  const headers = await signer.bearer()
  const early = await ask('/profile', { headers })
  expect([early.status, early.headers.get('retry-after')]).toEqual([503, '5'])
  published.fails = false
  await waitUntil(async () => (await ask('/profile', { headers })).status === 200)
  published.fails = true
  expect((await ask('/profile', { headers })).status).toBe(200)
})
