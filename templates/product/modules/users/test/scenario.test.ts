import { localFacade, remoteFacade, serveContract } from '@shop/platform/contract'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { usersContract } from '@shop/users/contract'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/http/routes.js'
import { as, openModule, password } from './open-module.js'

let opened: Awaited<ReturnType<typeof openModule>>
let origin: string
const lines: string[] = []
const app = createHttpServer({
  internal: true,
  logger: pino({ level: 'trace' }, { write: line => lines.push(line) }),
})

beforeAll(async () => {
  opened = await openModule()
  const { implementation } = opened.module
  mountRoutes(app, routes, localFacade(usersContract, implementation))
  await app.register(serveContract(usersContract, implementation))
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await opened.test.drop()
})

async function ask(route: string, body?: unknown, headers: Record<string, string> = {}) {
  const [method = '', path = ''] = route.split(' ')
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(`${origin}${path}`, {
    method,
    ...json,
    headers: { 'content-type': 'application/json', ...headers },
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

describe('over HTTP, somebody', () => {
  it('signs up, signs in, changes the name, looks at sessions, refreshes and signs out', async () => {
    const { status, body: user } = await ask('POST /users', {
      email: 'Ann@example.com',
      name: 'Ann',
      password,
    })
    expect(status).toBe(201)
    expect(await ask('POST /users', { email: 'ann@example.com', name: 'Eve', password })).toMatchObject({
      status: 409,
      body: { code: 'email-taken' },
    })
    expect(
      await ask('POST /users', { email: 'x@example.com', name: 'Eve', password: 'too short' }),
    ).toMatchObject({ status: 400 })
    expect(
      await ask('POST /sessions', { email: 'ann@example.com', password: 'not the password' }),
    ).toMatchObject({ status: 401, body: { code: 'credentials-wrong' } })
    const { body: tokens } = await ask('POST /sessions', { email: 'ann@example.com', password })
    const asAnn = { 'x-user-id': user.id }
    expect(await ask('GET /users/me')).toMatchObject({ status: 401 })
    expect(await ask('PATCH /users/me', { name: 'Anna' }, asAnn)).toMatchObject({
      status: 200,
      body: { name: 'Anna' },
    })
    expect(await ask('GET /sessions', undefined, asAnn)).toMatchObject({
      body: { sessions: [{ agent: 'test' }] },
    })
    expect(await ask(`PUT /users/${user.id}/roles`, { roles: ['admin'] }, asAnn)).toMatchObject({
      status: 403,
    })
    const asAdmin = { ...asAnn, 'x-user-roles': 'admin' }
    expect(await ask(`PUT /users/${user.id}/roles`, { roles: ['editor'] }, asAdmin)).toMatchObject({
      body: { roles: ['editor'] },
    })
    expect(await ask(`GET /users/${user.id}`, undefined, asAdmin)).toMatchObject({ body: { name: 'Anna' } })
    const refreshed = await ask('POST /sessions/refresh', { refreshToken: tokens.refreshToken })
    expect(refreshed).toMatchObject({ status: 200, body: { expiresIn: 600 } })
    const { refreshToken } = refreshed.body
    expect(await ask('POST /sessions/sign-out', { refreshToken })).toMatchObject({ status: 204 })
    expect(await ask('POST /sessions/refresh', { refreshToken })).toMatchObject({ status: 401 })
    expect(await ask('GET /.well-known/jwks.json')).toMatchObject({
      status: 200,
      body: { keys: [{ alg: 'ES256', use: 'sig' }] },
    })
    const log = lines.join('')
    expect(lines.length).toBeGreaterThan(10)
    for (const secret of [password, tokens.refreshToken, tokens.accessToken, refreshToken])
      expect(log).not.toContain(secret)
  })
})

describe.each(['local', 'remote'])('over a %s facade, a user', side => {
  const facade = () =>
    side === 'local'
      ? localFacade(usersContract, opened.module.implementation)
      : remoteFacade(usersContract, { origin })

  it('has the same answers and errors', async () => {
    const email = `${side}@example.com`
    const user = await facade().signUp({ email, name: ' Sue ', password })
    expect(user).toMatchObject({ email, name: 'Sue', roles: [] })
    expect(await as(user.id, () => facade().getProfile({}))).toEqual(user)
    await expect(facade().getProfile({})).rejects.toMatchObject({ code: 'unauthenticated' })
    await expect(facade().signUp({ email, name: 'Eve', password })).rejects.toMatchObject({
      code: 'email-taken',
      details: { module: 'users' },
    })
    await expect(facade().getUser({ id: '018f0000-0000-7000-8000-000000000000' })).rejects.toMatchObject({
      code: 'not-found',
    })
    expect(await facade().refresh(await facade().signIn({ email, password }))).toMatchObject({
      expiresIn: 600,
    })
  })
})
