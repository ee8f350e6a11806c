import { describe, expect, it } from 'vitest'
import { deriveGraph } from '../../src/graph/index.js'
import type { Config } from '../../src/kernel/config.js'
import { type ModuleSketch, sketchConfig, sketchDependency, sketchFacts, uses } from './shop.js'

type Modules = Readonly<Record<string, ModuleSketch>>

function derive(files: readonly string[], modules: Modules, more: Partial<Config> = {}) {
  return deriveGraph(sketchFacts(files), sketchConfig(modules, more))
}

function filesOf({ graph }: ReturnType<typeof deriveGraph>) {
  return Object.fromEntries([...graph.modules.values()].map(module => [module.name, module.files.join(' ')]))
}

const problemsOf = ({ problems }: ReturnType<typeof deriveGraph>) =>
  problems.map(({ code, place, message, hint }) => `${code} at ${place?.file}: ${message} ${hint}`)

describe('files belong to', () => {
  const cases: readonly (readonly [string, Modules, Partial<Config>, string, Record<string, string>])[] = [
    [
      'a folder',
      { users: { path: 'src/users' } },
      {},
      'src/users/a.ts src/users/deep/b.ts src/users2/c.ts',
      { users: 'src/users/a.ts src/users/deep/b.ts' },
    ],
    ['the root', { shop: { path: '.' } }, {}, 'a.ts src/b.ts', { shop: 'a.ts src/b.ts' }],
    [
      'a single file',
      { main: { path: 'src/main.ts' } },
      {},
      'src/main.ts src/other.ts',
      { main: 'src/main.ts' },
    ],
    [
      'all folders of a glob',
      { web: { path: 'apps/*-web' } },
      {},
      'apps/a-web/a.ts apps/b-web/b.ts apps/c/c.ts',
      { web: 'apps/a-web/a.ts apps/b-web/b.ts' },
    ],
    [
      'all files of a glob',
      { routes: { path: 'src/**/*.route.ts' } },
      {},
      'src/a.route.ts src/x/b.route.ts src/x/b.ts',
      { routes: 'src/a.route.ts src/x/b.route.ts' },
    ],
    [
      'alternatives with a slash inside',
      { ui: { path: 'src/{pages,shared/ui}' } },
      {},
      'src/pages/a.ts src/shared/ui/b.ts src/shared/c.ts',
      { ui: 'src/pages/a.ts src/shared/ui/b.ts' },
    ],
    [
      'what stands before a final **',
      { users: { path: 'src/users/**' } },
      {},
      'src/users/a.ts src/users/x/b.ts src/c.ts',
      { users: 'src/users/a.ts src/users/x/b.ts' },
    ],
    [
      'folders with brackets in their names',
      { page: { path: 'app/(shop)/[id]' } },
      {},
      'app/(shop)/[id]/page.tsx app/i/x.ts',
      { page: 'app/(shop)/[id]/page.tsx' },
    ],
    [
      'one name over several placeholders',
      { users: { path: 'apps/{app}/users' } },
      {},
      'apps/a/users/x.ts apps/b/users/y.ts apps/b/z.ts',
      { users: 'apps/a/users/x.ts apps/b/users/y.ts' },
    ],
    [
      'an entry that names its modules by a placeholder',
      { '{module}': { path: 'src/{module}' } },
      {},
      'src/users/a.ts src/billing/b.ts src/main.ts',
      { billing: 'src/billing/b.ts', users: 'src/users/a.ts' },
    ],
    [
      'a placeholder in a part of a segment',
      { '{name}-api': { path: 'src/{name}.service.ts' } },
      {},
      'src/users.service.ts src/users.ts',
      { 'users-api': 'src/users.service.ts' },
    ],
    [
      'modules by convention',
      {},
      { discover: ['src/modules/{module}'] },
      'src/modules/users/a.ts src/modules/index.ts src/main.ts',
      { users: 'src/modules/users/a.ts' },
    ],
    [
      'the last placeholder of a convention',
      {},
      { discover: ['libs/{scope}/{name}'] },
      'libs/shop/users/a.ts',
      { users: 'libs/shop/users/a.ts' },
    ],
    [
      'one module for all files of a name',
      {},
      { discover: ['src/{module}.service.ts', 'src/{module}.routes.ts'] },
      'src/users.routes.ts src/users.service.ts',
      { users: 'src/users.routes.ts src/users.service.ts' },
    ],
    [
      'folders of one name, told apart',
      {},
      { discover: ['apps/{module}', 'packages/{module}'] },
      'apps/web/a.ts packages/web/b.ts packages/core/c.ts',
      { 'apps/web': 'apps/web/a.ts', 'packages/web': 'packages/web/b.ts', core: 'packages/core/c.ts' },
    ],
    [
      'an entry rather than the convention of its name',
      { users: { path: 'src/users/core' } },
      { discover: ['src/{module}'] },
      'src/users/core/a.ts src/users/b.ts src/billing/c.ts',
      { billing: 'src/billing/c.ts', users: 'src/users/core/a.ts' },
    ],
    [
      'an entry in the place of a convention',
      { identity: { path: 'src/users' } },
      { discover: ['src/{module}'] },
      'src/users/a.ts',
      { identity: 'src/users/a.ts' },
    ],
    [
      'an entry that is one of two folders of its name',
      { web: { path: 'apps/web' } },
      { discover: ['apps/{module}', 'packages/{module}'] },
      'apps/web/a.ts packages/web/b.ts',
      { 'packages/web': 'packages/web/b.ts', web: 'apps/web/a.ts' },
    ],
    [
      'the deepest of nested modules',
      { app: { path: 'src' }, billing: { path: 'src/billing' }, tax: { path: 'src/billing/tax' } },
      {},
      'src/main.ts src/billing/a.ts src/billing/tax/b.ts',
      { app: 'src/main.ts', billing: 'src/billing/a.ts', tax: 'src/billing/tax/b.ts' },
    ],
    [
      'a folder rather than a glob of files from above it',
      { all: { path: 'src/**/*.ts' }, tax: { path: 'src/tax' } },
      {},
      'src/a.ts src/x/b.ts src/tax/c.ts',
      { all: 'src/a.ts src/x/b.ts', tax: 'src/tax/c.ts' },
    ],
    [
      'the file of a folder',
      { app: { path: 'src' }, main: { path: 'src/main.ts' } },
      {},
      'src/main.ts src/a.ts',
      { app: 'src/a.ts', main: 'src/main.ts' },
    ],
    [
      'the entry that spells its folder out',
      { '{module}': { path: 'src/{module}' }, money: { path: 'src/billing' } },
      {},
      'src/billing/a.ts src/users/b.ts',
      { money: 'src/billing/a.ts', users: 'src/users/b.ts' },
    ],
    [
      'the folder of a nested glob',
      { users: { path: 'modules/users' }, apis: { path: 'modules/*/api' } },
      {},
      'modules/users/a.ts modules/users/api/b.ts',
      { apis: 'modules/users/api/b.ts', users: 'modules/users/a.ts' },
    ],
    [
      'an entry by glob in the place of a convention',
      { money: { path: 'src/bill*' } },
      { discover: ['src/{module}'] },
      'src/billing/a.ts',
      { money: 'src/billing/a.ts' },
    ],
    [
      'the one of two entries that writes more of its folder out',
      { one: { path: 'src/u*' }, two: { path: 'src/users' } },
      {},
      'src/users/a.ts src/utils/b.ts',
      { one: 'src/utils/b.ts', two: 'src/users/a.ts' },
    ],
    [
      'the deeper one of two folders that are named alike',
      { apis: { path: 'src/**/api' }, orders: { path: 'src/orders' } },
      {},
      'src/orders/a.ts src/orders/api/b.ts',
      { apis: 'src/orders/api/b.ts', orders: 'src/orders/a.ts' },
    ],
  ]
  it.each(cases)('%s', (_title, modules, more, files, expected) => {
    const derived = derive(files.split(' '), modules, more)
    expect(filesOf(derived)).toEqual(expected)
    expect(problemsOf(derived)).toEqual([])
  })
})

