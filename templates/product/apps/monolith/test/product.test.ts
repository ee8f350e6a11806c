import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Answer,
  openProduction,
  openStream,
  type Production,
  publicOrigin,
  type Replica,
  root,
  startReplica,
} from '@shop/platform/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, type SignedIn, signIn, signUp } from './accounts.js'

const foreignApp = 'https://app.example.org'
let production: Production
let replica: Replica
let ask: Replica['ask']
let admin: SignedIn
let wren: SignedIn

beforeAll(async () => {
  production = await openProduction()
  expect(await production.run('migrate.js').ended).toMatchObject({ code: 0 })
  replica = await startReplica(production, { ...production.env, CORS_ORIGINS: foreignApp })
  ask = replica.ask
  const [one, two] = await Promise.all([signUp(ask, 'ada'), signUp(ask, 'wren')])
  expect(await production.run('make-admin.js', [one.email]).ended).toMatchObject({ code: 0 })
  ;[admin, wren] = await Promise.all([signIn(ask, one), signIn(ask, two)])
})
afterAll(async () => {
  replica?.process.kill('SIGKILL')
  await replica?.process.ended
  await production?.drop()
})

function problem(answer: Answer) {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return { status: answer.status, type: answer.body.type, title: answer.body.title }
}

describe('who comes in', () => {
  it('is who has signed in, with a token that the published keys vouch for', async () => {
    const { body: profile } = await ask('GET /users/me', undefined, wren.headers)
    expect(profile).toMatchObject({ id: wren.id, email: wren.email, roles: [] })
    const { body } = await ask('GET /.well-known/jwks.json')
    const [head = ''] = wren.accessToken.split('.')
    const { kid } = JSON.parse(Buffer.from(head, 'base64url').toString())
    const key = (body.keys as readonly Record<string, unknown>[]).find(one => one.kid === kid)
    expect(key).toMatchObject({ kty: 'EC', alg: 'ES256' })
    expect(key).not.toHaveProperty('d')
  })

  it('goes on with a refresh token, once', async () => {
    const { refreshToken } = await signIn(ask, wren)
    const refreshed = await ask('POST /sessions/refresh', { refreshToken })
    expect(refreshed.status).toBe(200)
    const headers = { authorization: `Bearer ${refreshed.body.accessToken}` }
    expect(await ask('GET /users/me', undefined, headers)).toMatchObject({ status: 200 })
    const next = { refreshToken: refreshed.body.refreshToken }
    const last = await ask('POST /sessions/refresh', next)
    expect(last.status).toBe(200)
    expect(await ask('POST /sessions/refresh', { refreshToken })).toMatchObject({ status: 401 })
    const stolen = { refreshToken: last.body.refreshToken }
    expect(await ask('POST /sessions/refresh', stolen)).toMatchObject({ status: 401 })
  })

  it('is told that a password is wrong, and nothing else', async () => {
    const answers = await Promise.all([
      ask('POST /sessions', { email: wren.email, password: 'wrong' }),
      ask('POST /sessions', { email: 'nobody@example.org', password: 'wrong' }),
    ])
    expect(answers.map(problem)).toEqual(Array(2).fill(expect.objectContaining({ status: 401 })))
    expect(answers[0]?.body.title).toBe(answers[1]?.body.title)
  })

  it('needs a token, a valid one, and the role where one is asked for', async () => {
    const route = `GET /users/${wren.id}`
    expect(problem(await ask(route))).toMatchObject({ status: 401 })
    const forged = { authorization: `Bearer ${wren.accessToken.slice(0, -4)}AAAA` }
    const refused = await ask(route, undefined, forged)
    expect(problem(refused)).toMatchObject({ status: 401 })
    expect(refused.headers.get('www-authenticate')).toContain('invalid_token')
    expect(problem(await ask(route, undefined, wren.headers))).toMatchObject({ status: 403 })
    expect((await ask(route, undefined, admin.headers)).body).toMatchObject({ id: wren.id })
  })

  it('cannot say in headers who it is', async () => {
    const headers = { 'x-user-id': admin.id, 'x-user-roles': 'admin' }
    expect(await ask('GET /users/me', undefined, headers)).toMatchObject({ status: 401 })
    const both = await ask(`GET /users/${wren.id}`, undefined, { ...wren.headers, ...headers })
    expect(both.status).toBe(403)
  })
})

