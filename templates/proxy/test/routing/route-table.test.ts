import { describe, expect, it } from 'vitest'
import type { RequestHead } from '../../src/http/exchange.js'
import { createRouteTable } from '../../src/routing/route-table.js'
import { sampleHead, sampleRoutes } from './sample-routes.js'

/** Matches against routes that have nothing but a path, and gives the path that won. */
function winner(paths: readonly string[], url: string): string | null {
  const table = createRouteTable(sampleRoutes(paths.map(path => ({ path }))))
  return table.match(sampleHead({ url }))?.match.path ?? null
}

/** The place of the route that wins. */
function winnerAt(routes: readonly object[], parts: Partial<RequestHead>): string | null {
  return createRouteTable(sampleRoutes(routes)).match(sampleHead(parts))?.id ?? null
}

describe('a path matches', () => {
  it.each([
    ['/', '/', true],
    ['/', '/?a=/b', true],
    ['/', '/a', false],
    ['/a', '/a?b', true],
    ['/a', '/a/', false],
    ['/a/', '/a/', true],
    ['/a/', '/a', false],
    ['/a', '/A', false],
    ['/a', '/ab', false],
    ['/ab', '/a', false],
    ['/users/:id', '/users/5', true],
    ['/users/:id', `/users/${'5'.repeat(5000)}`, true],
    ['/users/:id', '/users/', false],
    ['/users/:id', '/users/5/', false],
    ['/users/:id', '/users/5/posts', false],
    ['/users/:id', '/users/a%2Fb', true],
    ['/users/:id/posts', '/users/5/posts', true],
    ['/users/:id/posts', '/users//posts', false],
    ['/files/*', '/files/', true],
    ['/files/*', '/files/a/b?c', true],
    ['/files/*', '/files/?c', true],
    ['/files/*', '/files', false],
    ['/files/*', '/filesystem', false],
    ['/*', '/', true],
    ['/*', '/a//b/', true],
    ['/a//b', '/a//b', true],
    ['/a//b', '/a/b', false],
    ['/a/b', '/a//b', false],
    ['/b', '/a/../b', false],
    ['/a', '/./a', false],
    ['/a/../b', '/a/../b', true],
    ['/:x/:y/b', '/a/../b', true],
    ['/v1/things:batch', '/v1/things:batch', true],
    ['/*', '*', false],
    ['/*', 'http://example.org/', false],
    ['/*', '', false],
  ])('pattern %s, target %s: %s', (path, url, matches) => {
    expect(winner([path], url)).toBe(matches ? path : null)
  })
})

describe('percent-encoding', () => {
  it.each([
    ['/~user', '/%7Euser', true],
    ['/~user', '/%7euser', true],
    ['/%7euser', '/~user', true],
    ['/a.b', '/%61%2E%62', true],
    ['/..', '/%2e%2e', true],
    ['/a/b', '/a%2Fb', false],
    ['/a%2Fb', '/a%2fb', true],
    ['/a%2Fb', '/a/b', false],
    ['/a:b', '/a%3Ab', false],
    ['/a', '/%2561', false],
    ['/a%20b', '/a%20b', true],
    ['/a', '/a?%zz', true],
    ['/:x', '/%zz', true],
    ['/a', '/a%3Fb', false],
    ['/a%3Fb', '/a%3fb', true],
  ])('pattern %s, target %s: %s', (path, url, matches) => {
    expect(winner([path], url)).toBe(matches ? path : null)
  })
})

describe('the most specific path wins, whatever the order in the file', () => {
  const paths = [
    '/*',
    '/:a',
    '/:a/*',
    '/users',
    '/users/*',
    '/users/:id',
    '/users/me',
    '/:a/me',
    '/users/:id/:x',
    '/users/me/*',
  ]
  it.each([
    ['/users', '/users'],
    ['/other', '/:a'],
    ['/users/me', '/users/me'],
    ['/users/5', '/users/:id'],
    ['/users/', '/users/*'],
    ['/other/me', '/:a/me'],
    ['/other/5', '/:a/*'],
    ['/users/me/x', '/users/me/*'],
    ['/users/5/x', '/users/:id/:x'],
    ['/users/5/x/y', '/users/*'],
    ['/', '/*'],
  ])('%s goes to %s', (url, path) => {
    expect(winner(paths, url)).toBe(path)
    expect(winner([...paths].reverse(), url)).toBe(path)
  })

  it('goes back when a static segment leads nowhere', () => {
    expect(winner(['/a/b/c', '/a/:x/d', '/:x/b/e', '/*'], '/a/b/d')).toBe('/a/:x/d')
    expect(winner(['/a/b/c', '/a/:x/d', '/:x/b/e', '/*'], '/a/b/e')).toBe('/:x/b/e')
    expect(winner(['/a/b/c', '/a/:x/d', '/:x/b/e', '/*'], '/a/b/f')).toBe('/*')
  })
})