describe('what does not fit the files is a problem:', () => {
  const files = ['src/users/index.ts', 'src/billing/index.ts', 'src/main.ts']
  const users = { path: 'src/users' }
  const cases: readonly (readonly [string, Modules, Partial<Config>, RegExp])[] = [
    [
      'a path of nothing, with the folder that was meant',
      { users: { path: 'src/usres' } },
      {},
      /^module-empty at modules\.users\.path: .*"src\/usres".*Did you mean "src\/users"\?/,
    ],
    [
      'a glob of nothing, with what is there',
      { users: { path: 'src/users/deep-*' } },
      {},
      /^module-empty at modules\.users\.path: .*"src\/users\/deep-\*"/,
    ],
    [
      'a convention that finds nothing, with the folders that are there',
      {},
      { discover: ['src/modules/{module}'] },
      /^module-empty at discover\.0: discover\[0\].*The nearest folder is "src", with source files in src\/billing, src\/users\./,
    ],
    ['a module that is left with nothing', { users, all: { path: 'src/users/**' } }, {}, /^module-overlap/],
    [
      'a module whose folders are all others’',
      { src: { path: 'src' }, a: users, b: { path: 'src/billing' }, c: { path: 'src/main.ts' } },
      {},
      /^module-empty at modules\.src\.path: Module "src" is left with no file/,
    ],
    [
      'two entries for one folder, with both places',
      { users, accounts: users },
      {},
      /^module-overlap at modules\.users\.path: Modules "accounts" \(modules\.accounts\.path:1\) and "users" \(modules\.users\.path:1\) both claim the folder "src\/users"/,
    ],
    [
      'two globs for one folder',
      { one: { path: 'src/u*' }, two: { path: 'src/*s' } },
      {},
      /^module-overlap at modules\.two\.path: .*"src\/users"/,
    ],
    [
      'two globs for one file',
      { one: { path: 'src/m*.ts' }, two: { path: 'src/*n.ts' } },
      {},
      /^module-overlap .* both claim "src\/main\.ts"/,
    ],
    [
      'a dependency on nobody, with who was meant',
      { users: { ...users, dependsOn: uses('billling') }, billing: { path: 'src/billing' } },
      {},
      /^module-unknown at modules\.users\.dependsOn\.0: .*"billling".*Did you mean "billing"\?/,
    ],
    [
      'an interface visible to nobody',
      { users: { ...users, interfaces: [{ name: 'admin', files: ['index.ts'], visibleTo: ['back*'] }] } },
      {},
      /^module-unknown at modules\.users\.interfaces\.admin\.visibleTo\.0: .*"back\*"/,
    ],
    [
      'a public file that is not there, with the one that was meant',
      { users: { ...users, public: ['indx.ts'] } },
      {},
      /^module-empty at modules\.users\.public\.0: .*"indx\.ts".*Did you mean "index\.ts"\?/,
    ],
    [
      'an interface of nothing',
      { users: { ...users, interfaces: [{ name: 'admin', files: ['admin.ts'], visibleTo: null }] } },
      {},
      /^module-empty at modules\.users\.interfaces\.admin\.files\.0: .*"admin\.ts"/,
    ],
    [
      'a package.json that is not there',
      { users: { ...users, dependsOn: 'package.json' } },
      {},
      /^config-invalid at modules\.users\.dependsOn: .*there is none in "src\/users"/,
    ],
  ]
  it.each(cases)('%s', (_title, modules, more, expected) => {
    expect(problemsOf(derive(files, modules, more)).join('\n')).toMatch(expected)
  })

  it('two folders for a name with a placeholder', () => {
    const derived = derive(['a/users/x.ts', 'b/users/y.ts'], { '{module}': { path: '{scope}/{module}' } })
    expect(problemsOf(derived)).toEqual([
      'module-overlap at modules.{module}.path: Two places make a module "users": "a/users" and "b/users". Put another placeholder of the path into the name, such as "{scope}-{module}".',
    ])
  })
})

