import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/kernel/config/load-config.js'
import { temporaryProject } from '../../support/temporary-project.js'
import { problemsOfRequest, ruleOptions } from './problems-of.js'

const load = (root: string, file: string | null = null) => loadConfig({ root, file, ruleOptions })

const shop = `\uFEFF{
  "$schema": "./node_modules/banyan/schema/config.json",
  "modules": {
    "users": {
      "path": "./modules/users/",                    // a folder
      "public": ["src/index.ts", "src/contract.ts"],
      "interfaces": { "admin": { "files": ["src/admin.ts"], "visibleTo": ["backoffice"] } },
      "dependsOn": ["platform", { "module": "billing", "kinds": ["type"] },
                    { "module": "legacy", "deprecated": "moves to billing", "until": "2027-03-01" }],
      "openTo": "all", "layer": "domain", "owner": "@shop/identity",
      "data": { "tables": ["users.*"] }
    },
    "billing": { "path": "modules/billing", "dependsOn": "package.json" },
  },
  "discover": ["src/modules/{module}"], /* modules by convention */
  "layers": ["app", "edge", "domain", "platform"],
  "rules": {
    "file-cycle": "warn",
    "private-import": ["error", { "facades": "transparent", "kinds": ["value"] }],
    "unassigned-file": ["error"],
    "own/no-clock": ["warn", { "anything": [1] }]
  },
  "ownRules": { "no-clock": "./rules/no-clock.ts" },
  "waive": [{ "path": "src/generated/**", "what": "unresolved", "reason": "made by the build" }],
  "include": ["**", "!vendor"],
  "exclude": ["legacy/**"],
  "tests": ["**/*.spec.ts"],
  "generated": ["src/gen/**"],
  "aliases": { "@/": "./src/", "~": "." },
  "budgets": { "function": { "cognitive": 15 } },
}`

describe('loadConfig', () => {
  it('completes what the file says', async () => {
    const config = await load(temporaryProject({ 'banyan.config.json': shop }))
    expect(config).toEqual({
      file: 'banyan.config.json',
      modules: [
        {
          name: 'users',
          path: 'modules/users',
          public: ['src/index.ts', 'src/contract.ts'],
          interfaces: [{ name: 'admin', files: ['src/admin.ts'], visibleTo: ['backoffice'] }],
          dependsOn: [
            { module: 'platform', kinds: null, deprecated: null, until: null },
            { module: 'billing', kinds: ['type'], deprecated: null, until: null },
            { module: 'legacy', kinds: null, deprecated: 'moves to billing', until: '2027-03-01' },
          ],
          openTo: 'all',
          layer: 'domain',
          owner: '@shop/identity',
          data: { tables: ['users.*'] },
        },
        {
          name: 'billing',
          path: 'modules/billing',
          public: null,
          interfaces: [],
          dependsOn: 'package.json',
          openTo: null,
          layer: null,
          owner: null,
          data: { tables: [] },
        },
      ],
      discover: ['src/modules/{module}'],
      layers: ['app', 'edge', 'domain', 'platform'],
      rules: new Map([
        ['file-cycle', { severity: 'warn', options: {} }],
        ['private-import', { severity: 'error', options: { facades: 'transparent', kinds: ['value'] } }],
        ['unassigned-file', { severity: 'error', options: {} }],
        ['own/no-clock', { severity: 'warn', options: { anything: [1] } }],
      ]),
      ownRules: [{ name: 'no-clock', file: 'rules/no-clock.ts' }],
      waivers: [
        { path: 'src/generated/**', what: 'unresolved', specifier: null, reason: 'made by the build' },
      ],
      include: ['**', '!vendor'],
      exclude: ['legacy/**'],
      tests: ['**/*.spec.ts'],
      generated: ['src/gen/**'],
      aliases: new Map([
        ['@/', 'src/'],
        ['~', ''],
      ]),
      budgets: { function: { cognitive: 15 } },
      locate: expect.any(Function),
    })
  })

  it('leaves out nothing for an empty config', async () => {
    const config = await load(temporaryProject({ 'banyan.config.json': '{}' }))
    expect(config).toMatchObject({
      modules: [],
      discover: [],
      layers: [],
      ownRules: [],
      waivers: [],
      budgets: {},
    })
    expect([config.rules.size, config.aliases.size]).toEqual([0, 0])
  })

  it('locates values, and the nearest parent of what is not there', async () => {
    const config = await load(temporaryProject({ 'banyan.config.json': shop }))
    const place = (...steps: (string | number)[]) => {
      const { line, column } = config.locate(steps)
      return `${line}:${column}`
    }
    expect(place('modules', 'users', 'path')).toBe('5:15')
    expect(place('modules', 'users', 'dependsOn', 2, 'until')).toBe('9:86')
    expect(place('modules', 'users', 'public', 1)).toBe('6:34')
    expect(place('modules', 'orders', 'path')).toBe('3:14')
    expect(place('waive', 7)).toBe('24:12')
    expect(place('nothing')).toBe('1:1')
    expect(place()).toBe('1:1')
  })

  it.each([
    '{ "modules": { "{area}": { "path": "src/{area}", "dependsOn": ["cart"] } } }',
    '{ "discover": ["src/{module}"], "modules": { "users": { "path": "u", "dependsOn": ["cart"] } } }',
  ])('leaves modules that only the files know to the graph: %s', async text => {
    await expect(load(temporaryProject({ 'banyan.config.json': text }))).resolves.toBeDefined()
  })

  it('takes the same module twice for different kinds', async () => {
    const dependsOn = [
      { module: 'cart', kinds: ['type'] },
      { module: 'cart', kinds: ['value'], deprecated: 'old' },
    ]
    const text = JSON.stringify({ modules: { users: { path: 'u', dependsOn }, cart: { path: 'c' } } })
    const config = await load(temporaryProject({ 'banyan.config.json': text }))
    expect(config.modules[0]?.dependsOn).toHaveLength(2)
  })
})

