import { describe, expect, it } from 'vitest'
import type { ConfigProblem } from '../../src/config/model.js'
import { parseConfig } from '../../src/config/parse-config.js'

function problemsOf(text: string): readonly ConfigProblem[] {
  const result = parseConfig(text)
  return result.kind === 'problems' ? result.problems : []
}

/** Problems of a config that is right but for these parts. */
function problemsWith(parts: object): readonly ConfigProblem[] {
  const right = { upstreams: { legacy: 'http://10.0.0.1:3000', new: 'http://10.0.0.1:4000' }, routes: [] }
  return problemsOf(JSON.stringify({ ...right, ...parts }))
}

const withRoute = (route: object) => problemsWith({ routes: [{ path: '/', ...route }] })
const brief = (problems: readonly ConfigProblem[]) =>
  problems.map(({ message, hint }) => `${message} ${hint}`)

describe('text that is not JSON', () => {
  it.each([
    ['', 1, 1, 'A value is missing.'],
    ['{\n  "routes": [\n}', 3, 1, 'A value is missing.'],
    ['{ "routes": [] "upstreams": {} }', 1, 16, 'A "," is missing.'],
    ["{ 'routes': [] }", 1, 3, 'This word is no JSON value.'],
    ['['.repeat(200_000), 1, 101, 'Brackets are nested more than 100 deep.'],
  ])('%j is reported at its place', (text, line, column, message) => {
    expect(problemsOf(text)[0]).toMatchObject({ line, column, message })
  })

  it('is not checked any further', () => {
    expect(brief(problemsOf('{ "rotes": []'))).toEqual(['A "}" is missing. Close the object.'])
  })
})

