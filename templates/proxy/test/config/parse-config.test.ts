import { describe, expect, it } from 'vitest'
import type { StranglerConfig } from '../../src/config/model.js'
import { parseConfig } from '../../src/config/parse-config.js'

function accept(input: object | string): StranglerConfig {
  const result = parseConfig(typeof input === 'string' ? input : JSON.stringify(input))
  if (result.kind === 'problems') throw new Error(JSON.stringify(result.problems))
  return result.config
}

const legacy = 'http://127.0.0.1:3000'
const both = { legacy, new: 'http://127.0.0.1:4000' }

function acceptRoute(route: object, defaults: object = {}) {
  const [only] = accept({ upstreams: both, routes: [route], defaults }).routes
  if (only === undefined) throw new Error('no route')
  return only
}

describe('a minimal config', () => {
  const config = accept({ upstreams: { legacy }, routes: [] })

  it('sends everything to the upstream called "legacy"', () => {
    expect(config.fallback).toBe('legacy')
    expect(config.upstreams.get('legacy')).toEqual({
      name: 'legacy',
      origins: [legacy],
      connections: 128,
      host: null,
      ca: null,
      serverName: null,
      resolve: 10_000,
      breaker: { failures: 5, pause: 5000 },
    })
  })

  it('listens on this machine only, believes nobody and has no admin API', () => {
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 8080 })
    expect(config.trust).toEqual({ proxies: [] })
    expect(config.admin).toBeNull()
    expect(config.tls).toBeNull()
    expect(config.hosts).toEqual([])
  })

  it('has limits, state in a file, an access log and traces of 1 %', () => {
    expect(config.limits).toEqual({
      head: 16384,
      body: null,
      headTimeout: 10000,
      keepAlive: 75000,
      drain: 10000,
    })
    expect(config.state).toEqual({ kind: 'file', file: 'strangler.state.json' })
    expect(config.tracing).toEqual({ share: 1, endpoint: null })
    expect(config.accessLog).toBe(true)
  })
})

describe('a route that says only its path', () => {
  const route = acceptRoute({ path: '/users/:id' })

  it('stays on the old side and knows the new one', () => {
    expect(route).toMatchObject({ legacy: 'legacy', new: 'new', mode: 'legacy', share: 0 })
  })

  it('matches every method, host, header and cookie', () => {
    expect(route.match).toEqual({ methods: null, path: '/users/:id', host: null, headers: [], cookies: [] })
  })

  it('is sticky by address, salted with its id, and lets nobody choose', () => {
    expect(route).toMatchObject({ sticky: { by: 'address' }, salt: route.id, override: null, ramp: null })
  })

  it('waits 2 s for a connection and 30 s for an answer, and never tries again', () => {
    expect(route.timeouts).toEqual({ connect: 2000, headers: 30000, body: 30000, idle: 4000 })
    expect(route.retry.attempts).toBe(0)
  })

  it('copies only requests that change nothing', () => {
    expect(route.shadow.methods).toEqual(['GET', 'HEAD', 'OPTIONS'])
  })
})

describe('derived ids', () => {
  it.each([
    [{ path: '/' }, 'all.'],
    [{ path: '/users/:id' }, 'all.users._id'],
    [{ path: '/users/:id', methods: ['GET'] }, 'get.users._id'],
    [{ path: '/users', methods: ['POST', 'GET'] }, 'get-post.users'],
    [{ path: '/users', methods: ['GET', 'POST'] }, 'get-post.users'],
    [{ path: '/files/*' }, 'all.files.__'],
    [{ path: '/a%20b/c@d' }, 'all.a-20b.c-d'],
  ])('come from methods and path: %j → %s', (route, id) => {
    expect(acceptRoute(route).id).toBe(id)
  })

  it('do not depend on other routes', () => {
    const config = accept({ upstreams: both, routes: [{ path: '/a' }, { path: '/b' }] })
    expect(config.routes[1]?.id).toBe(acceptRoute({ path: '/b' }).id)
  })
})