describe('the config file', () => {
  it.each(['banyan.config.json', 'banyan.config.jsonc'])('may be %s', async name => {
    expect((await load(temporaryProject({ [name]: '{ "layers": ["app"] } // fine' }))).file).toBe(name)
  })

  it('is missing: banyan init writes one', async () => {
    expect(await problemsOfRequest(temporaryProject({}), null)).toMatchObject([
      { code: 'config-missing', hint: expect.stringContaining('banyan init') },
    ])
  })

  it('is there twice: both are named', async () => {
    const root = temporaryProject({ 'banyan.config.json': '{}', 'banyan.config.ts': 'export default {}' })
    expect(await problemsOfRequest(root, null)).toMatchObject([
      {
        code: 'config-invalid',
        message: 'There are 2 configs: banyan.config.json and banyan.config.ts.',
        place: { file: 'banyan.config.ts', line: 1, column: 1 },
        hint: expect.stringContaining('--config'),
      },
    ])
    expect((await load(root, 'banyan.config.json')).file).toBe('banyan.config.json')
  })

  it('may be named, relative to the root or absolute', async () => {
    const root = temporaryProject({ 'etc/shop.jsonc': '{}' })
    expect((await load(root, 'etc/shop.jsonc')).file).toBe('etc/shop.jsonc')
    expect((await load(root, path.join(root, 'etc', 'shop.jsonc'))).file).toBe('etc/shop.jsonc')
  })

  it.each<[string, string, string, string]>([
    ['named but missing', 'nowhere.json', 'config-missing', 'banyan init'],
    ['outside of the root', '../shop.json', 'config-invalid', '--root'],
    ['a folder', 'src', 'config-invalid', '--config'],
    ['of another kind', 'src/shop.yaml', 'config-invalid', '.json, .jsonc, .ts'],
  ])('is %s', async (_, file, code, hint) => {
    const root = temporaryProject({ 'src/shop.yaml': 'layers: []' })
    expect(await problemsOfRequest(root, file)).toMatchObject([{ code, hint: expect.stringContaining(hint) }])
  })

  it('is a folder in the root', async () => {
    const root = temporaryProject({})
    mkdirSync(path.join(root, 'banyan.config.json'))
    expect(await problemsOfRequest(root, null)).toMatchObject([
      { code: 'config-invalid', message: expect.stringContaining('it is a folder') },
    ])
  })

  it('is looked for in a folder that is not there', async () => {
    expect(await problemsOfRequest(path.join(temporaryProject({}), 'nowhere'), null)).toMatchObject([
      { code: 'root-missing' },
    ])
  })
})
