import { describe, expect, it } from 'vitest'
import { exportConfig } from '../../../src/strangle/export/export-config.js'
import { type Dialect, dialects, readDocuments, readGatewayTable } from './gateway-table.js'
import { findKubernetesFlaws, specOf } from './kubernetes-schemas.js'
import { randomConfig, randomRequests, upstreamOf } from './random-sketch.js'
import { type Sketch, sketchConfig } from './sketch.js'

function exported(sketch: Sketch) {
  const { files, notes } = exportConfig(sketchConfig(sketch), 'gateway-api')
  return { text: files['gateway.yaml'] ?? '', notes: notes.join('\n') }
}

function flawsOf(text: string): readonly string[] {
  return readDocuments(text).flatMap(document => findKubernetesFlaws(document))
}

const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH']

/** Everything that a config can say. */
const everything: Sketch = {
  listen: { host: '::', port: 8443 },
  tls: { cert: '/etc/strangler/cert.pem', key: '/etc/strangler/key.pem' },
  limits: { body: 1_000_000 },
  upstreams: {
    legacy: {
      origins: ['https://old.example.org', 'https://older.example.org:8443'],
      host: 'old.example.org',
    },
    new: { origins: ['http://10.0.0.1:80', 'http://10.0.0.2:81', 'http://[2001:db8::1]:80'] },
    near: 'http://shop:8080',
    far: 'http://shop.other.svc.cluster.local',
    here: 'http://127.0.0.1:3000',
  },
  routes: [
    {
      path: '/orders/:id/lines',
      mode: 'canary',
      share: 12.34,
      override: { header: 'x-side', cookie: 'side' },
      retry: { attempts: 2, budget: 15 },
      ramp: {},
    },
    { path: '/claims', mode: 'canary', share: 1, sticky: 'claim:sub', rewrite: { strip: '/claims' } },
    { path: '/users/*', methods: ['GET', 'POST'], mode: 'shadow', shadow: { share: 2.5 } },
    {
      path: '/c++/%7euser/%C3%A4',
      host: '*.example.org',
      headers: { 'x-a': '', 'x-b': true },
      cookies: { c: '1', d: true },
      mode: 'new',
    },
    { path: '/dav/*', methods: ['PROPFIND', 'GET'], new: 'near', mode: 'new' },
    { id: 'locked', path: '/dav/*', methods: ['LOCK'], new: 'far', mode: 'new' },
    { path: '/moved/*', mode: 'new', rewrite: { strip: '/moved', add: '/v2' } },
    {
      ...{ id: 'all', path: '/all', host: 'shop.example.org', methods: everyMethod },
      headers: { 'x-c': '1' },
    },
    {
      ...{ id: 'any', path: '/all', methods: everyMethod, new: 'here', mode: 'new' },
      headers: { 'x-a': '1', 'x-b': '1' },
    },
    ...Array.from({ length: 40 }, (_, at) => ({ path: `/static/${at}`, mode: 'new' })),
  ],
}

describe('the documents for the Gateway API', () => {
  it('have nothing that the schemas of the Gateway API do not know or forbid', () => {
    expect(flawsOf(exported(everything).text)).toEqual([])
  })

  it.each([
    ['an unknown field', /backendRefs:/, 'backends:', 'must NOT have additional properties'],
    ['a value of another type', /mode: Terminate/, 'mode: true', 'must be string'],
    ['an unknown word', /type: RequestMirror/, 'type: Mirror', 'must be equal to one of'],
    ['a method that is not known', /method: POST/, 'method: LOCK', 'must be equal to one of'],
    ['a weight without bounds', /weight: \d+/, 'weight: 1000001', 'must be <= 1000000'],
    ['a path that would be normalised', /value: \/static\/1\n/, 'value: /static//1\n', 'the path /static//1'],
  ])('would be refused with %s', (_, place, put, told) => {
    const { text } = exported(everything)
    expect(text).toMatch(place)
    expect(flawsOf(text.replace(place, put)).join('\n')).toContain(told)
  })

  it.each(
    Array.from({ length: 12 }, (_, at) => ({
      seed: at + 1,
      parameters: at % 2 === 0,
      count: at < 8 ? 30 : 50,
    })),
  )(
    'send random requests where the proxy would, whatever implementations may choose (seed $seed)',
    ({ seed, parameters, count }) => {
      const config = randomConfig(seed, count, { cookies: true, parameters })
      const text = exportConfig(config, 'gateway-api').files['gateway.yaml'] ?? ''
      expect(flawsOf(text)).toEqual([])
      const expected = upstreamOf(config)
      for (const dialect of dialects) {
        const decide = readGatewayTable(text, dialect)
        for (const head of randomRequests(seed + 100, 200)) {
          expect([dialect, head, decide(head).services]).toEqual([
            dialect,
            head,
            [`strangler-${expected(head)}`],
          ])
        }
      }
    },
    60_000,
  )
})

