import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { composeConfigSchema } from '../../../src/kernel/config/compose-schema.js'
import { renderPublishedSchema } from '../../../src/kernel/config/publish-schema.js'
import { type Schema, schemaKeywords } from '../../../src/kernel/config/schema.js'
import { validateValue } from '../../../src/kernel/config/validate-value.js'
import {
  currentRuleOptions,
  publishedSchemaFile,
  renderCurrentSchema,
  renderStranglerSchema,
  stranglerSchemaFile,
} from '../../support/published-schema.js'
import { ruleOptions } from './problems-of.js'

/** An independent reading of the format: dates that survive a round trip. */
const date = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T12:00Z`).toJSON()?.slice(0, 10) === text

function compileWithAjv(schema: object) {
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowMatchingProperties: true,
    formats: { date },
  })
  ajv.addVocabulary(['allowComments', 'allowTrailingCommas'])
  return ajv.compile(schema)
}

const module = (more: object) => ({ modules: { users: { path: 'u', ...more } } })
const rule = (setting: unknown, name = 'file-cycle') => ({ rules: { [name]: setting } })
const waiver = (more: object) => ({ waive: [{ path: 'a', what: 'case', reason: 'old', ...more }] })

const good: readonly unknown[] = [
  {},
  { $schema: 'x', layers: ['a'], include: ['src/**', '!x'], budgets: { any: { thing: 1 } } },
  module({ public: [], interfaces: { admin: { files: ['a'], visibleTo: ['b*'] } }, owner: '@a', layer: 'x' }),
  module({ dependsOn: 'package.json' }),
  module({ dependsOn: ['a', { module: 'b', kinds: ['type'], deprecated: 'c', until: '2028-02-29' }] }),
  module({ data: { tables: ['users.*'] } }),
  { modules: { '@shop/{module}': { path: 'src/{module}' } }, discover: ['src/{module}', 'v{1..3}/{m}'] },
  rule('off'),
  rule(['warn']),
  rule(['error', { kinds: ['value'], facades: 'opaque' }]),
  rule('warn', 'own/x'),
  rule(['warn', { any: 1 }], 'own/x'),
  rule(['error', { forbid: ['a'], depth: 2 }], 'forbidden-path'),
  rule('off', 'forbidden-path'),
  waiver({ specifier: '../x' }),
  { aliases: { '@/': './src/' }, ownRules: { x: './rules/x.ts' }, tests: ['app/[...slug]/**'] },
]

const bad: readonly unknown[] = [
  null,
  [],
  'x',
  { moduels: {} },
  { layers: 'a' },
  { layers: [''] },
  { layers: [' '] },
  { include: [''] },
  { include: ['../x'] },
  { include: ['!/x'] },
  { include: ['a\\b'] },
  { include: ['C:/x'] },
  { include: ['{a,..}/x'] },
  { include: ['src/{module}'] },
  { discover: ['src/{}'] },
  { discover: ['/x/{module}'] },
  { budgets: 1 },
  { modules: { '': { path: 'u' } } },
  { modules: { ' a': { path: 'u' } } },
  { modules: { 'a/../b': { path: 'u' } } },
  { modules: { '/a': { path: 'u' } } },
  { modules: { 'a*': { path: 'u' } } },
  { modules: { users: {} } },
  { modules: { users: 'u' } },
  module({ path: '' }),
  module({ path: '..' }),
  module({ colour: 1 }),
  module({ public: 'x' }),
  module({ owner: '' }),
  module({ layer: '' }),
  module({ dependsOn: 'billing' }),
  module({ dependsOn: [5] }),
  module({ dependsOn: [''] }),
  module({ dependsOn: [{}] }),
  module({ dependsOn: [{ module: 'b', kinds: [] }] }),
  module({ dependsOn: [{ module: 'b', kinds: ['x'] }] }),
  module({ dependsOn: [{ module: 'b', until: '2027-02-29' }] }),
  module({ dependsOn: [{ module: 'b', until: 'soon' }] }),
  module({ interfaces: { admin: { files: [] } } }),
  module({ interfaces: { admin: { visibleTo: ['a'] } } }),
  module({ interfaces: { '': { files: ['a'] } } }),
  module({ data: { table: [] } }),
  rule('eror'),
  rule(5),
  rule([]),
  rule(['fatal']),
  rule(['warn', []]),
  rule(['warn', {}, {}]),
  rule(['warn', { kinds: [] }]),
  rule(['warn', { facades: 'x' }]),
  rule(['warn', { other: 1 }]),
  rule('warn', 'file-cicle'),
  rule('warn', 'forbidden-path'),
  rule(['warn'], 'forbidden-path'),
  rule(['warn', {}], 'forbidden-path'),
  rule(['warn', { forbid: ['a'], depth: 0 }], 'forbidden-path'),
  rule(['warn', { forbid: ['a'], depth: 1.5 }], 'forbidden-path'),
  waiver({ what: 'x' }),
  waiver({ reason: '' }),
  waiver({ path: '../x' }),
  { aliases: { '': 'src' } },
  { aliases: { '@/': 'src/*' } },
  { ownRules: { x: '../x.ts' } },
]

describe('the published schema', () => {
  it('is the one of today: npm run schema writes it', () => {
    expect(readFileSync(publishedSchemaFile, 'utf8')).toBe(renderCurrentSchema())
  })

  it('documents every key, for editors', () => {
    const bare: string[] = []
    visit(composeConfigSchema({}), 'config', (schema, path) => {
      for (const [name, property] of Object.entries(schema.properties ?? {}))
        if (!property.description && !path.includes('.rules')) bare.push(`${path}.${name}`)
    })
    expect(bare).toEqual([])
  })

  it('and the schemas of the rules use only keywords that we validate', () => {
    const unknown: string[] = []
    visit(composeConfigSchema({ ...currentRuleOptions, ...ruleOptions }), 'config', (schema, path) => {
      for (const keyword of Object.keys(schema))
        if (!(keyword in schemaKeywords)) unknown.push(`${path}: ${keyword}`)
    })
    expect(unknown).toEqual([])
  })
})

function visit(schema: Schema, path: string, see: (schema: Schema, path: string) => void): void {
  see(schema, path)
  const named = { ...schema.properties, ...schema.patternProperties }
  for (const [name, property] of Object.entries(named)) visit(property, `${path}.${name}`, see)
  const { items, additionalProperties, propertyNames } = schema
  const lists = [
    ...(Array.isArray(items) ? items : items ? [items] : []),
    ...(schema.anyOf ?? []),
    ...(schema.oneOf ?? []),
  ]
  for (const part of [...lists, additionalProperties, propertyNames])
    if (typeof part === 'object') visit(part as Schema, `${path}[]`, see)
}

describe('our validator and ajv', () => {
  const ours = composeConfigSchema(ruleOptions)
  const theirs = compileWithAjv(JSON.parse(renderPublishedSchema(ruleOptions)))

  it.each(good.map(value => [JSON.stringify(value), value]))('both accept %s', (_, value) => {
    expect(validateValue(ours, value)).toEqual([])
    expect(theirs(value)).toBe(true)
  })

  it.each(bad.map(value => [JSON.stringify(value), value]))('both refuse %s', (_, value) => {
    expect(validateValue(ours, value)).not.toEqual([])
    expect(theirs(value)).toBe(false)
  })

  it.each<[Schema, readonly unknown[]]>([
    [{ type: ['string', 'null'] }, ['a', null, 1, undefined, {}, []]],
    [
      { type: 'integer', minimum: 1, maximum: 3 },
      [0, 1, 3, 4, 1.5, '1', Number.NaN, Number.POSITIVE_INFINITY],
    ],
    [{ type: 'boolean' }, [true, false, 0, 'true']],
    [{ const: 5 }, [5, '5', null]],
    [{ enum: ['a', 1, null] }, ['a', 1, null, 'b', '1']],
    [{ pattern: '^[a-z]+$' }, ['ab', 'a1', '', 5]],
    [{ type: 'string', minLength: 2 }, ['a', 'ab']],
    [
      { type: 'array', uniqueItems: true, minItems: 1, maxItems: 2, items: { type: 'number' } },
      [[], [1], [1, 1], [1, 2], [1, 2, 3], ['a']],
    ],
    [
      { type: 'array', items: [{ type: 'string' }, { type: 'number' }] },
      [[], ['a'], ['a', 1], [1, 'a'], ['a', 'b'], ['a', 1, null]],
    ],
    [
      {
        oneOf: [
          { type: 'number', minimum: 5 },
          { type: 'number', maximum: 7 },
        ],
      },
      [3, 6, 9, 'a'],
    ],
    [{ anyOf: [{ type: 'number' }, { type: 'object', required: ['a'] }] }, [1, {}, { a: 1 }, 'x']],
    [
      {
        type: 'object',
        patternProperties: { '^a': { type: 'number' } },
        additionalProperties: { type: 'string' },
      },
      [{ a: 1 }, { a: 'x' }, { b: 'x' }, { b: 1 }, {}],
    ],
    [
      {
        type: 'object',
        properties: { a: { type: 'number' } },
        patternProperties: { a: { minimum: 3 } },
        additionalProperties: false,
      },
      [{ a: 1 }, { a: 3 }, { ba: 4 }, { b: 4 }],
    ],
    [{ type: 'object', propertyNames: { minLength: 2 } }, [{ a: 1 }, { ab: 1 }]],
    [
      { type: 'string', format: 'date' },
      ['2027-03-01', '2027-13-01', '2027-02-29', '2028-02-29', '27-1-1', ''],
    ],
  ])('agree on %j', (schema, values) => {
    const check = compileWithAjv(schema)
    expect(values.map(value => validateValue(schema, value).length === 0)).toEqual(
      values.map(value => check(value)),
    )
  })
})

it('the published schema of the proxy is that of its code', () => {
  expect(readFileSync(stranglerSchemaFile, 'utf8')).toBe(renderStranglerSchema())
})