describe('the gateway', () => {
  it('answers a request with the key of an earlier one as it answered that', async () => {
    const headers = { ...wren.headers, 'idempotency-key': 'rename-once' }
    const first = await ask('PATCH /users/me', { name: 'Wren' }, headers)
    const again = await ask('PATCH /users/me', { name: 'Wren' }, headers)
    expect([first.status, again.status]).toEqual([200, 200])
    expect(again.text).toBe(first.text)
    expect(first.headers.get('idempotency-replayed')).toBe(null)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(problem(await ask('PATCH /users/me', { name: 'Robin' }, headers))).toMatchObject({ status: 422 })
  })

  it('keeps no tokens for a second request', async () => {
    const headers = { ...wren.headers, 'idempotency-key': 'sign-in' }
    const one = await ask('POST /sessions', { email: wren.email, password }, headers)
    const two = await ask('POST /sessions', { email: wren.email, password }, headers)
    expect([one.status, two.status]).toEqual([201, 201])
    expect(two.body.refreshToken).not.toBe(one.body.refreshToken)
    expect(two.headers.get('idempotency-replayed')).toBe(null)
  })

  it('stops whoever tries too often, and says when to come again', async () => {
    const answers: Answer[] = []
    for (let attempt = 0; attempt < 12; attempt++)
      answers.push(await ask('POST /sessions', {}, admin.headers))
    const last = answers.at(-1) as Answer
    expect(problem(last)).toMatchObject({ status: 429 })
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(answers[0]).toMatchObject({ status: 400 })
    expect((await ask('GET /users/me', undefined, admin.headers)).status).toBe(200)
  })

  it('protects every answer, its own and those of the modules', async () => {
    for (const route of ['GET /users/me', 'GET /.well-known/jwks.json', 'GET /nowhere']) {
      const { headers } = await ask(route)
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-request-id': expect.any(String),
      })
      expect(headers.get('x-powered-by')).toBe(null)
    }
  })

  it('lets the pages of named origins ask, and no others', async () => {
    const preflight = (origin: string) =>
      ask('OPTIONS /users/me', undefined, { origin, 'access-control-request-method': 'PATCH' })
    const allowed = await preflight(foreignApp)
    expect(allowed).toMatchObject({ status: 204 })
    expect(allowed.headers.get('access-control-allow-origin')).toBe(foreignApp)
    expect(await preflight('https://evil.example')).toMatchObject({ status: 403 })
    const answer = await ask('GET /.well-known/jwks.json', undefined, { origin: 'https://evil.example' })
    expect(answer.headers.get('access-control-allow-origin')).toBe(null)
  })

  it('takes no body that is too large, no JSON that is none, and knows no address that there is not', async () => {
    const body = JSON.stringify({ name: 'a'.repeat(1_100_000) })
    expect(problem(await ask('PATCH /users/me', body, wren.headers))).toMatchObject({ status: 413 })
    expect(problem(await ask('PATCH /users/me', '{"name":', wren.headers))).toMatchObject({ status: 400 })
    expect(problem(await ask('PATCH /users/me', { name: 7 }, wren.headers))).toMatchObject({ status: 400 })
    expect(problem(await ask('GET /nowhere', undefined, wren.headers))).toMatchObject({ status: 404 })
    expect(await ask('POST /rpc/users/getUser', {}, admin.headers)).toMatchObject({ status: 404 })
  })

  it('serves the OpenAPI that is in the repository', async () => {
    const { status, text, body } = await ask('GET /openapi.json')
    expect([status, body.openapi]).toEqual([200, '3.1.0'])
    const kept = join(root, 'docs/api/openapi.json')
    if (existsSync(kept)) expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(kept, 'utf8')))
  })
})

