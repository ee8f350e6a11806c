import { describe, expect, it } from 'vitest'
import { type AdoptionRequest, noAnswers, planAdoption } from '../../src/adoption/index.js'
import { check, rules } from '../../src/boundaries/index.js'
import { applyPlan } from '../../src/kernel/apply-plan.js'
import { loadConfig } from '../../src/kernel/config/load-config.js'
import { UserError } from '../../src/kernel/problem.js'
import { commitAll, type ProjectFiles, temporaryProject, writeProject } from '../support/temporary-project.js'

const today = '2026-11-23'
const ruleOptions = Object.fromEntries(Object.entries(rules).map(([name, rule]) => [name, rule.options]))

function plan(root: string, request: Partial<AdoptionRequest> = {}) {
  return planAdoption({ root, cacheFolder: null, answers: noAnswers, today, force: false, ...request })
}

async function checkProject(root: string) {
  const config = await loadConfig({ root, file: null, ruleOptions })
  return (await check({ root, config, cacheFolder: null, since: null, strict: true, today })).result
}

async function adopt(files: ProjectFiles, request: Partial<AdoptionRequest> = {}) {
  const root = temporaryProject(files)
  const adoption = await plan(root, request)
  applyPlan(root, adoption.plan)
  return { root, ...adoption, config: await loadConfig({ root, file: null, ruleOptions }) }
}

async function refusal(promise: Promise<unknown>): Promise<readonly string[]> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UserError)) throw error ?? new Error('Nothing was refused.')
  return error.problems.map(({ code }) => code)
}

const shop: ProjectFiles = {
  'package.json': '{ "name": "shop", "private": true }',
  'vite.config.ts': 'export default {}\n',
  'src/main.ts': "import { place } from './modules/orders/index.js'\nplace()\n",
  'src/shared/money.ts': 'export type Money = number\nexport const zero: Money = 0\n',
  'src/modules/users/index.ts': "export { find } from './find.js'\n",
  'src/modules/users/find.ts':
    "import { count } from '../orders/count.js'\nexport const find = () => count\n",
  'src/modules/orders/index.ts': "export { place } from './place.js'\n",
  'src/modules/orders/count.ts': "import { zero } from '../../shared/money.js'\nexport const count = zero\n",
  'src/modules/orders/place.ts':
    "import { find } from '../users/index.js'\nimport type { Money } from '../../shared/money.js'\nexport const place = (): Money => find()\n",
  'src/generated.ts': "export * from './made/by/the/build.js'\n",
}