describe('public are', () => {
  const publicOf = (
    files: readonly string[],
    module: ModuleSketch,
    packages = [] as ReturnType<typeof sketchFacts>['packages'],
  ) => {
    const { graph, problems } = deriveGraph(sketchFacts(files, { packages }), sketchConfig({ users: module }))
    expect(problems).toEqual([])
    return [...(graph.modules.get('users')?.publicFiles ?? [])]
  }

  it('index files, when nothing is said', () => {
    const files = ['index.ts', 'index.test.ts', 'index.d.ts', 'src/index.tsx', 'deep/index.ts', 'service.ts']
    const found = publicOf(
      files.map(file => `m/users/${file}`),
      { path: 'm/users' },
    )
    expect(found.sort()).toEqual(['m/users/index.d.ts', 'm/users/index.ts', 'm/users/src/index.tsx'])
  })

  it('nothing, when there is no index file', () => {
    expect(publicOf(['users/a.ts'], { path: 'users' })).toEqual([])
    expect(publicOf(['users/index.ts'], { path: 'users', public: [] })).toEqual([])
  })

  it('the entries of the package that the module is', () => {
    const packages = [
      { name: '@shop/users', folder: 'p/users', dependencies: [], entries: ['p/users/src/main.ts'] },
    ]
    const files = ['p/users/src/main.ts', 'p/users/src/other.ts']
    expect(publicOf(files, { path: 'p/users' }, packages)).toEqual(['p/users/src/main.ts'])
    expect(publicOf(files, { path: 'p/users/src' }, packages)).toEqual(['p/users/src/main.ts'])
    expect(publicOf(files, { path: 'p' }, packages)).toEqual([])
  })

  it('what globs relative to the module’s folder say, in each of its folders', () => {
    const files = ['apps/a/users/api.ts', 'apps/b/users/api.ts', 'apps/b/users/x.ts']
    expect(publicOf(files, { path: 'apps/*/users', public: ['api.ts'] })).toEqual(files.slice(0, 2))
    expect(
      publicOf(['src/users/a.ts', 'src/users/b.ts'], { path: 'src/users', public: ['*.ts', '!b.ts'] }),
    ).toEqual(['src/users/a.ts'])
  })

  it('imported files of other kinds too', () => {
    const dependencies = [sketchDependency('app.ts', 'users/theme.css')]
    const facts = sketchFacts(['app.ts', 'users/a.ts'], { dependencies })
    const { graph, problems } = deriveGraph(
      facts,
      sketchConfig({ users: { path: 'users', public: ['*.css'] } }),
    )
    expect(problems).toEqual([])
    expect([...(graph.modules.get('users')?.publicFiles ?? [])]).toEqual(['users/theme.css'])
  })

  it('no more than what an entry of many modules finds in one of them', () => {
    const derived = derive(['m/users/api.ts', 'm/billing/b.ts'], {
      '{module}': { path: 'm/{module}', public: ['api.ts'] },
    })
    expect(derived.problems).toEqual([])
    expect(derived.graph.modules.get('billing')?.publicFiles.size).toBe(0)
  })
})

