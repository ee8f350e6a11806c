import { describe, expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.js'

/** Messages about routes that never match, without the place they begin with. */
function unreachable(routes: readonly object[]): readonly string[] {
  const named = routes.map((route, at) => ({ id: `r${at}`, ...route }))
  const result = parseConfig(JSON.stringify({ upstreams: { legacy: 'http://a' }, routes: named }))
  return result.kind === 'problems' ? result.problems.map(problem => problem.message) : []
}

const x = { 'x-a': '1' }

describe('a route never matches when', () => {
  it.each<[string, readonly object[], string]>([
    [
      'the same one stands before it',
      [{ path: '/a' }, { path: '/a' }],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
    [
      'only names of parameters differ',
      [{ path: '/:a' }, { path: '/:b' }],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
    [
      'only the encoding differs',
      [{ path: '/%7ea' }, { path: '/~%61' }],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
    [
      'its methods are all taken by one',
      [
        { path: '/', methods: ['GET', 'PUT'] },
        { path: '/', methods: ['PUT'] },
      ],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
    [
      'its methods are all taken by several',
      [
        { path: '/', methods: ['GET'] },
        { path: '/', methods: ['PUT'] },
        { path: '/', methods: ['PUT', 'GET'] },
      ],
      'routes[2] never matches: routes[1] and routes[0] take all its requests.',
    ],
    [
      'the header it wants may have any value before it',
      [
        { path: '/', headers: { 'X-A': true } },
        { path: '/', headers: x },
      ],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
    [
      'the host is the same but for its case',
      [
        { path: '/', host: 'A.org' },
        { path: '/', host: 'a.org' },
      ],
      'routes[1] never matches: routes[0] takes all its requests.',
    ],
  ])('%s', (_, routes, message) => {
    expect(unreachable(routes)).toEqual([message])
  })
})

describe('a route can match when', () => {
  it.each<[string, readonly object[]]>([
    ['the wider path stands before it', [{ path: '/*' }, { path: '/:a' }, { path: '/a' }]],
    ['a slash at the end differs', [{ path: '/a' }, { path: '/a/' }]],
    ['the case differs', [{ path: '/a' }, { path: '/A' }]],
    ['an encoded slash differs from a slash', [{ path: '/a/b' }, { path: '/a%2Fb' }]],
    ['it has methods and the other has none', [{ path: '/' }, { path: '/', methods: ['GET'] }]],
    [
      'the other has fewer methods',
      [
        { path: '/', methods: ['GET'] },
        { path: '/', methods: ['GET', 'PUT'] },
      ],
    ],
    ['it has a host and the other has none', [{ path: '/' }, { path: '/', host: 'a.org' }]],
    [
      'its host is narrower',
      [
        { path: '/', host: '*.org' },
        { path: '/', host: '*.a.org' },
        { path: '/', host: 'b.a.org' },
      ],
    ],
    [
      'it has more conditions',
      [
        { path: '/', headers: x },
        { path: '/', headers: x, cookies: { b: true } },
      ],
    ],
    [
      'its conditions are others',
      [
        { path: '/', headers: x },
        { path: '/', cookies: { 'x-a': '1' } },
      ],
    ],
    [
      'its value is another',
      [
        { path: '/', headers: x },
        { path: '/', headers: { 'x-a': '2' } },
      ],
    ],
    [
      'it takes any value after a certain one',
      [
        { path: '/', headers: x },
        { path: '/', headers: { 'x-a': true } },
      ],
    ],
  ])('%s', (_, routes) => {
    expect(unreachable(routes)).toEqual([])
  })
})
