import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ProjectFiles, temporaryProject } from '../support/temporary-project.js'
import { factsOf } from './read-project.js'

const workspace = { 'package.json': '{ "name": "shop", "workspaces": ["packages/*"] }' }
const json = (value: unknown) => JSON.stringify(value)

interface Case {
  readonly name: string
  readonly files: ProjectFiles
  readonly from?: string
  readonly specifier: string
  /** File, `npm:name`, or `nothing` with a problem. */
  readonly leads: string
  readonly aliases?: ReadonlyMap<string, string>
}

const cases: readonly Case[] = [
  {
    name: 'a file before a folder of the same name',
    files: { 'src/a.ts': '', 'src/a/index.ts': '' },
    specifier: './a',
    leads: 'src/a.ts',
  },
  {
    name: 'the folder when asked for with a slash',
    files: { 'src/a.ts': '', 'src/a/index.ts': '' },
    specifier: './a/',
    leads: 'src/a/index.ts',
  },
  { name: 'the own folder', files: { 'src/index.ts': '' }, specifier: '.', leads: 'src/index.ts' },
  { name: 'the folder above', files: { 'index.ts': '' }, specifier: '..', leads: 'index.ts' },
  {
    name: 'TypeScript before JavaScript',
    files: { 'src/a.ts': '', 'src/a.js': '' },
    specifier: './a',
    leads: 'src/a.ts',
  },
  {
    name: 'code before its declaration',
    files: { 'src/a.js': '', 'src/a.d.ts': '' },
    specifier: './a',
    leads: 'src/a.js',
  },
  { name: '.js as .tsx', files: { 'src/a.tsx': '' }, specifier: './a.js', leads: 'src/a.tsx' },
  { name: '.mjs as .mts', files: { 'src/a.mts': '' }, specifier: './a.mjs', leads: 'src/a.mts' },
  {
    name: '.js literally from JavaScript',
    files: { 'src/a.ts': '', 'src/a.js': '', 'src/b.js': `import './a.js'` },
    from: 'src/b.js',
    specifier: './a.js',
    leads: 'src/a.js',
  },
  { name: 'a component', files: { 'src/A.vue': '<template/>' }, specifier: './A.vue', leads: 'src/A.vue' },
  { name: 'a leaf', files: { 'src/a.css': '' }, specifier: './a.css', leads: 'src/a.css' },
  {
    name: 'a name with dots',
    files: { 'src/user.service.ts': '' },
    specifier: './user.service',
    leads: 'src/user.service.ts',
  },
  {
    name: 'the main of a folder',
    files: { 'src/a/package.json': json({ main: './lib/start.js' }), 'src/a/lib/start.ts': '' },
    specifier: './a',
    leads: 'src/a/lib/start.ts',
  },
  {
    name: 'the source of a package by its folder, when its main is not built',
    files: {
      'kit/package.json': json({ name: 'kit', main: './build/index.js' }),
      'kit/src/index.ts': '',
      'kit/bench/run.ts': `import '..'`,
    },
    from: 'kit/bench/run.ts',
    specifier: '..',
    leads: 'kit/src/index.ts',
  },
  {
    name: 'a path with spaces and letters of other alphabets',
    files: { 'src/über uns/größe.ts': '' },
    specifier: './über uns/größe',
    leads: 'src/über uns/größe.ts',
  },
  {
    name: 'paths of the tsconfig',
    files: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@app/*': ['./src/*'] } } }),
      'src/a.ts': '',
    },
    specifier: '@app/a',
    leads: 'src/a.ts',
  },
  {
    name: 'paths from baseUrl',
    files: {
      'tsconfig.json': json({ compilerOptions: { baseUrl: './src', paths: { '~/*': ['*'] } } }),
      'src/a.ts': '',
    },
    specifier: '~/a',
    leads: 'src/a.ts',
  },
  {
    name: 'baseUrl alone',
    files: { 'tsconfig.json': json({ compilerOptions: { baseUrl: './src' } }), 'src/users/a.ts': '' },
    specifier: 'users/a',
    leads: 'src/users/a.ts',
  },
  {
    name: 'the longest prefix',
    files: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./src/*'], '@/ui/*': ['./ui/*'] } } }),
      'ui/a.ts': '',
      'src/ui/a.ts': '',
    },
    specifier: '@/ui/a',
    leads: 'ui/a.ts',
  },
  {
    name: 'the second target when nothing is at the first',
    files: {
      'tsconfig.json': json({ compilerOptions: { paths: { '@/*': ['./gone/*', './src/*'] } } }),
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'paths that a config inherits, relative to where they stand',
    files: {
      'config/base.json': json({ compilerOptions: { paths: { '@/*': ['../src/*'] } } }),
      'tsconfig.json': json({ extends: './config/base' }),
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'extends as a list, the last one first',
    files: {
      'one.json': json({ compilerOptions: { paths: { '@/*': ['./one/*'] } } }),
      'two.json': json({ compilerOptions: { paths: { '@/*': ['./two/*'] } } }),
      'tsconfig.json': json({ extends: ['./one.json', './two.json'] }),
      'one/a.ts': '',
      'two/a.ts': '',
    },
    specifier: '@/a',
    leads: 'two/a.ts',
  },
  {
    name: 'extends of a workspace package that is not installed',
    files: {
      ...workspace,
      'packages/tsconfig/package.json': json({ name: '@shop/tsconfig' }),
      'packages/tsconfig/base.json': json({ compilerOptions: { paths: { '@/*': ['${configDir}/src/*'] } } }),
      'tsconfig.json': json({ extends: '@shop/tsconfig/base.json' }),
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'extends of a package that is not there at all',
    files: {
      'tsconfig.json': json({
        extends: '@tsconfig/node20',
        compilerOptions: { paths: { '@/*': ['./src/*'] } },
      }),
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'the referenced config that includes the file',
    files: {
      'tsconfig.json': json({
        files: [],
        references: [{ path: './tsconfig.web.json' }, { path: './tsconfig.app.json' }],
      }),
      'tsconfig.web.json': json({ include: ['web'], compilerOptions: { paths: { '@/*': ['./web/*'] } } }),
      'tsconfig.app.json': json({ include: ['src'], compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      'web/a.ts': '',
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'a tsconfig with comments and trailing commas',
    files: {
      'tsconfig.json': '{ // aliases\n "compilerOptions": { "paths": { "@/*": ["./src/*",], }, }, }',
      'src/a.ts': '',
    },
    specifier: '@/a',
    leads: 'src/a.ts',
  },
  {
    name: 'moduleSuffixes',
    files: {
      'tsconfig.json': json({ compilerOptions: { moduleSuffixes: ['.ios', ''] } }),
      'src/a.ts': '',
      'src/a.ios.ts': '',
    },
    specifier: './a',
    leads: 'src/a.ios.ts',
  },
  {
    name: 'rootDirs',
    files: {
      'tsconfig.json': json({ compilerOptions: { rootDirs: ['./src', './extra'] } }),
      'extra/a.ts': '',
    },
    specifier: './a',
    leads: 'extra/a.ts',
  },
  {
    name: 'a workspace package by its source field',
    files: {
      ...workspace,
      'packages/users/package.json': json({
        name: '@shop/users',
        main: 'dist/index.js',
        source: 'src/start.ts',
      }),
      'packages/users/src/start.ts': '',
      'packages/users/src/index.ts': '',
    },
    specifier: '@shop/users',
    leads: 'packages/users/src/start.ts',
  },
  {
    name: 'a workspace package that was never built',
    files: {
      ...workspace,
      'packages/users/package.json': json({ name: '@shop/users', main: 'dist/index.js' }),
      'packages/users/src/index.ts': '',
    },
    specifier: '@shop/users',
    leads: 'packages/users/src/index.ts',
  },
  {
    name: 'a workspace package by outDir and rootDir',
    files: {
      ...workspace,
      'packages/users/package.json': json({ name: '@shop/users', main: 'out/start.js' }),
      'packages/users/tsconfig.json': json({ compilerOptions: { outDir: 'out', rootDir: 'code' } }),
      'packages/users/code/start.ts': '',
    },
    specifier: '@shop/users',
    leads: 'packages/users/code/start.ts',
  },
  {
    name: 'a subpath of exports',
    files: {
      ...workspace,
      'packages/users/package.json': json({
        name: '@shop/users',
        exports: {
          '.': './dist/index.js',
          './admin': { types: './dist/admin/index.d.ts', import: './dist/admin/index.mjs' },
        },
      }),
      'packages/users/src/admin/index.ts': '',
      'packages/users/src/index.ts': '',
    },
    specifier: '@shop/users/admin',
    leads: 'packages/users/src/admin/index.ts',
  },
  {
    name: 'a wildcard of exports',
    files: {
      ...workspace,
      'packages/users/package.json': json({
        name: '@shop/users',
        exports: { './*': { import: './dist/esm/*.js' } },
      }),
      'packages/users/src/roles/role.ts': '',
    },
    specifier: '@shop/users/roles/role',
    leads: 'packages/users/src/roles/role.ts',
  },
  {
    name: 'the source condition of exports',
    files: {
      ...workspace,
      'packages/users/package.json': json({
        name: '@shop/users',
        exports: { '.': { import: './build/index.js', '@shop/source': './lib/entry.ts' } },
      }),
      'packages/users/lib/entry.ts': '',
      'packages/users/src/index.ts': '',
    },
    specifier: '@shop/users',
    leads: 'packages/users/lib/entry.ts',
  },
  {
    name: 'lib that stands for src',
    files: {
      ...workspace,
      'packages/users/package.json': json({ name: '@shop/users' }),
      'packages/users/src/browser/view.ts': '',
    },
    specifier: '@shop/users/lib/browser/view',
    leads: 'packages/users/src/browser/view.ts',
  },
  {
    name: 'npm workspaces beside a lerna.json that names no packages',
    files: {
      ...workspace,
      'lerna.json': '{ "version": "1.0.0" }',
      'packages/users/package.json': '{ "name": "@shop/users", "main": "lib/index.js" }',
      'packages/users/src/role.ts': '',
    },
    specifier: '@shop/users/lib/role',
    leads: 'packages/users/src/role.ts',
  },
  {
    name: 'pnpm workspaces',
    files: {
      'package.json': '{}',
      'pnpm-workspace.yaml': 'packages:\n  # all\n  - "libs/**"\n  - \'!libs/old\'\n',
      'libs/a/users/package.json': json({ name: 'users' }),
      'libs/a/users/index.ts': '',
    },
    specifier: 'users',
    leads: 'libs/a/users/index.ts',
  },
  {
    name: 'a package that shares its name with one outside every workspace',
    files: {
      'package.json': '{}',
      'fixtures/react/package.json': json({ name: 'react' }),
      'fixtures/react/index.ts': '',
    },
    specifier: 'react',
    leads: 'npm:react',
  },
  {
    name: 'a package linked by a path',
    files: {
      'package.json': json({ dependencies: { users: 'file:./vendor/users' } }),
      'vendor/users/package.json': json({ name: 'users' }),
      'vendor/users/index.ts': '',
    },
    specifier: 'users',
    leads: 'vendor/users/index.ts',
  },
  {
    name: 'the package itself by its name',
    files: { 'package.json': json({ name: 'shop', exports: './src/index.ts' }), 'src/index.ts': '' },
    specifier: 'shop',
    leads: 'src/index.ts',
  },
  {
    name: '# imports',
    files: {
      'package.json': json({
        imports: { '#db': { development: './src/db.dev.ts', default: './dist/db.js' } },
      }),
      'src/db.dev.ts': '',
      'src/db.ts': '',
    },
    specifier: '#db',
    leads: 'src/db.dev.ts',
  },
  {
    name: '# imports with a wildcard, to source',
    files: {
      'package.json': json({ imports: { '#users/*': './dist/users/*.js' } }),
      'src/users/role.ts': '',
    },
    specifier: '#users/role',
    leads: 'src/users/role.ts',
  },
  {
    name: '# imports of a package',
    files: { 'package.json': json({ imports: { '#db': 'pg' } }) },
    specifier: '#db',
    leads: 'npm:pg',
  },
  {
    name: 'an alias of the config',
    files: { 'code/a.ts': '' },
    specifier: '@/a',
    aliases: new Map([['@/', 'code/']]),
    leads: 'code/a.ts',
  },
  {
    name: 'a path from the root of the package',
    files: { 'package.json': '{}', 'src/users/role.ts': '' },
    specifier: 'src/users/role',
    leads: 'src/users/role.ts',
  },
  { name: 'a package', files: {}, specifier: '@nestjs/common/decorators', leads: 'npm:@nestjs/common' },
  { name: 'a builtin', files: {}, specifier: 'fs/promises', leads: 'npm:node:fs/promises' },
  { name: 'a virtual module', files: {}, specifier: 'virtual:pwa', leads: 'npm:virtual:pwa' },
  {
    name: 'a file that git ignores but is there',
    files: { '.gitignore': 'made/', 'src/made/client.ts': '' },
    specifier: './made/client',
    leads: 'src/made/client.ts',
  },
  {
    name: 'what SvelteKit calls its library, in the package around the file',
    files: {
      'package.json': '{}',
      'web/package.json': json({ devDependencies: { '@sveltejs/kit': '^2' } }),
      'web/src/lib/price.ts': '',
      'web/src/page.ts': `import '$lib/price'`,
    },
    from: 'web/src/page.ts',
    specifier: '$lib/price',
    leads: 'web/src/lib/price.ts',
  },
  {
    name: 'a module that SvelteKit makes up',
    files: { 'package.json': json({ devDependencies: { '@sveltejs/kit': '^2' } }) },
    specifier: '$app/navigation',
    leads: 'npm:$app/navigation',
  },
  {
    name: 'nothing under the name of a framework that the package does not use',
    files: { 'package.json': '{}', 'src/lib/price.ts': '' },
    specifier: '$lib/price',
    leads: 'nothing',
  },
  {
    name: 'what Nuxt calls the package',
    files: { 'package.json': json({ dependencies: { nuxt: '^4' } }), 'config/env.ts': '' },
    specifier: '~~/config/env',
    leads: 'config/env.ts',
  },
  {
    name: 'what Nuxt calls its source, wherever it is',
    files: { 'package.json': json({ dependencies: { nuxt: '^3' } }), 'app/cart.ts': '', 'cart.ts': '' },
    specifier: '~/cart',
    leads: 'app/cart.ts',
  },
  {
    name: 'what Nuxt calls the shared folder',
    files: { 'package.json': json({ dependencies: { nuxt: '^4' } }), 'shared/types/index.ts': '' },
    specifier: '#shared/types',
    leads: 'shared/types/index.ts',
  },
  {
    name: 'a module that Nuxt makes up',
    files: { 'package.json': json({ dependencies: { nuxt: '^4' } }) },
    specifier: '#imports',
    leads: 'npm:#imports',
  },
  { name: 'a relative path to nothing', files: {}, specifier: './gone', leads: 'nothing' },
  { name: 'an alias of no config', files: {}, specifier: '@/gone', leads: 'nothing' },
  {
    name: 'a mapped path to nothing',
    files: { 'tsconfig.json': json({ compilerOptions: { paths: { 'app/*': ['./src/*'] } } }) },
    specifier: 'app/gone',
    leads: 'nothing',
  },
  {
    name: 'a subpath that a workspace package does not have',
    files: {
      ...workspace,
      'packages/users/package.json': json({ name: '@shop/users' }),
      'packages/users/index.ts': '',
    },
    specifier: '@shop/users/gone',
    leads: 'nothing',
  },
  { name: 'a path that leads out of the root', files: {}, specifier: '../../outside', leads: 'nothing' },
  { name: '# imports of nothing', files: { 'package.json': '{}' }, specifier: '#gone', leads: 'nothing' },
]

test.each(cases)(
  'resolution finds $name',
  async ({ files, from = 'src/importer.ts', specifier, leads, aliases }) => {
    const root = temporaryProject({ ...(from in files ? {} : { [from]: `import '${specifier}'` }), ...files })
    const facts = await factsOf(root, aliases === undefined ? {} : { aliases })
    const edge = facts.dependencies.find(dependency => dependency.from === from)
    expect(edge?.external ? `npm:${edge.to}` : (edge?.to ?? 'nothing')).toBe(leads)
    expect(facts.problems.map(({ code, place }) => [code, place?.line, place?.column])).toEqual(
      leads === 'nothing' ? [['import-unresolved', 1, 1]] : [],
    )
  },
)

test('a link to a folder leads to the files behind it, and a loop of links to nothing', async () => {
  const root = temporaryProject({
    'shared/a.ts': 'export const a = 1',
    'src/importer.ts': `import { a } from './linked/a'`,
  })
  symlinkSync('../shared', join(root, 'src/linked'))
  mkdirSync(join(root, 'src/loop'))
  symlinkSync('../loop', join(root, 'src/loop/again'))
  const facts = await factsOf(root)
  expect(facts.dependencies.map(({ to }) => to)).toEqual(['shared/a.ts'])
  expect(facts.files.map(({ path }) => path)).toEqual(['shared/a.ts', 'src/importer.ts'])
})
