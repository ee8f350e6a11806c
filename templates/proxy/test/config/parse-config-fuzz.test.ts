import { expect, it } from 'vitest'
import { parseConfig } from '../../src/config/parse-config.js'
import { createRouteTable } from '../../src/routing/route-table.js'
import { createRandom } from '../routing/random.js'

const valid = `{
  // everything there is
  "listen": { "host": "::", "port": 8080 }, "tls": null, "hosts": ["shop.example.org"],
  "admin": { "port": 8081 }, "fallback": "legacy", "trust": { "proxies": ["10.0.0.0/8", "::1"] },
  "upstreams": { "legacy": "http://10.0.0.1:3000", "new": { "origins": ["http://10.0.0.2:1", "http://[::1]:2"], "host": "a.org:80" } },
  "limits": { "head": 16384, "body": null }, "state": { "kind": "redis", "url": "redis://r" },
  "tracing": { "share": 0.25, "endpoint": null }, "defaults": { "sticky": "cookie:sid", "ramp": { "steps": [1, 5.5] } },
  "routes": [
    { "path": "/users/:id", "methods": ["GET"], "mode": "canary", "share": 10, "headers": { "x-beta": true } },
    { "id": "f", "path": "/files/*", "host": "*.example.org", "sticky": { "by": "claim", "name": "sub" }, "ramp": null },
    { "path": "/a%20b", "rewrite": { "strip": "/a", "add": "" }, "compare": { "tolerances": { "/a/*": 1.5 } },
      "bridge": { "request": [{ "side": "new", "from": "cookie:a", "to": "header:b" }] } },
  ],
}`

const pieces = [
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  'null',
  '-1',
  '1e999',
  '"__proto__"',
  '"constructor"',
  '//',
  '/*',
  '\\',
  '\\u0000',
]
const more = [
  '*',
  '%',
  '%zz',
  '\ud800',
  'ü',
  '0',
  '""',
  '{}',
  '[]',
  'true',
  '":',
  '"/"',
  '\n',
  '\uFEFF',
  '[[[[',
  'http://',
  '@',
  '"legacy"',
]

it('random changes of a valid config give a config or problems, and never throw', () => {
  const { below, pick } = createRandom(7)
  expect(parseConfig(valid).kind).toBe('config')
  let accepted = 0
  for (let round = 0; round < 4000; round++) {
    let text = valid
    for (let changes = 1 + below(4); changes > 0; changes--) {
      const at = below(text.length)
      const other = below(text.length)
      const insert = pick([pick([...pieces, ...more]), text.slice(other, other + below(40)), ''])
      text = text.slice(0, at) + insert + text.slice(at + below(12))
    }
    const result = parseConfig(text)
    if (result.kind === 'config') {
      accepted++
      createRouteTable(result.config.routes)
      continue
    }
    expect(result.problems.length).toBeGreaterThan(0)
    const lines = text.replace(/^\uFEFF/, '').split('\n')
    for (const { line, column, message } of result.problems) {
      expect(message).not.toBe('')
      expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
    }
  }
  expect(accepted).toBeGreaterThan(0)
})

it('values of every type in every place give a config or problems, and never throw', () => {
  const odd: readonly unknown[] = [
    null,
    true,
    0,
    -1,
    1e308,
    '',
    'x',
    '/',
    [],
    [null],
    {},
    { x: 1 },
    [[]],
    'http://a',
  ]
  const { kind } = parseConfig(valid)
  expect(kind).toBe('config')
  const plain = JSON.parse(valid.replace(/\/\/.*$/m, '').replace(/,(\s*[\]}])/g, '$1'))
  const visit = (node: unknown, rebuild: (changed: unknown) => unknown): void => {
    for (const value of odd) parseConfig(JSON.stringify(rebuild(value)))
    if (typeof node !== 'object' || node === null) return
    for (const [name, inner] of Object.entries(node)) {
      visit(inner, changed =>
        rebuild(Array.isArray(node) ? node.with(Number(name), changed) : { ...node, [name]: changed }),
      )
    }
  }
  visit(plain, changed => changed)
})
