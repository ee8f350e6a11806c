import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { exportConfig } from '../../../src/strangle/export/export-config.js'
import { findFlaws, loadEnvoyDefinitions } from './envoy-definitions.js'
import { readEnvoyTable } from './envoy-table.js'
import { randomConfig, randomRequests, upstreamOf } from './random-sketch.js'
import { type Sketch, sketchConfig } from './sketch.js'

const definitions = loadEnvoyDefinitions()
const bootstrapType = definitions.lookupType('envoy.config.bootstrap.v3.Bootstrap')

function exported(sketch: Sketch) {
  const { files, notes } = exportConfig(sketchConfig(sketch), 'envoy')
  return { text: files['envoy.yaml'] ?? '', notes }
}

/** Everything that a config can say. */
const everything: Sketch = {
  listen: { host: '::', port: 8443 },
  tls: { cert: '/etc/strangler/cert.pem', key: '/etc/strangler/key.pem' },
  limits: { body: 1_000_000, head: 65_536 },
  upstreams: {
    legacy: {
      origins: ['https://old.example.org', 'https://older.example.org:8443'],
      host: 'old.example.org',
    },
    new: { origins: ['http://10.0.0.1:80', 'http://[2001:db8::1]:81'], breaker: { failures: 3, pause: 700 } },
  },
  routes: [
    {
      path: '/orders/:id/lines',
      mode: 'canary',
      share: 12.34,
      sticky: 'header:x-user',
      override: { header: 'x-side', cookie: 'side' },
      retry: { attempts: 2, budget: 15 },
      timeouts: { connect: 1500, headers: 20_000, body: 45_000 },
    },
    { path: '/claims', mode: 'canary', share: 1, sticky: 'claim:sub', rewrite: { strip: '/claims' } },
    { path: '/users/*', methods: ['GET', 'POST'], mode: 'shadow', shadow: { share: 2.5 } },
    {
      path: '/c++/%7euser',
      host: '*.example.org',
      headers: { 'x-a': '', 'x-b': true },
      cookies: { c: '1' },
      mode: 'new',
    },
    { path: '/moved/*', mode: 'new', rewrite: { strip: '/moved', add: '/v2' } },
  ],
}

describe('the bootstrap for Envoy', () => {
  it('has nothing that the definitions of Envoy do not know or forbid', () => {
    const { text } = exported(everything)
    expect(findFlaws(bootstrapType, parse(text))).toEqual([])
  })

  it.each([
    ['an unknown field', /stat_prefix: strangler/, 'stat_prefixes: strangler', 'no such field'],
    [
      'a value of another type',
      /normalize_path: false/,
      'normalize_path: "no"',
      'not a .google.protobuf.BoolValue',
    ],
    ['a duration without unit', /drain_timeout: \S+/, 'drain_timeout: 10', 'not a .google.protobuf.Duration'],
    ['an unknown type', /router\.v3\.Router/, 'router.v3.Rooter', 'is not known'],
    ['an unknown word', /type: STRICT_DNS/, 'type: DNS', 'not one of'],
    ['a bound that is passed', /max_request_headers_kb: \d+/, 'max_request_headers_kb: 9000', 'not lte 8192'],
    [
      'two fields of which one may be',
      /prefix: \/users\//,
      'path: /x\n                            prefix: /',
      'exclude',
    ],
  ])('would be refused with %s', (_, place, put, told) => {
    const { text } = exported(everything)
    expect(text).toMatch(place)
    expect(findFlaws(bootstrapType, parse(text.replace(place, put))).join('\n')).toContain(told)
  })

  it.skipIf(spawnSync('envoy', ['--version']).status !== 0)('is accepted by Envoy itself', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'envoy-')), 'envoy.yaml')
    const { text } = exported({ ...everything, tls: null })
    writeFileSync(file, text)
    const checked = spawnSync('envoy', ['--mode', 'validate', '-c', file], { encoding: 'utf8' })
    expect([checked.status, checked.stderr]).toEqual([0, expect.stringContaining('OK')])
  })

  it.each(Array.from({ length: 12 }, (_, at) => ({ seed: at + 1 })))(
    'sends random requests where the proxy would (seed $seed)',
    ({ seed }) => {
      const config = randomConfig(seed, 40, { cookies: true, parameters: true })
      const text = exportConfig(config, 'envoy').files['envoy.yaml'] ?? ''
      expect(findFlaws(bootstrapType, parse(text))).toEqual([])
      const [decide, expected] = [readEnvoyTable(text), upstreamOf(config)]
      for (const head of randomRequests(seed + 100, 500)) {
        const names = decide(head).clusters.map(({ name }) => name)
        expect([head, names]).toEqual([head, [expected(head)]])
      }
    },
  )

  it('gives a share to the new side first, by the hash of the key and else of the address', () => {
    const { text } = exported(everything)
    const head = { method: 'GET', url: '/orders/7/lines?x', host: 'a.org', rawHeaders: [], address: '::1' }
    expect(readEnvoyTable(text)(head).clusters).toEqual([
      { name: 'new', weight: 1234 },
      { name: 'legacy', weight: 8766, host_rewrite_literal: 'old.example.org' },
    ])
    expect(text).toMatch(/header_name: x-user\n\s+terminal: true\n\s+- connection_properties:/)
  })

  it('copies the methods of a shadow alone, and not what a tester sends to the new side', () => {
    const { text } = exported({ routes: [{ path: '/u/*', mode: 'shadow', override: { header: 'x-side' } }] })
    const decide = readEnvoyTable(text)
    const head = { method: 'GET', url: '/u/1', host: 'a.org', rawHeaders: [], address: '::1' }
    const told = (more: Partial<typeof head> & { rawHeaders?: string[] }) => {
      const { clusters, copies } = decide({ ...head, ...more })
      return [clusters.map(({ name }) => name), copies]
    }
    expect(told({})).toEqual([['legacy'], ['new']])
    expect(told({ method: 'POST' })).toEqual([['legacy'], []])
    expect(told({ rawHeaders: ['X-Side', 'new'] as never[] })).toEqual([['new'], []])
  })

  it.each([
    ['/moved', '/v2'],
    ['/moved/a?b', '/v2/a'],
    ['/moved//', '/v2//'],
    ['/movedx', '/movedx'],
  ])('rewrites %s to %s', (url, expected) => {
    const { text } = exported(everything)
    const [, regex = '', substitution = ''] = /regex: (\^\/moved\S+)\n\s+substitution: (\S+)/.exec(text) ?? []
    const path = url.replace(/\?.*/, '')
    expect(path.replace(new RegExp(regex), (_, rest = '') => substitution.replace('\\1', rest))).toBe(
      expected,
    )
  })

  it('tells what Envoy does otherwise', () => {
    const { notes } = exported(everything)
    expect(notes.join('\n')).toContain('Envoy 1.36')
    expect(notes.join('\n')).toContain('rewrite of all.claims')
    expect(exported({ routes: [] }).notes.join('\n')).not.toContain('1.36')
  })
})
