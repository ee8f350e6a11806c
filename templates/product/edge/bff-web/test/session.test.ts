import { ContractError } from '@shop/platform/contract'
import { afterEach, describe, expect, test } from 'vitest'
import { fromOwnPage, openWeb, origin } from './web-server.js'

let web: Awaited<ReturnType<typeof openWeb>>
afterEach(() => web.close())

const credentials = { email: 'ada@example.org', password: 'correct horse battery' }
const post = (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
  web.ask(path, { method: 'POST', headers: { ...fromOwnPage, ...headers }, body: JSON.stringify(body) })
const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0] ?? ''
const pairOf = (answer: Response) => cookieOf(answer).split(';', 1)[0] ?? ''
const unavailable = new ContractError('unavailable', { status: 503, title: 'Later' })

describe('a session of a browser', () => {
  test('begins with a cookie that no script reads and an access token that is not kept', async () => {
    web = await openWeb({})
    const answer = await post('/web/session', credentials)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ accessToken: 'access 1', expiresIn: 300 })
    expect(cookieOf(answer)).toBe('session=refresh%201; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  test('is bound to this host and to TLS where pages come by https', async () => {
    const page = 'https://shop.example.org'
    web = await openWeb({ origins: [page] })
    const answer = await post('/web/session', credentials, { origin: page })
    expect(cookieOf(answer)).toMatch(/^__Host-session=refresh%201; Path=\/; HttpOnly; SameSite=Lax; Secure; /)
    const planted = await post('/web/session/refresh', {}, { origin: page, cookie: 'session=refresh%201' })
    expect(planted.status).toBe(401)
  })

  test('goes on with the cookie, which is another each time', async () => {
    web = await openWeb({})
    const begun = await post('/web/session', credentials)
    const refreshed = await post('/web/session/refresh', {}, { cookie: `theme=dark; ${pairOf(begun)}` })
    expect(await refreshed.json()).toEqual({ accessToken: 'access 2', expiresIn: 300 })
    expect(pairOf(refreshed)).toBe('session=refresh%202')
  })

  test('survives two tabs that refresh at the same time', async () => {
    web = await openWeb({})
    const cookie = pairOf(await post('/web/session', credentials))
    const tabs = await Promise.all([1, 2].map(() => post('/web/session/refresh', {}, { cookie })))
    const late = await post('/web/session/refresh', {}, { cookie })
    expect([...tabs, late].map(pairOf)).toEqual(Array(3).fill('session=refresh%202'))
    expect(web.users.calls.filter(call => call.startsWith('refresh'))).toHaveLength(1)
  })

  test('loses its cookie when it is over, and keeps it when nobody can tell', async () => {
    web = await openWeb({})
    const over = await post('/web/session/refresh', {}, { cookie: 'session=stale' })
    expect([over.status, cookieOf(over)]).toEqual([401, expect.stringContaining('session=; ')])
    web.users.failWith(unavailable)
    const unknown = await post('/web/session/refresh', {}, { cookie: 'session=good' })
    expect([unknown.status, cookieOf(unknown)]).toEqual([503, ''])
  })

  test('ends with sign-out, and with another sign-in in the same browser', async () => {
    web = await openWeb({})
    const cookie = pairOf(await post('/web/session', credentials))
    const again = await post('/web/session', credentials, { cookie })
    const out = await web.ask('/web/session', {
      method: 'DELETE',
      headers: { origin, 'x-csrf-protection': '1', cookie: pairOf(again) },
    })
    expect([out.status, cookieOf(out)]).toEqual([204, expect.stringContaining('Max-Age=0')])
    expect(web.users.calls.filter(call => call.startsWith('signOut'))).toEqual([
      'signOut refresh 1',
      'signOut refresh 2',
    ])
  })

  test('is not begun by a wrong password, and the answer says so', async () => {
    web = await openWeb({})
    const answer = await post('/web/session', { ...credentials, password: 'guess' })
    expect([answer.status, cookieOf(answer)]).toEqual([401, ''])
    expect(await answer.json()).toMatchObject({ code: 'credentials-wrong' })
  })

  test('is not needed to sign up', async () => {
    web = await openWeb({})
    const answer = await post('/web/users', { ...credentials, name: 'Ada' })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toEqual({ id: 'ada', email: 'ada@example.org', name: 'Ada' })
  })
})

describe('a request that changes something', () => {
  const refused: [what: string, headers: Record<string, string>, code: string][] = [
    ['of a foreign page', { ...fromOwnPage, origin: 'https://evil.example' }, 'origin-refused'],
    ['of a page that hides its origin', { ...fromOwnPage, origin: 'null' }, 'origin-refused'],
    ['without an origin', { 'x-csrf-protection': '1', 'content-type': 'application/json' }, 'origin-refused'],
    ['that a form could send', { origin, 'content-type': 'text/plain' }, 'csrf-header-missing'],
  ]
  test.each(refused)('%s is refused', async (_, headers, code) => {
    web = await openWeb({})
    for (const [method, path] of [
      ['POST', '/web/session'],
      ['POST', '/web/session/refresh'],
      ['POST', '/web/users'],
      ['DELETE', '/web/session'],
    ] as const) {
      const body = method === 'POST' ? JSON.stringify(credentials) : null
      const answer = await web.ask(path, { method, headers: { ...headers, cookie: 'session=x' }, body })
      expect([answer.status, await answer.json()]).toEqual([403, expect.objectContaining({ code })])
    }
    expect(web.users.calls).toEqual([])
  })
})