describe('of equal paths', () => {
  it.each<[string, readonly object[], Partial<RequestHead>, string | null]>([
    ['a list of methods comes before none', [{ path: '/' }, { path: '/', methods: ['GET'] }], {}, 'r1'],
    [
      'a list of methods comes before a host',
      [
        { path: '/', host: 'example.org' },
        { path: '/', methods: ['GET'] },
      ],
      {},
      'r1',
    ],
    [
      'another method falls to the one without a list',
      [{ path: '/' }, { path: '/', methods: ['GET'] }],
      { method: 'PUT' },
      'r0',
    ],
    ['HEAD is not GET', [{ path: '/', methods: ['GET'] }], { method: 'HEAD' }, null],
    [
      'an exact host comes before a wildcard',
      [{ path: '/' }, { path: '/', host: '*.b.org' }, { path: '/', host: 'a.b.org' }],
      { host: 'a.b.org' },
      'r2',
    ],
    [
      'a wildcard comes before any host',
      [{ path: '/' }, { path: '/', host: '*.b.org' }],
      { host: 'x.a.b.org:8080' },
      'r1',
    ],
    [
      'the longer wildcard comes first',
      [
        { path: '/', host: '*.org' },
        { path: '/', host: '*.b.org' },
      ],
      { host: 'a.b.org' },
      'r1',
    ],
    ['a wildcard is not the domain itself', [{ path: '/', host: '*.b.org' }], { host: 'b.org' }, null],
    ['a wildcard ends at a dot', [{ path: '/', host: '*.b.org' }], { host: 'ab.org' }, null],
    [
      'a host comes before conditions',
      [
        { path: '/', headers: { a: '1' } },
        { path: '/', host: 'example.org' },
      ],
      { rawHeaders: ['a', '1'] },
      'r1',
    ],
    [
      'more conditions come first',
      [
        { path: '/', headers: { a: '1' } },
        { path: '/', headers: { a: '1' }, cookies: { b: true } },
      ],
      { rawHeaders: ['a', '1', 'Cookie', 'b=2'] },
      'r1',
    ],
    [
      'the order in the file decides at last',
      [
        { path: '/', headers: { b: '1' } },
        { path: '/', headers: { a: '1' } },
      ],
      { rawHeaders: ['a', '1', 'b', '1'] },
      'r0',
    ],
  ])('%s', (_, routes, parts, id) => {
    expect(winnerAt(routes, parts)).toBe(id)
  })
})

describe('a route is passed over when a condition fails', () => {
  it.each<[string, readonly object[], Partial<RequestHead>]>([
    [
      'a wildcard path is tried after a static one',
      [{ path: '/a', methods: ['PUT'] }, { path: '/*' }],
      { url: '/a' },
    ],
    [
      'a parameter is tried after a static segment',
      [{ path: '/a/b', headers: { x: '1' } }, { path: '/:x/b' }],
      { url: '/a/b' },
    ],
    [
      'any host is tried after an exact one',
      [{ path: '/', host: 'example.org', cookies: { x: true } }, { path: '/' }],
      {},
    ],
    [
      'a wildcard host is tried after an exact one',
      [
        { path: '/', host: 'a.b.org', cookies: { x: true } },
        { path: '/', host: '*.b.org' },
      ],
      { host: 'a.b.org' },
    ],
    [
      'no list of methods is tried after a list',
      [{ path: '/', methods: ['GET'], host: 'else.org' }, { path: '/' }],
      {},
    ],
  ])('%s', (_, routes, parts) => {
    expect(winnerAt(routes, parts)).toBe('r1')
  })

  it('and so is the whole way up to the top', () => {
    const paths = ['/a/b/c', '/a/b/*', '/a/:x/c', '/a/*', '/:x/b/c', '/*']
    const closed = paths.map(path => ({ path, headers: { 'x-open': path } }))
    for (const [at, path] of paths.entries()) {
      expect(winnerAt(closed, { url: '/a/b/c', rawHeaders: ['X-Open', path] })).toBe(`r${at}`)
    }
    expect(winnerAt(closed, { url: '/a/b/c' })).toBeNull()
  })
})