describe('a module', () => {
  it('has a path, a layer, an owner, tables and the place where it is declared', () => {
    const files = ['m/users/a.ts', 'm/billing/b.ts', 'lib/log/c.ts']
    const entry = {
      path: 'm/{module}',
      layer: 'domain',
      owner: '@shop/{module}',
      data: { tables: ['{module}.*'] },
    }
    const { graph } = derive(files, { '{module}': entry }, { discover: ['lib/{module}'], layers: ['domain'] })
    expect(graph.modules.get('users')).toMatchObject({
      path: 'm/users',
      layer: 'domain',
      tables: ['users.*'],
      declaredAt: ['modules', '{module}'],
    })
    expect(graph.modules.get('log')).toMatchObject({ path: 'lib/log', declaredAt: ['discover', 0] })
    expect([...graph.modules.keys()]).toEqual(['billing', 'log', 'users'])
  })

  it('made of several folders stands in the folder that has them all', () => {
    const { graph } = derive(['apps/a/users/x.ts', 'apps/b/users/y.ts', 'r/s/a.x.ts'], {
      users: { path: 'apps/*/users' },
      x: { path: 'r/**/*.x.ts' },
    })
    expect(graph.modules.get('users')?.path).toBe('apps')
    expect(graph.modules.get('x')?.path).toBe('r')
  })

  it('owns what stands in its folders, whether it is a source file or not', () => {
    const { graph } = derive(['src/main.ts', 'src/users/a.ts', 'src/users/b.test.ts'], {
      app: { path: 'src' },
      users: { path: 'src/users' },
      tests: { path: 'src/users/b.test.ts' },
    })
    const owner = (file: string) => graph.moduleOf(file)?.name ?? null
    expect(['src/main.ts', 'src/users/a.ts', 'src/users/b.test.ts'].map(owner)).toEqual([
      'app',
      'users',
      'tests',
    ])
    expect(['src/users/new/x.css', 'src/x.css', 'x.css'].map(owner)).toEqual(['users', 'app', null])
  })

  it('owns what its pattern would claim, were it there', () => {
    const { graph } = derive(['src/tax.billing.ts', 'src/users/a.ts'], {
      billing: { path: 'src/**/*.billing.ts' },
      users: { path: 'src/users' },
      main: { path: 'src/main.ts' },
    })
    const owner = (file: string) => graph.moduleOf(file)?.name ?? null
    expect(['src/vat.billing.ts', 'src/x/vat.billing.ts', 'src/users/vat.billing.ts'].map(owner)).toEqual([
      'billing',
      'billing',
      'users',
    ])
    expect(['src/vat.ts', 'src/users/b.ts', 'main.ts'].map(owner)).toEqual([null, 'users', null])
  })

  it('never depends on itself by the entry that it shares with others', () => {
    const files = ['m/users/a.ts', 'm/log/b.ts', 'm/users-api/c.ts']
    const { graph, problems } = derive(files, {
      '{module}': { path: 'm/{module}', dependsOn: uses('log', '{module}-api') },
    })
    expect(problems).toEqual([])
    expect(graph.modules.get('log')?.dependsOn.map(({ module }) => module)).toEqual(['log-api'])
    expect(graph.modules.get('users')?.dependsOn.map(({ module }) => module)).toEqual(['log', 'users-api'])
  })
})