describe('adopting a repository', () => {
  it('opens what most modules use to all of them, also to the next one', async () => {
    const features = ['a', 'b', 'c', 'd', 'e', 'f']
    const feature = (name: string) => ({
      [`src/modules/${name}/index.ts`]:
        "import { admin } from '../../guards/admin.js'\nexport const it = admin\n",
      [`src/modules/${name}/inner.ts`]: 'export const inner = 1\n',
    })
    const { root, config, summary } = await adopt({
      'package.json': '{ "name": "shop", "private": true }',
      'src/main.ts': "import { it } from './modules/a/index.js'\nit\n",
      'src/guards/admin.ts': 'export const admin = 1\n',
      'src/guards/guest.ts': 'export const guest = 1\n',
      'src/modules/g/index.ts': 'export const it = 1\n',
      'src/modules/g/inner.ts': 'export const inner = 1\n',
      ...Object.assign({}, ...features.map(feature)),
    })
    const moduleOf = (wanted: string) => config.modules.find(({ name }) => name === wanted)
    expect(moduleOf('guards')).toMatchObject({ openTo: 'all' })
    expect(moduleOf('a')).toMatchObject({ openTo: null, dependsOn: [] })
    expect(summary.notes.join('\n')).toContain(
      'Anybody may use what most modules use already ("openTo"): guards.',
    )
    expect(await checkProject(root)).toMatchObject({ verdict: 'pass', findings: [] })
    writeProject(root, { 'src/modules/g/index.ts': "import '../../guards/guest.js'\nexport const it = 1\n" })
    expect(await checkProject(root)).toMatchObject({ verdict: 'pass', findings: [] })
  })

  it('lets the next file of a folder such as guards be used as those before it', async () => {
    const guard = (name: string) => ({ [`src/guards/${name}.ts`]: `export const ${name} = 1\n` })
    const { root } = await adopt({
      ...shop,
      ...guard('admin'),
      'src/modules/users/find.ts':
        "import { admin } from '../../guards/admin.js'\nexport const find = () => admin\n",
    })
    writeProject(root, {
      ...guard('owner'),
      'src/modules/users/owner.ts':
        "import { owner } from '../../guards/owner.js'\nexport const isOwner = owner\n",
    })
    expect(await checkProject(root)).toMatchObject({ verdict: 'pass', findings: [] })
  })

  it('makes it green at once, and a new violation fails at its place', async () => {
    const { root, summary } = await adopt(shop)
    expect(summary.modules.map(({ name }) => name)).toEqual(['app', 'orders', 'shared', 'users'])
    expect(await checkProject(root)).toMatchObject({ verdict: 'pass', stale: [], problems: [] })
    writeProject(root, {
      'src/shared/rate.ts': "import { find } from '../modules/users/index.js'\nexport const rate = find\n",
    })
    const { verdict, findings } = await checkProject(root)
    expect(verdict).toBe('fail')
    expect(
      findings.filter(({ status }) => status === 'new').map(({ rule, from }) => [rule, from.file, from.line]),
    ).toContainEqual(['undeclared-dependency', 'src/shared/rate.ts', 1])
  })

  it('declares what the code does, opens what is used, and records the rest with its reason', async () => {
    const { config, plan: planned, summary } = await adopt(shop)
    const orders = config.modules.find(({ name }) => name === 'orders')
    expect(orders?.dependsOn).toMatchObject([{ module: 'shared' }, { module: 'users' }])
    expect(orders?.public).toBeNull()
    expect(summary.baseline.map(({ rule }) => rule).sort()).toEqual(
      ['file-cycle', 'module-cycle', 'private-import'].slice(1),
    )
    const recorded = planned.changes
      .flatMap(change => (change.kind === 'create' ? [change.content] : []))
      .join('')
    expect(recorded).toContain('"reason": "recorded by banyan init"')
    expect(summary.waivers).toBe(1)
    expect(config.waivers).toMatchObject([{ path: 'src/generated.ts', specifier: './made/by/the/build.js' }])
  })

  it('sends editors to the schema only where the product is installed', async () => {
    const configOf = async (files: ProjectFiles) =>
      (await adopt(files)).plan.changes.map(change => ('content' in change ? change.content : '')).join('')
    expect(await configOf(shop)).not.toContain('$schema')
    const manifest = '{ "name": "shop", "devDependencies": { "banyan": "^1.0.0" } }'
    expect(await configOf({ ...shop, 'package.json': manifest })).toContain(
      'node_modules/banyan/schema/config.json',
    )
  })

  it('writes nothing but the config and the baseline, and only by its plan', async () => {
    const root = temporaryProject(shop)
    const { changes } = (await plan(root)).plan
    expect(
      changes.every(({ path }) => path === 'banyan.config.json' || path.startsWith('.banyan/baseline/')),
    ).toBe(true)
    await expect(loadConfig({ root, file: null, ruleOptions })).rejects.toThrow(UserError)
  })

  it('works in a git repository and outside of one, with or without a package.json', async () => {
    const { 'package.json': _, ...bare } = shop
    const root = temporaryProject(bare)
    commitAll(root)
    applyPlan(root, (await plan(root)).plan)
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('bears with manifests that are broken or alike and with workspace globs that match nothing', async () => {
    const { root, summary } = await adopt({
      'package.json': '{ "workspaces": ["packages/*", "nowhere/*"] }',
      'packages/a/package.json': '{ "name": "kit" }',
      'packages/a/index.ts': 'export const a = 1\n',
      'packages/b/package.json': '{ "name": "kit" }',
      'packages/b/index.ts': "import { a } from '../a/index.js'\nexport const b = a\n",
      'packages/c/package.json': '{ broken',
      'packages/c/index.ts': 'export const c = 1\n',
      'packages/d/package.json': '{}',
      'packages/d/index.ts': 'export const d = 1\n',
    })
    expect(summary.modules.map(({ path }) => path).sort()).toEqual([
      'packages/a',
      'packages/b',
      'packages/c',
      'packages/d',
    ])
    expect(summary.notes).toContain('2 packages are called kit: packages/b, packages/a.')
    expect(summary.notes.some(note => note.includes('packages/c/package.json:1:3'))).toBe(true)
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('waives files that do not parse', async () => {
    const { root, config } = await adopt({ ...shop, 'test/fixtures/broken.ts': 'export const = ;\n' })
    expect(config.waivers).toContainEqual(
      expect.objectContaining({ path: 'test/fixtures/broken.ts', what: 'unparsed' }),
    )
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('proposes the alias that a bundler knows instead of waivers', async () => {
    const { root, config, summary } = await adopt({
      'web/cart.ts': 'export const cart = 1\n',
      'web/till.ts': "import { cart } from '~/cart'\nexport const till = cart\n",
      'web/pay.ts':
        "import { cart } from '~/cart'\nimport { till } from '~/till'\nexport const pay = cart + till\n",
    })
    expect([...config.aliases]).toEqual([['~/', 'web/']])
    expect(config.waivers).toEqual([])
    expect(summary.notes[0]).toContain('3 imports resolve by it')
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('is one module where one file is all there is', async () => {
    const { root, summary } = await adopt({
      'index.js': 'module.exports = 1\n',
      'package.json': '{ "name": "till" }',
    })
    expect(summary.modules).toMatchObject([{ name: 'till', path: '.', files: 1 }])
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('takes files of tools for the product where there is nothing else', async () => {
    const { root, summary } = await adopt({ 'vite.config.ts': 'export default {}\n' })
    expect(summary.modules).toMatchObject([{ path: '.', files: 1 }])
    expect((await checkProject(root)).verdict).toBe('pass')
  })
})

describe('answers', () => {
  it('choose and rename modules; what is left out belongs to the module around it', async () => {
    const { root, summary } = await adopt(shop, {
      answers: { modules: { app: 'store', orders: 'sales', shared: 'shared' }, layers: false },
    })
    expect(summary.modules.map(({ name, files }) => [name, files])).toEqual([
      ['sales', 3],
      ['shared', 1],
      ['store', 4],
    ])
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it.each([
    ['an unknown module', { user: 'user' }, 'module-unknown'],
    ['two modules of one name', { users: 'all', orders: 'All' }, 'usage'],
    ['a name that is none', { users: 'a*b' }, 'usage'],
    ['no module', {}, 'no-modules'],
  ])('are refused when they name %s', async (_, modules, code) => {
    const root = temporaryProject(shop)
    expect(await refusal(plan(root, { answers: { modules, layers: null } }))).toEqual([code])
  })

  it('leave layers out on demand', async () => {
    const layered: ProjectFiles = {
      'apps/web/main.ts': "import '../../libs/users/index.js'\nimport '../../libs/orders/index.js'\n",
      'libs/users/index.ts': "import '../shared/index.js'\n",
      'libs/orders/index.ts': "import '../shared/index.js'\n",
      'libs/shared/index.ts': 'export const one = 1\n',
    }
    expect((await adopt(layered)).summary.layers).toEqual(['app', 'feature', 'shared'])
    const without = await adopt(layered, { answers: { modules: null, layers: false } })
    expect(without.summary.layers).toEqual([])
    expect(without.config.rules.has('layer-violation')).toBe(false)
  })
})

describe('what cannot be adopted', () => {
  it('is a folder without source', async () => {
    expect(await refusal(plan(temporaryProject({ 'README.md': 'shop' })))).toEqual(['no-files'])
  })

  it('is a project whose own package.json is broken', async () => {
    const root = temporaryProject({ ...shop, 'package.json': '{\n  "workspaces": [\n' })
    const error = await plan(root).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ problems: [{ code: 'file-unparsed', place: { file: 'package.json' } }] })
  })

  it('is a project with a config, unless it is to be replaced', async () => {
    const root = temporaryProject({
      ...shop,
      'banyan.config.mjs': 'export default {}\n',
      '.banyan/baseline/gone.json': 'broken',
    })
    expect(await refusal(plan(root))).toEqual(['config-exists'])
    const forced = await plan(root, { force: true })
    expect(forced.plan.changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path)).toEqual([
      'banyan.config.mjs',
      '.banyan/baseline/gone.json',
    ])
    applyPlan(root, forced.plan)
    expect((await checkProject(root)).verdict).toBe('pass')
  })

  it('is a project whose baseline git would ignore', async () => {
    const root = temporaryProject({ ...shop, '.gitignore': '.banyan\n' })
    expect(await refusal(plan(root))).toEqual(['baseline-invalid'])
  })
})