describe('what a user writes', () => {
  it('may hold comments, trailing commas and a byte order mark', () => {
    expect(
      accept(`\uFEFF{ "upstreams": { "legacy": "${legacy}", }, /* none */ "routes": [], // yet\n}`).routes,
    ).toEqual([])
  })

  it.each([
    ['address', { by: 'address' }],
    ['cookie:Session', { by: 'cookie', name: 'Session' }],
    ['header:X-User', { by: 'header', name: 'x-user' }],
    ['claim:https://example.org/tenant', { by: 'claim', name: 'https://example.org/tenant' }],
    [
      { by: 'header', name: 'X-User' },
      { by: 'header', name: 'x-user' },
    ],
    [
      { by: 'claim', name: 'sub' },
      { by: 'claim', name: 'sub' },
    ],
  ])('may give the sticky key as text or as an object: %j', (sticky, parsed) => {
    expect(acceptRoute({ path: '/', sticky }).sticky).toEqual(parsed)
  })

  it('gives conditions as values, or true for any value; names of headers lose their case', () => {
    const route = acceptRoute({
      path: '/',
      headers: { 'X-Beta': 'Yes', 'X-Any': true },
      cookies: { Beta: '1' },
    })
    expect(route.match.headers).toEqual([
      { name: 'x-beta', value: 'Yes' },
      { name: 'x-any', value: null },
    ])
    expect(route.match.cookies).toEqual([{ name: 'Beta', value: '1' }])
  })

  it('gives origins that are brought to one form', () => {
    const upstreams = { legacy: { origins: ['HTTP://Example.org:80/', 'https://[::1]:4000'] } }
    expect(accept({ upstreams, routes: [] }).upstreams.get('legacy')?.origins).toEqual([
      'http://example.org',
      'https://[::1]:4000',
    ])
  })

  it('may let the operating system choose both ports', () => {
    const config = accept({ listen: { port: 0 }, admin: { port: 0 }, upstreams: { legacy }, routes: [] })
    expect(config.admin).toEqual({ host: '127.0.0.1', port: 0, tokenVariable: 'STRANGLER_ADMIN_TOKEN' })
  })

  it('may name the same upstream on both sides of a route', () => {
    expect(acceptRoute({ path: '/', mode: 'canary', new: 'legacy', share: 50 }).new).toBe('legacy')
  })
})

describe('defaults', () => {
  const defaults = {
    new: 'legacy',
    sticky: 'cookie:sid',
    override: { header: 'X-Side' },
    ramp: { minimum: 10 },
    timeouts: { connect: 500 },
    compare: { ignore: ['/a'], redact: ['iban'] },
  }

  it('hold for routes that say nothing', () => {
    expect(acceptRoute({ path: '/' }, defaults)).toMatchObject({
      new: 'legacy',
      sticky: { by: 'cookie', name: 'sid' },
      override: { header: 'x-side', cookie: null },
      ramp: { minimum: 10, steps: [1, 5, 25, 50, 100] },
      timeouts: { connect: 500, headers: 30000 },
    })
  })

  it('give way setting by setting', () => {
    const own = { timeouts: { headers: 7 }, compare: { ignore: ['/b'] }, ramp: { minimum: 20 } }
    const route = acceptRoute({ path: '/', ...own }, { ...defaults, timeouts: { connect: 500, headers: 5 } })
    expect(route.timeouts).toMatchObject({ connect: 500, headers: 7, body: 30000 })
    expect(route.compare.ignore).toEqual(['/b'])
    expect(route.ramp?.minimum).toBe(20)
  })

  it('can be switched off with null', () => {
    expect(acceptRoute({ path: '/', new: null, override: null, ramp: null }, defaults)).toMatchObject({
      new: null,
      override: null,
      ramp: null,
    })
  })

  it('and routes only ever add to what is redacted', () => {
    const { redact } = acceptRoute({ path: '/', compare: { redact: ['pin'] } }, defaults).compare
    expect(redact).toEqual(expect.arrayContaining(['authorization', 'set-cookie', 'password', 'iban', 'pin']))
  })
})
