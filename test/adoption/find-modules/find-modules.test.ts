import { describe, expect, it } from 'vitest'
import { findModules } from '../../../src/adoption/find-modules/find-modules.js'
import { filesIn, modulePaths, type Sketch, sketch } from '../sketch.js'

const nest = (name: string) =>
  `import { Module } from '@nestjs/common'\n@Module({})\nexport class ${name}Module {}\n`
const angular = (name: string) => `@NgModule({})\nexport class ${name}Module {}\n`

const repositories: readonly [string, Sketch, Readonly<Record<string, string>>][] = [
  [
    'workspace packages bear their names without the common scope',
    sketch([...filesIn('packages/users/src'), ...filesIn('packages/billing/src')], {
      packages: { '': 'shop', 'packages/users': '@shop/users', 'packages/billing': '@shop/billing' },
    }),
    { billing: 'packages/billing', users: 'packages/users' },
  ],
  [
    'packages whose short names collide keep their scopes',
    sketch([...filesIn('apps/users'), ...filesIn('libs/users'), ...filesIn('apps/web')], {
      packages: { 'apps/users': '@app/users', 'apps/web': '@app/web', 'libs/users': '@lib/users' },
    }),
    { 'app-users': 'apps/users', 'lib-users': 'libs/users', web: 'apps/web' },
  ],
  [
    'packages of the same name are told apart by their folders',
    sketch([...filesIn('apps/shop/ui'), ...filesIn('apps/backoffice/ui')], {
      packages: { 'apps/shop/ui': 'ui', 'apps/backoffice/ui': 'ui' },
    }),
    { 'backoffice-ui': 'apps/backoffice/ui', 'shop-ui': 'apps/shop/ui' },
  ],
  [
    'a package without a name bears that of its folder',
    sketch(filesIn('packages/orders'), { packages: { 'packages/orders': '' } }),
    { orders: 'packages/orders' },
  ],
  [
    'a package without source is no module',
    sketch([...filesIn('packages/users'), 'packages/tsconfig/base.json'], {
      packages: { 'packages/users': 'users', 'packages/tsconfig': 'tsconfig' },
    }),
    { users: 'packages/users' },
  ],
  [
    'Nx projects are found by project.json, with their names',
    sketch({
      'libs/shop/cart/project.json': '{ "name": "shop-cart", "sourceRoot": "libs/shop/cart/src" }',
      'libs/shop/cart/src/index.ts': '',
      'apps/store/project.json': '{ "projectType": "application" }',
      'apps/store/src/main.ts': '',
    }),
    { 'shop-cart': 'libs/shop/cart', store: 'apps/store' },
  ],
  [
    'Nx projects are found by workspace.json',
    sketch({
      'workspace.json': '{ "projects": { "store": "apps/store", "cart": { "root": "libs/cart" } } }',
      'apps/store/main.ts': '',
      'libs/cart/index.ts': '',
    }),
    { cart: 'libs/cart', store: 'apps/store' },
  ],
  [
    'client and server side by side need no workspace',
    sketch({
      'client/package.json': '{ "name": "shop-client" }',
      'client/src/a.ts': '',
      'server/package.json': '{ "name": "shop-server" }',
      'server/src/b.ts': '',
    }),
    { client: 'client', server: 'server' },
  ],
  [
    'projects referenced by the tsconfig of the root are modules, its own halves are not',
    sketch({
      'tsconfig.json':
        '{ // solution\n "references": [{ "path": "./catalog" }, { "path": "./orders/tsconfig.build.json" }, { "path": "./tsconfig.node.json" }] }',
      'catalog/a.ts': '',
      'orders/b.ts': '',
    }),
    { catalog: 'catalog', orders: 'orders' },
  ],
  [
    'src/modules divides a single package, shared code beside it stands alone, the rest is the application',
    sketch(
      [
        ...filesIn('src/modules/users'),
        ...filesIn('src/modules/billing'),
        ...filesIn('src/libs'),
        ...filesIn('src/configs'),
        'src/main.ts',
        'migrate/run.ts',
      ],
      {
        imports: {
          'src/modules/users/file0.ts': ['src/libs/file0.ts'],
          'src/modules/billing/file0.ts': ['src/libs/file1.ts'],
          'src/main.ts': ['src/configs/file0.ts'],
        },
      },
    ),
    {
      app: 'src',
      billing: 'src/modules/billing',
      libs: 'src/libs',
      migrate: 'migrate',
      users: 'src/modules/users',
    },
  ],
  [
    'loose files that modules use are a module of their own, unless they use modules themselves',
    sketch(
      [
        ...filesIn('src/modules/users'),
        ...filesIn('src/modules/orders'),
        'src/main.ts',
        'src/errors.ts',
        'src/env.ts',
        'src/registry.ts',
      ],
      {
        imports: {
          'src/main.ts': ['src/modules/users/file0.ts'],
          'src/registry.ts': ['src/modules/users/file0.ts'],
          'src/modules/users/file0.ts': ['src/errors.ts', 'src/registry.ts'],
          'src/errors.ts': ['src/env.ts'],
        },
      },
    ),
    { app: 'src', orders: 'src/modules/orders', shared: 'src/{env,errors}.ts', users: 'src/modules/users' },
  ],
  [
    'a nested features folder belongs to the module around it',
    sketch([
      ...filesIn('src/modules/users/features/login'),
      ...filesIn('src/modules/users/features/profile'),
      ...filesIn('src/modules/orders'),
    ]),
    { orders: 'src/modules/orders', users: 'src/modules/users' },
  ],
  [
    'NestJS modules are the folders of @Module classes, without the root module',
    sketch({
      'src/app.module.ts': nest('App'),
      'src/main.ts': '',
      'src/users/users.module.ts': nest('Users'),
      'src/users/users.service.ts': '',
      'src/orders/orders.module.ts': nest('Orders'),
      'src/orders/items/items.module.ts': nest('Items'),
      'src/plain/not-a.module.ts': 'export const module = 1',
    }),
    { app: 'src', orders: 'src/orders', users: 'src/users' },
  ],
  [
    'versions of one NestJS module are one module',
    sketch({
      'src/app.module.ts': nest('App'),
      'src/bookings/2024-04-15/bookings.module.ts': nest('A'),
      'src/bookings/v2/bookings.module.ts': nest('B'),
      'src/users/users.module.ts': nest('Users'),
    }),
    { app: 'src', bookings: 'src/bookings', users: 'src/users' },
  ],
  [
    'Angular feature modules are found through their src folders',
    sketch({
      'src/app/app.module.ts': angular('App'),
      'src/app/main.ts': '',
      'src/app/catalog/src/catalog.module.ts': angular('Catalog'),
      'src/app/orders/orders.module.ts': angular('Orders'),
    }),
    { app: 'src', catalog: 'src/app/catalog', orders: 'src/app/orders' },
  ],
  [
    'a package of a monorepo that is a modular monolith is divided, one that follows kinds of code is not',
    sketch(
      {
        'packages/api/src/main.ts': '',
        'packages/api/src/users/users.module.ts': nest('Users'),
        'packages/api/src/orders/orders.module.ts': nest('Orders'),
        'packages/api/src/billing/billing.module.ts': nest('Billing'),
        'packages/engine/src/api/api.module.ts': nest('Api'),
        'packages/engine/src/service/service.module.ts': nest('Service'),
        'packages/engine/src/config/config.module.ts': nest('Config'),
        'packages/engine/src/catalog/catalog.module.ts': nest('Catalog'),
      },
      { packages: { 'packages/api': '@shop/api', 'packages/engine': '@shop/engine' } },
    ),
    {
      api: 'packages/api',
      'api-billing': 'packages/api/src/billing',
      'api-orders': 'packages/api/src/orders',
      'api-users': 'packages/api/src/users',
      engine: 'packages/engine',
    },
  ],
  [
    'slices of feature-sliced design are modules, its pages too',
    sketch([
      ...filesIn('src/app'),
      ...filesIn('src/pages/home'),
      ...filesIn('src/pages/cart'),
      ...filesIn('src/features/pay'),
      ...filesIn('src/features/search'),
      ...filesIn('src/entities/user'),
      ...filesIn('src/entities/order'),
      ...filesIn('src/shared/kit'),
    ]),
    {
      cart: 'src/pages/cart',
      home: 'src/pages/home',
      order: 'src/entities/order',
      pay: 'src/features/pay',
      search: 'src/features/search',
      src: 'src',
      user: 'src/entities/user',
    },
  ],
  [
    'domain as a layer of one module is not a folder of modules',
    sketch([
      ...filesIn('src/domain/users'),
      ...filesIn('src/domain/orders'),
      ...filesIn('src/application'),
      ...filesIn('src/infrastructure'),
    ]),
    { application: 'src/application', domain: 'src/domain', infrastructure: 'src/infrastructure' },
  ],
  [
    'without any convention the folders of the source are the modules',
    sketch([...filesIn('src/users'), ...filesIn('src/orders'), 'src/index.ts', 'vite.config.ts']),
    { app: 'src', orders: 'src/orders', users: 'src/users' },
  ],
  [
    'routes of the app router are not modules',
    sketch([
      'src/app/page.tsx',
      'src/app/cart/page.tsx',
      ...filesIn('src/components'),
      ...filesIn('src/cart'),
    ]),
    { app: 'src/app', cart: 'src/cart', components: 'src/components' },
  ],
  [
    'a convention that holds next to nothing does not hide the folders of the source',
    sketch([
      ...filesIn('web/modules/accounts', 1),
      ...filesIn('web/modules/settings', 1),
      ...filesIn('src/posts', 20),
      ...filesIn('src/topics', 20),
      'src/start.js',
    ]),
    {
      accounts: 'web/modules/accounts',
      posts: 'src/posts',
      settings: 'web/modules/settings',
      src: 'src',
      topics: 'src/topics',
    },
  ],
  [
    'an app router that holds most of the source is still one module',
    sketch([
      'src/app/page.tsx',
      'src/app/cart/page.tsx',
      'src/app/cart/row.tsx',
      ...filesIn('src/app/orders', 6),
      'src/cart.ts',
    ]),
    { src: 'src', app: 'src/app' },
  ],
  [
    'source is looked for where it branches',
    sketch([...filesIn('src/app/cart', 4), ...filesIn('src/app/orders', 4), 'src/main.ts']),
    { app: 'src', cart: 'src/app/cart', orders: 'src/app/orders' },
  ],
  [
    'a repository of one file is one module, named after its package',
    sketch({ 'package.json': '{ "name": "@shop/till" }', 'index.js': '' }),
    { till: '' },
  ],
  ['without a package.json one folder is one module', sketch(filesIn('src')), { src: 'src' }],
  [
    'fixtures and hidden folders are no modules',
    sketch([
      '.storybook/main.ts',
      ...filesIn('tests/fixtures/shop/modules/a'),
      ...filesIn('src/users'),
      'src/main.ts',
    ]),
    { app: 'src', tests: 'tests', users: 'src/users' },
  ],
]

