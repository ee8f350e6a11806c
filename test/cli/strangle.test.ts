import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { runBanyan } from '../support/run-banyan.js'
import { temporaryProject } from '../support/temporary-project.js'

const config = `{
  // The old shop, and the new one that takes over route by route.
  "upstreams": { "legacy": "http://127.0.0.1:3000", "new": "http://127.0.0.1:4000" },
  "routes": [
    { "id": "user", "path": "/users/:id", "methods": ["GET"], "mode": "new" },
    { "id": "orders", "path": "/orders", "mode": "canary", "share": 25, "sticky": "cookie:session" }
  ]
}
`

const run = (files: Readonly<Record<string, string>>, ...args: readonly string[]) => {
  const root = temporaryProject(files)
  return runBanyan(['strangle', ...args], { cwd: root }).then(ended => ({ ...ended, root }))
}
const shop = { 'strangler.config.json': config }

describe('banyan strangle route explain', () => {
  it('says which route wins, on which side, and why the others do not', async () => {
    const { stdout, code } = await run(shop, 'route', 'explain', 'GET /users/7')
    expect(code).toBe(0)
    expect(stdout).toContain('user → new (new)')
    expect(stdout).toContain('✓ user  wins')
    const post = await run(shop, 'route', 'explain', 'POST /users/7')
    expect(post.stdout).toContain('No route matches: the fallback answers.')
    expect(post.stdout).toContain('✗ user  does not match: the method is not GET')
  })

  it('tells the bucket and the side of a user as JSON', async () => {
    const { stdout } = await run(shop, 'route', 'explain', '/orders', '-H', 'Cookie: session=abc', '--json')
    const told = JSON.parse(stdout)
    expect(told).toMatchObject({ route: 'orders', reason: 'share', key: { value: 'abc' } })
    expect(told.side).toBe(told.bucket < 2500 ? 'new' : 'legacy')
  })

  it.each([
    [{}, ['GET /a'], ['No configuration', 'strangler.config.json']],
    [shop, ['a'], ['is no request', '"GET /users/7"']],
    [shop, ['/a', '-H', 'nonsense'], ['is no header']],
    [
      { 'strangler.config.json': '{\n  "upstreams": {},\n  "routs": []\n}' },
      ['/a'],
      ['strangler.config.json:2', 'strangler.config.json:3', 'routes'],
    ],
  ])('refuses with the place and the way out: %j %j', async (files, args, told) => {
    const { stdout, stderr, code } = await run(files as Record<string, string>, 'route', 'explain', ...args)
    expect([code, stdout]).toEqual([2, ''])
    for (const text of told) expect(stderr).toContain(text)
  })
})

describe('banyan strangle export', () => {
  it('writes the config of an engine into a file, and notes what it cannot do', async () => {
    const { stderr, code, root } = await run(shop, 'export', 'nginx', '--output', 'made/shop.conf')
    expect(code).toBe(0)
    expect(readFileSync(path.join(root, 'made/shop.conf'), 'utf8')).toContain('map "$request_method|')
    expect(stderr).toContain('Note: nginx deals users to sides by another hash')
  })

  it('prints it, and is silent about the rest when told so', async () => {
    const { stdout, stderr, code } = await run(shop, 'export', 'haproxy', '--quiet')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('frontend strangler')
  })

  it.each([
    ['envoy', ['static_resources:'], 'Envoy 1.36'],
    ['gateway-api', ['kind: Gateway\n', 'kind: HTTPRoute\n', 'value: /users/[^/]+\n'], 'request by request'],
    ['argo-rollouts', ['kind: Rollout\n', '- setWeight: 25\n', '\n# gateway.yaml:\n'], 'workloadRef'],
  ])('prints what it writes for %s, and its notes on the error stream', async (engine, told, noted) => {
    const { stdout, stderr, code } = await run(shop, 'export', engine)
    expect(code).toBe(0)
    for (const text of told) expect(stdout).toContain(text)
    expect(stderr).toContain('Note: ')
    expect(stderr).toContain(noted)
  })

  it('writes HTTPRoutes beside the Rollouts that move them', async () => {
    const { code, root } = await run(shop, 'export', 'argo-rollouts', '--output', 'made/rollouts.yaml')
    expect(code).toBe(0)
    expect(readFileSync(path.join(root, 'made/rollouts.yaml'), 'utf8')).toContain(
      'canaryService: orders-canary',
    )
    expect(readFileSync(path.join(root, 'made/gateway.yaml'), 'utf8')).toContain('name: orders-canary')
  })

  it('refuses an engine that it does not know', async () => {
    const { stderr, code, root } = await run(shop, 'export', 'apache')
    expect(code).toBe(2)
    expect(stderr).toContain('nginx')
    expect(existsSync(path.join(root, 'made'))).toBe(false)
  })
})