describe('"dependsOn": "package.json"', () => {
  const member = (name: string, folder: string, dependencies: readonly string[] = []) => ({
    name,
    folder,
    dependencies,
    entries: [`${folder}/index.ts`],
  })

  it('means the modules in the folders of the workspace packages that the nearest package.json names', () => {
    const packages = [
      member('shop', '', ['@shop/billing']),
      member('@shop/users', 'p/users', ['@shop/billing', '@shop/log', 'express', '@shop/users', '@shop/kit']),
      member('@shop/billing', 'p/billing'),
      member('@shop/log', 'libs/log'),
      member('@shop/kit', 'kit'),
    ]
    const files = [
      'p/users/src/a.ts',
      'p/billing/index.ts',
      'libs/log/index.ts',
      'kit/a/x.ts',
      'kit/b/y.ts',
      'src/main.ts',
    ]
    const modules: Modules = {
      users: { path: 'p/users/src', dependsOn: 'package.json' },
      billing: { path: 'p/billing' },
      libs: { path: 'libs' },
      'kit-a': { path: 'kit/a' },
      'kit-b': { path: 'kit/b' },
      app: { path: 'src', dependsOn: 'package.json' },
    }
    const { graph, problems } = deriveGraph(sketchFacts(files, { packages }), sketchConfig(modules))
    expect(problems).toEqual([])
    expect(graph.modules.get('users')?.dependsOn.map(({ module }) => module)).toEqual([
      'billing',
      'kit-a',
      'kit-b',
      'libs',
    ])
    expect(graph.modules.get('app')?.dependsOn.map(({ module }) => module)).toEqual(['billing'])
  })
})
