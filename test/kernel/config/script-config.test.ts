import { readdirSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../src/kernel/config/load-config.js'
import { temporaryProject } from '../../support/temporary-project.js'
import { problemsOf, problemsOfRequest, ruleOptions } from './problems-of.js'

describe('a config written as code', () => {
  it.each([
    ['banyan.config.ts', 'const layers: string[] = ["app"]\nexport default { layers } satisfies object'],
    ['banyan.config.mts', 'export default await Promise.resolve({ layers: ["app"] as string[] })'],
    ['banyan.config.mjs', 'export default { layers: ["app"], rules: undefined }'],
    ['banyan.config.js', 'module.exports = { layers: ["app"] }'],
    ['banyan.config.js', 'export default { layers: ["app"] }'],
  ])('may be %s: %s', async (name, text) => {
    const root = temporaryProject({ [name]: text })
    const config = await loadConfig({ root, file: null, ruleOptions })
    expect([config.file, config.layers]).toEqual([name, ['app']])
  })

  it('may import defineConfig where Banyan is not installed', async () => {
    const text = 'import { defineConfig } from "banyan"\nexport default defineConfig({ layers: ["app"] })'
    const root = temporaryProject({ 'banyan.config.ts': text })
    expect((await loadConfig({ root, file: null, ruleOptions })).layers).toEqual(['app'])
  })

  it('may import its parts, is read anew each time and leaves nothing behind', async () => {
    const root = temporaryProject({
      'node_modules/.keep': '',
      'banyan.config.ts': 'import { layers } from "./layers"\nexport default { layers }',
      'layers.ts': 'export const layers: readonly string[] = ["app"]',
    })
    const first = await loadConfig({ root, file: null, ruleOptions })
    writeFileSync(`${root}/layers.ts`, 'export const layers = ["domain"]')
    const second = await loadConfig({ root, file: null, ruleOptions })
    expect([first.layers, second.layers]).toEqual([['app'], ['domain']])
    expect(readdirSync(root).sort()).toEqual(['banyan.config.ts', 'layers.ts', 'node_modules'])
    expect(readdirSync(`${root}/node_modules`)).toEqual(['.keep'])
  })

  it.each([
    [
      'an object',
      `// modules: { users: { path: 1 } }
export default {
  layers: ['app', 'a"p{'],
  modules: {
    users: { 'path': 'src/users', layer: 'ap' },
  },
  "ruels": {},
}`,
      ['5:42', '7:3'],
    ],
    [
      'defineConfig',
      `const defineConfig = <T>(config: T): T => config
export default defineConfig({
  modules: { users: { path: 5 as unknown as string, public: [\`index.ts\`, 7] }, /* }} */ },
})`,
      ['3:29', '3:74'],
    ],
    [
      'a name',
      `interface Shape { layers: string[] }
const config: Shape & object = {
  layers: ['app', 'app'],
}
export default config`,
      ['3:19'],
    ],
    ['something computed', 'export default Object.fromEntries([["ruels", {}]])', ['1:1']],
    [
      'a spread',
      'const rest = { ruels: {} }\nexport default {\n  ...rest, layers: [...[], "a", "a"] }',
      ['2:16', '3:20'],
    ],
    ['CommonJS', 'module.exports = {\n  ruels: {} }', ['2:3']],
  ])('is validated with places in %s', async (_, text, places) => {
    const problems = await problemsOf(
      text,
      text.startsWith('module') ? 'banyan.config.js' : 'banyan.config.ts',
    )
    expect(problems.map(({ place }) => `${place?.line}:${place?.column}`)).toEqual(places)
  })

  it.each<[string, string, string, number]>([
    ['throws', 'const layers: string[] = []\n\nthrow new Error("no layers\\nat all")', 'no layers', 3],
    ['throws no error', 'throw "tantrum"', 'It threw tantrum', 1],
    [
      'fails deep inside',
      'type T = 1\nfunction read(): T {\n  return (undefined as any).x\n}\nexport default read()',
      "reading 'x'",
      3,
    ],
    ['has a syntax error', 'export default {\n  layers: ]\n}', 'Syntax error', 2],
    [
      'imports what is not there',
      'const a = 1\nimport b from "./nowhere"\nexport default { a, b }',
      "Cannot find module './nowhere'",
      2,
    ],
    ['has no default export', 'export const config = {}', 'no default export', 1],
  ])('is refused with its place when it %s', async (_, text, message, line) => {
    const [problem, ...more] = await problemsOf(text, 'banyan.config.ts')
    expect(more).toEqual([])
    expect(problem).toMatchObject({ code: 'config-invalid', message: expect.stringContaining(message) })
    expect(problem?.message).not.toContain('\n')
    expect(problem?.place).toMatchObject({ file: 'banyan.config.ts', line })
  })

  it('blames the imported file for its syntax error', async () => {
    const root = temporaryProject({
      'banyan.config.ts': 'import rules from "./etc/rules"\nexport default { rules }',
      'etc/rules.ts': 'export default {\n  a: ]\n}',
    })
    expect(await problemsOfRequest(root, null)).toMatchObject([
      { code: 'config-invalid', place: { file: 'etc/rules.ts', line: 2, column: 6 } },
    ])
  })

  it.each([
    ['a function', 'export default () => ({})', 'not a function'],
    ['null', 'export default null', 'not null'],
    ['a function inside', 'export default { layers: () => [] }', 'layers must be a list, not a function'],
    [
      'a number that is none',
      'export default { rules: { "forbidden-path": ["warn", { forbid: ["x"], depth: NaN }] } }',
      'must be a whole number',
    ],
  ])('is refused when it is %s', async (_, text, message) => {
    expect(await problemsOf(text, 'banyan.config.mjs')).toMatchObject([
      { code: 'config-invalid', message: expect.stringContaining(message) },
    ])
  })
})
