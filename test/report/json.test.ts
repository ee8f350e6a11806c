import fs from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { forms } from '../../src/kernel/dependency.js'
import { renderCheck, renderGraph } from '../../src/report/index.js'
import {
  failing,
  shop,
  sketchGraph,
  sketchImport,
  sketchResult,
  sources,
  staleEntry,
  untrusted,
} from './support/shop.js'

const readSchema = (name: string) => JSON.parse(fs.readFileSync(`schema/${name}.json`, 'utf8'))
const checkSchema = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  readSchema('check'),
)
const graphSchema = new Ajv({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
  readSchema('graph'),
)

const checkJson = async (result: typeof failing) =>
  JSON.parse(await renderCheck(result, { format: 'json', graph: shop, source: sources, color: true }))
const graphJson = async (graph: typeof shop, level: 'file' | 'module') =>
  JSON.parse(await renderGraph(graph, { format: 'json', level }))

describe('JSON of check', () => {
  const results = {
    'a failing one': failing,
    'an untrusted one': untrusted,
    'an empty one': sketchResult(),
    'one with stale and fixed entries': sketchResult({
      stale: [staleEntry],
      fixed: [{ ...staleEntry, module: null, symbol: null, reason: 'moves', until: '2027-01-31' }],
      comparedWith: { kind: 'since', ref: 'main', commit: 'abc' },
    }),
  }
  test.each(Object.entries(results))('%s fits the schema', async (_, result) => {
    checkSchema(await checkJson(result))
    expect(checkSchema.errors).toBeNull()
  })

  test('findings carry hint, kind, related places and their page, null where there is none', async () => {
    const { findings } = await checkJson(failing)
    expect(findings[0]).toEqual({
      rule: 'private-import',
      severity: 'error',
      status: 'new',
      from: { module: 'orders', file: 'modules/orders/place-order.ts', line: 2, column: 2, symbol: 'charge' },
      to: { module: 'billing', file: 'modules/billing/inner/charge.ts' },
      message: 'orders imports charge from an inner file of billing.',
      hint: 'Import charge from modules/billing/index.ts, or let billing export it there.',
      kind: 'value',
      related: [],
      fingerprint: 'a1b2c3d4e5f60718',
      docs: { page: 'docs/rules/private-import.md', url: null },
    })
    expect(findings[1]).toMatchObject({
      hint: null,
      related: [{ file: 'modules/orders/place-order.ts', line: 3 }],
    })
  })

  test('a finding of an own rule has no page', async () => {
    const own = {
      ...failing,
      findings: failing.findings.map(one => ({ ...one, rule: 'own/no-db' as const })),
    }
    const { findings } = await checkJson(own)
    expect(findings[0].docs).toEqual({ page: null, url: null })
  })

  test('the schema refuses a result without a verdict and a finding without a place', async () => {
    const { verdict: _, ...rest } = await checkJson(failing)
    expect(checkSchema(rest)).toBe(false)
    const bad = await checkJson(failing)
    bad.findings[0].from.line = 0
    expect(checkSchema(bad)).toBe(false)
  })
})

describe('JSON of graph', () => {
  test('the file level has exactly one row for each dependency, in the promised shape', async () => {
    const json = await graphJson(shop, 'file')
    graphSchema(json)
    expect(graphSchema.errors).toBeNull()
    expect(Object.keys(json)).toEqual(['schemaVersion', 'root', 'files', 'edges'])
    expect(json.files).toEqual([...shop.files.keys()])
    expect(json.edges).toEqual(shop.dependencies)
  })

  test('an unresolved import has no target', async () => {
    const graph = sketchGraph({ users: {} }, [sketchImport('modules/users/index.ts', null)])
    const json = await graphJson(graph, 'file')
    expect(graphSchema(json)).toBe(true)
    expect(json.edges[0]).toMatchObject({ to: null, specifier: './missing.js' })
  })

  test('the module level counts files, lists their paths and counts imports by pair', async () => {
    const json = await graphJson(shop, 'module')
    graphSchema(json)
    expect(graphSchema.errors).toBeNull()
    expect(json.modules).toContainEqual({
      name: 'orders',
      path: 'modules/orders',
      layer: 'domain',
      owner: null,
      files: 2,
      paths: ['modules/orders/index.ts', 'modules/orders/place-order.ts'],
    })
    expect(json.edges).toContainEqual({ from: 'billing', to: 'users', kinds: ['type'], imports: 1 })
    expect(json.edges).toHaveLength(5)
    expect(json.unassigned).toBe(0)
  })

  test('files of no module are counted', async () => {
    const files = new Map([
      ...shop.files,
      ['main.ts', { path: 'main.ts', test: false, generated: false, exports: [] }],
    ])
    expect((await graphJson({ ...shop, files }, 'module')).unassigned).toBe(1)
  })

  test('the schema knows every form', () => {
    expect(readSchema('graph').definitions.fileEdge.properties.form.enum).toEqual(forms)
  })
})