describe('conditions', () => {
  it.each<[string, object, readonly string[], boolean]>([
    ['names of headers have no case', { headers: { 'X-Beta': '1' } }, ['x-BETA', '1'], true],
    ['values of headers do', { headers: { 'x-beta': 'Yes' } }, ['x-beta', 'yes'], false],
    ['one of several values will do', { headers: { a: '2' } }, ['a', '1', 'A', '2'], true],
    ['true wants any value, an empty one too', { headers: { a: true } }, ['a', ''], true],
    ['true wants the header', { headers: { a: true } }, ['b', '1'], false],
    ['a value is not taken for a name', { headers: { a: true } }, ['b', 'a'], false],
    ['all are wanted', { headers: { a: '1', b: '1' } }, ['a', '1'], false],
    ['a cookie is found among others', { cookies: { b: '2' } }, ['Cookie', 'a=1; b=2;c=3'], true],
    [
      'a cookie is found in any of several headers',
      { cookies: { b: '2' } },
      ['cookie', 'a=1', 'Cookie', 'b=2'],
      true,
    ],
    ['names of cookies have case', { cookies: { B: true } }, ['Cookie', 'b=2'], false],
    ['the end of a name is not the name', { cookies: { b: '2' } }, ['Cookie', 'ab=2'], false],
    ['a cookie may have = in its value', { cookies: { b: '2=3' } }, ['Cookie', 'b=2=3'], true],
  ])('%s', (_, conditions, rawHeaders, matches) => {
    expect(winnerAt([{ path: '/', ...conditions }], { rawHeaders })).toBe(matches ? 'r0' : null)
  })

  it.each([
    ['example.org', 'example.org', true],
    ['example.org', 'example.org:8080', true],
    ['example.org', 'example.org.', true],
    ['Example.org', 'example.org', true],
    ['example.org', 'www.example.org', false],
    ['example.org', '', false],
    ['[::1]', '[::1]:8080', true],
    ['[::1]', '[::1]', true],
    ['127.0.0.1', '127.0.0.1:80', true],
  ])('host %s, sent %j: %s', (pattern, host, matches) => {
    expect(winnerAt([{ path: '/', host: pattern }], { host })).toBe(matches ? 'r0' : null)
  })
})

it('candidates of one path come in order of precedence', () => {
  const routes = sampleRoutes([
    { path: '/', host: '*.org' },
    { path: '/', host: '*.b.org' },
    { path: '/' },
    { path: '/', host: 'a.b.org' },
    { path: '/', cookies: { a: true } },
    { path: '/', methods: ['GET'] },
  ])
  const ids = createRouteTable(routes)
    .candidates(sampleHead())
    .map(route => route.id)
  expect(ids).toEqual(['r5', 'r3', 'r1', 'r0', 'r4', 'r2'])
})

describe('a large table', () => {
  it('finds each of 100,000 routes', () => {
    const routes = sampleRoutes(
      Array.from({ length: 100_000 }, (_, at) => ({
        path: `/s${at % 50}/r${at}/${at % 3 === 0 ? ':id' : 'x'}`,
      })),
    )
    const table = createRouteTable(routes)
    for (const [at, route] of routes.entries()) {
      const url = `/s${at % 50}/r${at}/${at % 3 === 0 ? '42' : 'x'}?q`
      if (table.match(sampleHead({ url })) !== route) expect.fail(url)
    }
    expect(table.match(sampleHead({ url: '/s1/r0/x' }))).toBeNull()
  })

  it('finds each of 20,000 hosts, and lists them all as candidates', () => {
    const routes = sampleRoutes(
      Array.from({ length: 20_000 }, (_, at) => ({ path: '/*', host: `h${at}.org` })),
    )
    const table = createRouteTable(routes)
    for (const route of routes) {
      if (table.match(sampleHead({ host: route.match.host ?? '' })) !== route) expect.fail(route.id)
    }
    expect(table.candidates(sampleHead())).toEqual(routes)
  })
})