describe('banyan strangle init', () => {
  const log = '::1 - - [23/Nov/2026:10:00:00 +0000] "GET /users/7 HTTP/1.1" 200 12\n'
  const openapi = 'openapi: 3.1.0\npaths:\n  /users/{name}: { delete: {} }\n  /orders: { get: {} }\n'
  const found = { 'access.log': log, 'api.yaml': openapi }
  const init = [
    'init',
    '--legacy',
    'http://127.0.0.1:3000',
    '--openapi',
    'api.yaml',
    '--access-log',
    'access.log',
  ]

  it('writes a config that sends everything where it goes today, with the routes that were found', async () => {
    const { stdout, code, root } = await run(
      found,
      ...init,
      '--new',
      'http://127.0.0.1:4000',
      '--config-only',
    )
    expect([code, stdout]).toEqual([
      0,
      'api.yaml: 2 paths.\naccess.log: 1 paths in 1 lines, 0 of them skipped.\nCreated strangler.config.json\nNext: set STRANGLER_ADMIN_TOKEN to a secret of your own, then run: banyan strangle run\n',
    ])
    const text = readFileSync(path.join(root, 'strangler.config.json'), 'utf8')
    expect(text).toContain(
      '    // 1 request seen\n    { "path": "/users/:name", "methods": ["DELETE", "GET"], "mode": "legacy" }',
    )
    const explained = await runBanyan(['strangle', 'route', 'explain', 'GET /users/7'], { cwd: root })
    expect(explained.stdout).toContain('→ legacy (legacy)')
  })

  it('finds routes in source code too, and says what it could not read', async () => {
    const app = `const express = require('express'), app = express()\napp.get('/users/:id', h)\napp.get(load(), h)`
    const { stdout, code, root } = await run(
      { 'src/app.js': app, 'access.log': log },
      ...['init', '--legacy', 'http://127.0.0.1:3000', '--config-only', '--source', 'src'],
      ...['--access-log', 'access.log'],
    )
    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([
      0,
      ['src: Express, 1 route in 1 file, 1 path.', 'src/app.js:3: the path could not be read.'],
    ])
    expect(readFileSync(path.join(root, 'strangler.config.json'), 'utf8')).toContain(
      '    // 1 request seen\n    { "path": "/users/:id", "methods": ["GET", "HEAD"], "mode": "legacy" }',
    )
  })

  it('writes nothing in a dry run, nor over a config that is there', async () => {
    const dry = await run(found, ...init, '--dry-run')
    expect(dry.stdout).toContain('Would create strangler.config.json')
    expect(existsSync(path.join(dry.root, 'strangler.config.json'))).toBe(false)
    const again = await run({ ...found, ...shop }, ...init)
    expect([again.code, readFileSync(path.join(again.root, 'strangler.config.json'), 'utf8')]).toEqual([
      2,
      config,
    ])
    expect((await run({ ...found, ...shop }, ...init, '--force')).code).toBe(0)
  })

  it.each([
    [['init'], ['Nobody can be asked here', '--legacy']],
    [['init', '--legacy', 'localhost'], ['localhost']],
    [['init', '--legacy', 'http://a:1', '--openapi', 'gone.yaml'], ['gone.yaml']],
    [
      ['init', '--legacy', 'http://a:1', '--source', 'gone'],
      ['gone', 'no such file'],
    ],
    [
      ['init', '--legacy', 'http://a:1', '--source', '.'],
      ['. holds no file that imports Express', '--openapi'],
    ],
    [
      ['init', '--legacy', 'http://a:1', '--access-log', 'api.yaml'],
      ['api.yaml', 'no request that could be read'],
    ],
  ])('refuses %j', async (args, told) => {
    const { stderr, code, root } = await run(found, ...args)
    expect(code).toBe(2)
    for (const text of told) expect(stderr).toContain(text)
    expect(existsSync(path.join(root, 'strangler.config.json'))).toBe(false)
  })
})

describe('banyan strangle route add and set', () => {
  const edit = async (...args: readonly string[]) => {
    const { root, code, stdout, stderr } = await run(shop, 'route', ...args)
    return { code, stdout, stderr, text: readFileSync(path.join(root, 'strangler.config.json'), 'utf8') }
  }

  it('add a route at the end, and leave comments and the rest as they are', async () => {
    const { code, stdout, text } = await edit('add', 'get,head /files/*', '--mode', 'shadow')
    expect([code, stdout]).toEqual([0, 'Updated strangler.config.json\n'])
    const [before = ''] = config.split('\n  ]')
    expect(text.startsWith(before)).toBe(true)
    expect(
      JSON.parse(
        text
          .slice(before.length)
          .replace(/^,/, '')
          .replace(/\]\s*\}\s*$/, ''),
      ),
    ).toEqual({
      path: '/files/*',
      methods: ['GET', 'HEAD'],
      mode: 'shadow',
    })
  })

  it('declare another mode, and drop the share that only a canary has', async () => {
    const { code, text } = await edit('set', 'orders', '--mode', 'new')
    expect(code).toBe(0)
    expect(text).toBe(config.replace('"mode": "canary", "share": 25,', '"mode": "new",'))
    expect((await edit('set', 'user', '--mode', 'canary', '--share', '5')).text).toContain('"share": 5')
  })

  it.each([
    [['add', 'nonsense'], ['is no route']],
    [['add', 'GET /users/:name'], ['never matches']],
    [
      ['set', 'order', '--mode', 'new'],
      ['There is no route "order"', 'Did you mean "orders"?'],
    ],
    [['set', 'orders'], ['nothing to set']],
    [['set', 'user', '--share', '5'], ['share']],
    [['set', 'user', '--share', 'five'], ['is no share']],
  ])('write nothing for %j', async (args, told) => {
    const { code, stderr, text } = await edit(...args)
    expect([code, text]).toEqual([2, config])
    for (const each of told) expect(stderr).toContain(each)
  })

  it('write nothing in a dry run', async () => {
    const { stdout, text } = await edit('set', 'orders', '--mode', 'new', '--dry-run')
    expect([stdout, text]).toEqual(['Would update strangler.config.json\n', config])
  })
})