describe('places', () => {
  const text = [
    '{',
    '  "upstreams": { "legacy": "http://10.0.0.1:3000" },',
    '  "rotes": [], // a slip',
    '  "routes": [',
    '    { "path": "/a", "legacy": "legcy" },',
    '    { "path": "/b", "mode": "new" },',
    '    { "mode": "shadow", "share": 5 }',
    '  ]',
    '}',
  ].join('\r\n')

  it('are those of the value or name that is wrong, and all come at once, in order', () => {
    expect(problemsOf(text).map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual([
      '3:3 rotes is not a known property.',
      '5:31 routes[0].legacy: there is no upstream "legcy".',
      '6:29 routes[1].mode is "new", but the route has no new side.',
      '7:5 routes[2].path is missing.',
      '7:15 routes[2].mode is "shadow", but the route has no new side.',
      '7:34 routes[2].share has no effect in mode "shadow".',
    ])
  })

  it.each(['\n', '\r', '\r\n'])('count %j as one end of a line', end => {
    const lines = ['{ "upstreams": {', ' "legacy": "http://a" }, // old', '  "routes": 5 }']
    expect(problemsOf(lines.join(end))).toMatchObject([{ line: 3, column: 13 }])
  })

  it('come with the path to the value', () => {
    expect(problemsOf(text)[1]?.path).toEqual(['routes', 0, 'legacy'])
  })
})

describe('a value that breaks a rule of its own', () => {
  it.each<[object, string]>([
    [{ accessLog: 'yes' }, 'accessLog must be true or false.'],
    [{ limits: { head: 1.5 } }, 'limits.head must be a whole number.'],
    [{ limits: { headTimeout: 3e9 } }, 'limits.headTimeout must be at most 2147483647.'],
    [{ listen: { port: 70_000 } }, 'listen.port must be at most 65535.'],
    [{ admin: { tokenVariable: 'a b' } }, 'admin.tokenVariable is not the name of an environment variable.'],
    [{ state: { kind: 'mysql' } }, 'state.kind must be "file" or "postgres" or "redis".'],
    [{ state: {} }, 'state.kind is missing.'],
    [{ state: { kind: 'redis' } }, 'state does not say where the database is.'],
    [
      { state: { kind: 'redis', url: 'redis://a', urlVariable: 'A' } },
      'state.url and state.urlVariable both say where the database is.',
    ],
    [
      { state: { kind: 'redis', urlVariable: 'a b' } },
      'state.urlVariable is not the name of an environment variable.',
    ],
    [{ state: { kind: 'redis', urlVariable: 'A', name: 'a b' } }, 'state.name is not a valid name.'],
    [{ tls: { cert: 'a.pem' } }, 'tls.key is missing.'],
    [{ tracing: { share: 100.5 } }, 'tracing.share must be from 0 to 100, not 100.5.'],
    [{ tracing: { endpoint: 'collector' } }, 'tracing.endpoint is not a web address.'],
    [{ trust: { proxies: ['10.0.0.0/33'] } }, 'trust.proxies[0] must end in a number of bits from 0 to 32.'],
    [{ trust: { proxies: ['10.0.0'] } }, 'trust.proxies[0] is neither an address nor a network.'],
    [{ trust: { proxies: ['::1/129'] } }, 'trust.proxies[0] must end in a number of bits from 0 to 128.'],
    [{ hosts: ['shop.example.org:80'] }, 'hosts[0] has a port.'],
    [{ hosts: ['::1'] }, 'hosts[0] is an IPv6 address without brackets.'],
    [{ defaults: { share: 5 } }, 'defaults.share is not a known property.'],
    [{ upstreams: { legacy: 5 } }, 'upstreams.legacy must be text or an object.'],
    [{ upstreams: { legacy: {} } }, 'upstreams.legacy.origins is missing.'],
    [{ upstreams: { legacy: 'http://a', 'b d': 'http://b' } }, 'upstreams["b d"] is not a valid name.'],
  ])('%j: %s', (parts, message) => {
    expect(problemsWith(parts).map(problem => problem.message)).toEqual([message])
  })

  it.each([
    ['127.0.0.1:3000', 'must begin with "http://" or "https://"'],
    ['ftp://a', 'must begin with "http://" or "https://"'],
    ['http:/a', 'must begin with "http://" or "https://"'],
    ['http://u:p@a', 'must not hold a user name or password'],
    ['http://a/path', 'must not have a path or query'],
    ['http://a?x', 'must not have a path or query'],
    ['http://a\\b', 'must not have a path or query'],
    ['http://a:99999', 'is not a valid origin'],
    ['http://a:0', 'has port 0'],
  ])('the origin %s %s', (origin, predicate) => {
    const [problem] = problemsWith({ upstreams: { legacy: { origins: [origin] } } })
    expect(problem?.message).toBe(`upstreams.legacy.origins[0] ${predicate}.`)
  })

  it.each<[object, string]>([
    [{ path: 'users' }, 'path must begin with "/".'],
    [{ path: '/a?b' }, 'path contains "?".'],
    [{ path: '/a/{id}' }, 'path contains "{" or "}".'],
    [{ path: '/50%' }, 'path contains a "%" without two hexadecimal digits.'],
    [{ path: '/ä' }, 'path contains a character that no path is sent with.'],
    [{ path: '/\ud800' }, 'path contains a character that no path is sent with.'],
    [{ path: '/a*' }, 'path has a "*" that is not the whole of the last segment.'],
    [{ path: '/*/a' }, 'path has a "*" that is not the whole of the last segment.'],
    [{ path: '/:id(\\d+)' }, 'path contains a character that no path is sent with.'],
    [{ path: '/:id.json' }, 'path has the parameter ":id.json", which is more than a name.'],
    [{ path: `/${'a'.repeat(2048)}` }, 'path is longer than 2048 characters.'],
    [{ methods: [] }, 'methods is empty.'],
    [{ methods: 'GET' }, 'methods must be a list.'],
    [{ host: '*.*.org' }, 'host has a "*" in the wrong place.'],
    [{ host: 'a b' }, 'host is not the name of a host.'],
    [{ host: 'a.org:80' }, 'host has a port.'],
    [{ headers: { 'x y': '1' } }, 'headers["x y"] is not the name of a header or cookie.'],
    [{ headers: { 'x-a': 5 } }, 'headers["x-a"] must be text or true.'],
    [{ id: 'a b' }, 'id is not a valid name.'],
    [{ id: 'constructor' }, 'id is a name that JavaScript keeps for itself.'],
    [{ sticky: 'jwt:sub' }, 'sticky does not say where the key comes from.'],
    [{ sticky: { by: 'cookie' } }, 'sticky.name is missing.'],
    [{ mode: 'canary', share: -1 }, 'share must be from 0 to 100, not -1.'],
    [{ mode: 'canary', share: 12.345 }, 'share has more than two decimals.'],
    [{ ramp: { steps: [] } }, 'ramp.steps is empty.'],
    [{ ramp: { steps: [5, 1] } }, 'ramp.steps[1] must be more than the step before, 5.'],
    [{ ramp: { steps: [5, 5] } }, 'ramp.steps[1] must be more than the step before, 5.'],
    [{ ramp: { latencyFactor: 0.5 } }, 'ramp.latencyFactor must be at least 1.'],
    [{ compare: { ignore: ['items'] } }, 'compare.ignore[0] is a JSON pointer that does not begin with "/".'],
    [{ compare: { unordered: ['/a~2'] } }, 'compare.unordered[0] is a JSON pointer with a bare "~".'],
    [
      { compare: { tolerances: { a: 1 } } },
      'compare.tolerances.a is a JSON pointer that does not begin with "/".',
    ],
    [{ rewrite: { strip: 'api' } }, 'rewrite.strip is not the beginning of a path.'],
    [{ rewrite: { add: '/v2/' } }, 'rewrite.add is not the beginning of a path.'],
  ])('a route with %j: %s', (route, message) => {
    expect(withRoute(route).map(problem => problem.message)).toEqual([`routes[0].${message}`])
  })

  it.each([
    ['cookie', 'is not a bridge expression'],
    ['claim:sub', 'is not a bridge expression'],
    ['header:a b', 'is not a bridge expression'],
    ['header:Content-Length', 'names a header that belongs to the connection'],
  ])('a bridge that writes %s: %s', (to, predicate) => {
    const [problem] = withRoute({ bridge: { request: [{ side: 'new', from: 'cookie:sid', to }] } })
    expect(problem?.message).toBe(`routes[0].bridge.request[0].to ${predicate}.`)
  })

  it('is taken when it has two decimals, whatever floating point makes of it', () => {
    for (let share = 0; share <= 100; share += 0.01) {
      const problems = withRoute({ mode: 'canary', share: Number(share.toFixed(2)) })
      expect(problems).toEqual([])
      share += 0.36
    }
  })
})

describe('the nearest right name is suggested', () => {
  it.each<[object, string]>([
    [{ lisetn: {} }, '"listen"'],
    [{ routes: [{ path: '/', timeout: {} }] }, '"timeouts"'],
    [{ routes: [{ path: '/', mode: 'shadwo' }] }, '"shadow"'],
    [{ routes: [{ path: '/', methods: ['get'] }] }, '"GET"'],
    [{ routes: [{ path: '/', legacy: 'Legacy' }] }, '"legacy"'],
    [{ defaults: { new: 'nwe' } }, '"new"'],
    [{ fallback: 'lagacy' }, '"legacy"'],
    [{ limits: { headTimout: 5 } }, '"headTimeout"'],
  ])('%j: %s', (parts, name) => {
    expect(problemsWith(parts).map(problem => problem.hint)).toEqual([`Did you mean ${name}?`])
  })

  it('and when none is near, the known ones are listed', () => {
    expect(problemsWith({ fallback: 'mainframe' })[0]?.hint).toBe('Upstreams are: legacy, new.')
    expect(problemsWith({ trust: { xyz: 1 } })[0]?.hint).toBe('Known here: proxies.')
  })
})

describe('parts that do not go together', () => {
  it('a name that is there twice', () => {
    const text = '{ "upstreams": { "legacy": "http://a" }, "routes": [], "routes": [] }'
    expect(problemsOf(text)).toMatchObject([{ message: 'routes is there twice.', line: 1, column: 56 }])
  })

  it('a property called __proto__', () => {
    const text = '{ "upstreams": { "legacy": "http://a" }, "routes": [], "__proto__": {} }'
    expect(problemsOf(text).map(problem => problem.message)).toEqual(['__proto__ is no name for a property.'])
  })

  it('no fallback, and no upstream called "legacy"', () => {
    const [problem] = problemsWith({ upstreams: { old: 'http://a' } })
    expect(problem?.message).toBe('There is no upstream for requests that no route matches.')
  })

  it.each(['shadow', 'canary', 'new', 'retired'])('mode %s without a new side', mode => {
    expect(withRoute({ mode, new: null }).map(problem => problem.message)).toEqual([
      `routes[0].mode is "${mode}", but the route has no new side.`,
    ])
  })

  it('two routes with one id, given or derived', () => {
    const given = problemsWith({
      routes: [
        { path: '/a', id: 'x' },
        { path: '/b', id: 'x' },
      ],
    })
    expect(given[0]?.message).toBe('routes[1].id: routes[0] has the id "x" as well.')
    const derived = problemsWith({ routes: [{ path: '/a', host: 'a.org' }, { path: '/a' }] })
    expect(derived.map(problem => problem.message)).toEqual([
      'routes[1].path and methods give the same id as routes[0]: "all.a".',
    ])
  })

  it('listen and admin on one port', () => {
    expect(problemsWith({ admin: { port: 8080 } })[0]?.message).toBe(
      'The admin API has the port of the proxy itself, 8080.',
    )
  })

  it.each([
    ['127.0.0.1', 8080, 'http://127.0.0.1:8080', true],
    ['127.0.0.1', 8080, 'http://localhost:8080', true],
    ['127.0.0.1', 80, 'http://127.0.0.1', true],
    ['0.0.0.0', 443, 'https://127.0.0.9', true],
    ['::', 8080, 'http://127.0.0.1:8080', true],
    ['::1', 8080, 'http://[::1]:8080', true],
    ['localhost', 8080, 'http://[::1]:8080', true],
    ['127.0.0.1', 8080, 'http://127.0.0.1:8081', false],
    ['127.0.0.1', 8080, 'http://127.0.0.2:8080', false],
    ['127.0.0.1', 8080, 'http://[::1]:8080', false],
    ['0.0.0.0', 8080, 'http://app:8080', false],
  ])('listening on %s:%i, an upstream at %s: a loop is %s', (host, port, origin, loop) => {
    const problems = problemsWith({ listen: { host, port }, upstreams: { legacy: origin } })
    const message = 'upstreams.legacy is the address of the proxy itself: requests would go round in circles.'
    expect(problems.map(problem => problem.message)).toEqual(loop ? [message] : [])
  })
})

describe('one mistake is one problem', () => {
  it.each<[object, string]>([
    [{ routes: [{ path: '/', mode: 'new', new: 5 }] }, 'routes[0].new must be text.'],
    [
      { routes: [{ path: '/', mode: 5, share: 5 }] },
      'routes[0].mode must be one of legacy, shadow, canary, new, retired, not 5.',
    ],
    [{ fallback: 5, upstreams: { a: 'http://a' } }, 'fallback must be text.'],
    [{ upstreams: 5 }, 'upstreams must be an object.'],
    [
      { upstreams: { legacy: 'nowhere' }, routes: [{ path: '/', legacy: 'legacy' }] },
      'upstreams.legacy must begin with "http://" or "https://".',
    ],
    [{ listen: { port: 'x' }, admin: { port: 8080 } }, 'listen.port must be a number.'],
    [{ routes: 5 }, 'routes must be a list.'],
    [
      { upstreams: { legacy: 'http://a' }, defaults: { new: 5 }, routes: [{ path: '/', mode: 'new' }] },
      'defaults.new must be text.',
    ],
  ])('%j: %s', (parts, message) => {
    expect(problemsWith(parts).map(problem => problem.message)).toEqual([message])
  })
})