const [dialect] = dialects as readonly [Dialect, ...Dialect[]]
const head = { method: 'GET', url: '/u/1', host: 'a.org', rawHeaders: [], address: '::1' }

describe('HTTPRoutes', () => {
  it('know no expressions while no path needs one', () => {
    const routes = [{ path: '/a/*', mode: 'new' }, { path: '/a/b' }, { path: '/a', methods: ['GET'] }]
    const { text, notes } = exported({ routes })
    expect(text + notes).not.toContain('RegularExpression')
    expect(text).toContain('type: PathPrefix')
  })

  it('hold at most sixteen rules, and number those of a host in their order', () => {
    const names = readDocuments(exported(everything).text).flatMap(document => {
      if (document.kind !== 'HTTPRoute') return []
      expect(specOf<{ rules: readonly object[] }>(document).rules.length).toBeLessThanOrEqual(16)
      return [document.metadata.name]
    })
    expect(names).toContain('strangler-003')
    expect(names).toContain('strangler-any-example-org-001')
    const ofAnyHost = names.filter(name => /^strangler-\d/.test(name))
    expect(ofAnyHost).toEqual([...ofAnyHost].sort())
  })

  it('copy the methods of a shadow alone, and not what a tester sends to the new side', () => {
    const { text } = exported({ routes: [{ path: '/u/*', mode: 'shadow', override: { header: 'x-side' } }] })
    const decide = readGatewayTable(text, dialect)
    const told = (more: Partial<typeof head> & { rawHeaders?: string[] }) => {
      const { services, copies } = decide({ ...head, ...more })
      return [services, copies]
    }
    expect(told({})).toEqual([['strangler-legacy'], ['strangler-new']])
    expect(told({ method: 'POST' })).toEqual([['strangler-legacy'], []])
    expect(told({ rawHeaders: ['X-Side', 'new'] as never[] })).toEqual([['strangler-new'], []])
  })

  it('weigh a share with two decimals, and each origin of a side alike', () => {
    const { text } = exported({ ...everything, routes: [{ path: '/a', mode: 'canary', share: 12.34 }] })
    const rules = readDocuments(text).flatMap(({ kind, spec }) =>
      kind === 'HTTPRoute' ? (spec?.rules as { backendRefs: { name: string; weight: number }[] }[]) : [],
    )
    const weights = new Map(rules[0]?.backendRefs.map(({ name, weight }) => [name, weight]))
    const sum = [...weights.values()].reduce((left, right) => left + right, 0)
    expect((weights.get('strangler-new') ?? 0) / sum).toBeCloseTo(0.1234, 10)
    expect(weights.get('strangler-legacy')).toBe(weights.get('strangler-legacy-2'))
  })

  it.each([
    ['/moved', '/moved'],
    ['/moved/a?b', '/v2/a'],
    ['/moved//', '/v2//'],
    ['/movedx', '/movedx'],
    ['/api/users/7', '/users/7'],
    ['/gone/x', '/x'],
    ['/gone/', '/'],
    ['/one', '/two/one'],
    ['/api/one', '/two'],
  ])('rewrite %s to %s', (url, expected) => {
    const routes = [
      { path: '/moved/*', mode: 'new', rewrite: { strip: '/moved', add: '/v2' } },
      { path: '/api/users/*', mode: 'new', rewrite: { strip: '/api' } },
      { path: '/gone/*', mode: 'retired', rewrite: { strip: '/gone' } },
      { path: '/one', mode: 'new', rewrite: { add: '/two' } },
      { path: '/api/one', mode: 'new', rewrite: { strip: '/api/one', add: '/two' } },
    ]
    const { text, notes } = exported({ routes })
    expect([flawsOf(text), notes]).toEqual([[], expect.not.stringContaining('rewrite')])
    expect(readGatewayTable(text, dialect)({ ...head, url }).path).toBe(expected)
  })

  it('rewrite for each method, and not for testers on the old side', () => {
    const rewrite = { strip: '/moved', add: '/v2' }
    const methods = ['GET', 'POST']
    const routes = [{ path: '/moved/*', methods, mode: 'new', rewrite, override: { header: 'x-side' } }]
    const { text } = exported({ routes })
    expect(flawsOf(text)).toEqual([])
    const decide = readGatewayTable(text, dialect)
    const asked = { ...head, url: '/moved/a' }
    expect(methods.map(method => decide({ ...asked, method }).path)).toEqual(['/v2/a', '/v2/a'])
    expect(decide({ ...asked, rawHeaders: ['X-Side', 'legacy'] as never[] }).path).toBe('/moved/a')
  })

  it('tell of rewrites that they cannot do', () => {
    const strip = { strip: '/api/v1', add: '' }
    const routes = [{ path: '/api/*', mode: 'new', rewrite: strip }]
    expect(exported({ routes }).notes).toContain('would have to begin with /api/v1')
    const more = [...routes, { path: '/users/:id' }]
    expect(exported({ routes: more }).notes).toContain('rewrite of all.api.__ is left out: HTTPRoutes cannot')
    const shared = [{ path: '/api/v1/*', mode: 'canary', rewrite: strip }]
    expect(exported({ routes: shared }).notes).toContain('left out while it is a canary')
  })

  it('leave out what they cannot match, and say so', () => {
    const { notes } = exported({
      routes: [
        { id: 'locked', path: '/a', methods: ['LOCK'] },
        { id: 'half', path: '/a', methods: ['GET', 'LOCK'] },
        { id: 'numbered', path: '/a', host: '10.0.0.1' },
        { id: 'long', path: `/${'a'.repeat(1100)}` },
        { id: 'whole', path: '/a', headers: { Cookie: 'a=1' } },
        { id: 'hungry', path: '/a', cookies: { a: '1', b: '1', c: '1', d: '1' } },
      ],
    })
    for (const id of ['locked', 'numbered', 'long', 'whole', 'hungry'])
      expect(notes).toContain(`${id} is left out`)
    expect(notes).toContain('half does not take LOCK')
  })

  it('find two cookies in either order, between others', () => {
    const { text } = exported({ routes: [{ path: '/u/1', mode: 'new', cookies: { a: '1', b: true } }] })
    const decide = readGatewayTable(text, dialect)
    const side = (cookie: string) =>
      decide({ ...head, rawHeaders: ['Cookie', cookie] as never[] }).services[0]
    for (const cookie of ['a=1; b=x', 'b=; z=1;a=1', 'z=0; a=1;y=2; b=3; x=1'])
      expect([cookie, side(cookie)]).toEqual([cookie, 'strangler-new'])
    for (const cookie of ['a=1', 'a=2; b=1', 'aa=1; b=1', 'z=a=1; b=1'])
      expect([cookie, side(cookie)]).toEqual([cookie, 'strangler-legacy'])
  })
})