describe('a page of the product', () => {
  const fromPage = { origin: publicOrigin, 'x-csrf-protection': '1' }

  it('has a session in a cookie that no script reads, and no foreign page uses', async () => {
    const credentials = { email: wren.email, password }
    expect(await ask('POST /web/session', credentials, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
    })
    const begun = await ask('POST /web/session', credentials, fromPage)
    expect(begun.status).toBe(200)
    expect(begun.body).not.toHaveProperty('refreshToken')
    const set = begun.headers.get('set-cookie') ?? ''
    for (const attribute of ['__Host-session=', 'HttpOnly', 'SameSite=Lax', 'Secure'])
      expect(set).toContain(attribute)
    const cookie = set.split(';')[0] ?? ''
    const refreshed = await ask('POST /web/session/refresh', undefined, { ...fromPage, cookie })
    expect(refreshed.status).toBe(200)
    const headers = { authorization: `Bearer ${refreshed.body.accessToken}` }
    expect((await ask('GET /web/home', undefined, headers)).body).toMatchObject({
      user: { status: 'ready', data: { id: wren.id } },
    })
    const next = (refreshed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect(await ask('DELETE /web/session', undefined, { ...fromPage, cookie: next })).toMatchObject({
      status: 204,
    })
    expect(await ask('POST /web/session/refresh', undefined, { ...fromPage, cookie: next })).toMatchObject({
      status: 401,
    })
  })

  it('follows the events of its user, and goes on where it left', async () => {
    const change = (roles: readonly string[]) => ask(`PUT /users/${wren.id}/roles`, { roles }, admin.headers)
    const url = `${replica.origin}/web/events`
    const stream = await openStream(url, wren.headers)
    expect(stream.status).toBe(200)
    await ask(`PUT /users/${admin.id}/roles`, { roles: ['admin', 'other'] }, admin.headers)
    await change(['editor'])
    const first = await stream.next()
    expect(first).toMatchObject({ event: 'users.UserRolesChanged' })
    expect(JSON.parse(first?.data ?? '')).toMatchObject({ payload: { userId: wren.id, roles: ['editor'] } })
    stream.leave()
    await change(['author'])
    const resumed = await openStream(url, { ...wren.headers, 'last-event-id': first?.id ?? '' })
    expect(JSON.parse((await resumed.next())?.data ?? '')).toMatchObject({ payload: { roles: ['author'] } })
    resumed.leave()
  })
})

describe('operations', () => {
  it('name an admin only who has signed up', async () => {
    const process = production.run('make-admin.js', ['nobody@example.org'])
    expect(await process.ended).toMatchObject({ code: 2 })
    expect(process.output()).toContain('Nobody has signed up as nobody@example.org')
  })

  it('see that it lives, whether it is ready, and what it counts', async () => {
    const { askOperations } = replica
    expect(await askOperations('GET /livez')).toMatchObject({ status: 200 })
    expect(await askOperations('GET /readyz')).toMatchObject({ status: 200, body: { ready: true } })
    const { text } = await askOperations('GET /metrics')
    expect(text).toMatch(/^facade_call_duration_seconds_count\{.*module="users",operation="signUp".*\} 2$/m)
    expect(text).toMatch(/^http_request_duration_seconds_count\{.*route="\/users\/me".*\} \d+$/m)
    expect(text).toContain('process_cpu_seconds_total')
    expect(await ask('GET /metrics')).toMatchObject({ status: 401 })
  })

  it('may change KEY_SECRET while it runs, are told of keys that it does not open, and sign nobody out', async () => {
    const env = { ...production.env, KEY_SECRET: 'another key secret of the tests, and a long one' }
    const { process, ask: askOther } = await startReplica(production, env)
    await process.says(/KEY_SECRET does not open these signing keys/)
    for (const one of [ask, askOther])
      expect((await one('GET /users/me', undefined, wren.headers)).status).toBe(200)
    const { headers } = await signIn(askOther, admin)
    await expect
      .poll(async () => (await ask('GET /users/me', undefined, headers)).status, { timeout: 15_000 })
      .toBe(200)
    process.kill('SIGTERM')
    await process.ended
  })

  it('end it within three seconds, although a page still listens', async () => {
    const stream = await openStream(`${replica.origin}/web/events`, wren.headers)
    const began = performance.now()
    replica.process.kill('SIGTERM')
    expect(await stream.next()).toBe(null)
    expect(await replica.process.ended).toEqual({ code: 0, signal: null })
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})