describe('finding modules', () => {
  it.each(repositories)('%s', (_, repository, expected) => {
    expect(modulePaths(repository)).toEqual(expected)
  })

  it('finds nothing where there is no source', () => {
    expect(modulePaths(sketch(['README.md']))).toEqual({})
  })

  it('counts each file once, in the deepest module', () => {
    const { tree, facts } = sketch([
      ...filesIn('src/modules/users', 3),
      ...filesIn('src/modules/orders', 2),
      'src/main.ts',
    ])
    const found = findModules(tree, facts)
    expect(Object.fromEntries(found.map(({ name, files }) => [name, files]))).toEqual({
      app: 1,
      orders: 2,
      users: 3,
    })
  })

  it('says why a module is one', () => {
    const { tree, facts } = sketch(
      {
        'packages/users/a.ts': '',
        'packages/users/project.json': '{ "name": "users", "targets": {} }',
        'turbo.json': '{}',
      },
      { packages: { 'packages/users': '@shop/users' } },
    )
    expect(findModules(tree, facts)[0]?.evidence).toEqual([
      'workspace package @shop/users (Turborepo)',
      'Nx project users',
    ])
  })

  it('finds the same in any order of packages', () => {
    const files = [...filesIn('a/ui'), ...filesIn('b/ui'), ...filesIn('c/kit')]
    const forward = sketch(files, { packages: { 'a/ui': 'ui', 'b/ui': 'ui', 'c/kit': 'kit' } })
    const backward = sketch(files, { packages: { 'c/kit': 'kit', 'b/ui': 'ui', 'a/ui': 'ui' } })
    expect(modulePaths(backward)).toEqual(modulePaths(forward))
  })

  it('keeps a thousand packages and leaves their insides undivided', () => {
    const folders = Array.from({ length: 1000 }, (_, at) => `packages/p${at}`)
    const files = folders.flatMap(folder => [
      `${folder}/src/features/one/a.ts`,
      `${folder}/src/features/two/a.ts`,
      `${folder}/src/features/three/a.ts`,
    ])
    const repository = sketch(files, {
      packages: Object.fromEntries(folders.map(folder => [folder, folder.replace('packages/', '@shop/')])),
    })
    expect(Object.keys(modulePaths(repository))).toHaveLength(1000)
  })
})