describe('cookies of a route', () => {
  it('are one header together, and still win over more headers of a later route', () => {
    const routes = [
      { id: 'first', path: '/u/1', mode: 'new', cookies: { a: '1', b: '1' } },
      { id: 'second', path: '/u/1', headers: { 'x-a': '1', 'x-b': '1' } },
    ]
    const decide = readGatewayTable(exported({ routes }).text, dialect)
    const rawHeaders = ['Cookie', 'a=1; b=1', 'X-A', '1', 'X-B', '1'] as never[]
    expect(decide({ ...head, rawHeaders }).services).toEqual(['strangler-new'])
  })
})

describe('the Services of upstreams', () => {
  const { text, notes } = exported(everything)
  const documents = readDocuments(text)
  const named = (kind: string) => documents.filter(document => document.kind === kind)
  const refs = JSON.stringify(named('HTTPRoute'))

  it('are names where upstreams have names', () => {
    const external = named('Service').filter(({ spec }) => spec?.type === 'ExternalName')
    expect(external.map(({ spec }) => spec?.externalName)).toEqual(['old.example.org', 'older.example.org'])
    expect(notes).toContain('strangler-legacy is no more than the name old.example.org')
    expect(notes).toContain('BackendTLSPolicy')
  })

  it('have slices of one port and one family each where upstreams have addresses', () => {
    const slices = named('EndpointSlice')
    expect(
      slices.map(({ addressType, ports, endpoints }) => [
        addressType,
        ports?.[0]?.port,
        endpoints?.flatMap(({ addresses }) => addresses),
      ]),
    ).toEqual([
      ['IPv4', 80, ['10.0.0.1']],
      ['IPv4', 81, ['10.0.0.2']],
      ['IPv6', 80, ['2001:db8::1']],
    ])
  })

  it('are not written where they are in the cluster', () => {
    expect(refs).toContain('{"name":"shop","port":8080}')
    expect(refs).toContain('{"name":"here","port":3000}')
    expect(named('Service').map(({ metadata }) => metadata.name)).toEqual([
      'strangler-legacy',
      'strangler-legacy-2',
      'strangler-new',
    ])
    expect(notes).toContain('http://127.0.0.1:3000 means nothing in a cluster')
    const far = exported({ ...everything, routes: [{ path: '/a', new: 'far', mode: 'new' }] }).text
    expect(JSON.stringify(readDocuments(far))).toContain('{"name":"shop","namespace":"other","port":80}')
  })
})
