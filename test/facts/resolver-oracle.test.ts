import { mkdirSync, symlinkSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ResolverFactory } from 'oxc-resolver'
import { expect, test } from 'vitest'
import { temporaryProject } from '../support/temporary-project.js'
import { factsOf } from './read-project.js'

const json = (value: unknown) => JSON.stringify(value)

/** A workspace in which a file-system resolver can find everything: linked packages whose entries are source. */
const shop = {
  'package.json': json({
    name: 'shop',
    workspaces: ['packages/*'],
    imports: { '#db': './src/db/client.ts', '#lib/*': './src/lib/*.ts' },
  }),
  'tsconfig.json': json({
    compilerOptions: {
      baseUrl: '.',
      paths: { '@/*': ['src/*'], '@ui': ['ui/main.tsx'], 'exact/*': ['gone/*', 'src/lib/*'] },
    },
  }),
  'packages/users/package.json': json({
    name: '@shop/users',
    exports: {
      '.': './src/index.ts',
      './roles': { types: './src/roles.ts', default: './src/roles.ts' },
      './deep/*': './src/deep/*.ts',
      './private/*': null,
    },
  }),
  'packages/users/src/index.ts': '',
  'packages/users/src/roles.ts': '',
  'packages/users/src/deep/a/b.ts': '',
  'packages/orders/package.json': json({ name: 'orders', main: './lib/main.ts' }),
  'packages/orders/lib/main.ts': '',
  'packages/orders/lib/line.ts': '',
  'packages/web/tsconfig.json': json({
    extends: '../../tsconfig.json',
    compilerOptions: { paths: { '~/*': ['./app/*'] }, baseUrl: '.' },
  }),
  'packages/web/app/page.tsx': '',
  'packages/web/package.json': json({ name: 'web' }),
  'src/db/client.ts': '',
  'src/db/index.ts': '',
  'src/lib/text.ts': '',
  'src/lib/date.js': '',
  'src/lib/both.ts': '',
  'src/lib/both.js': '',
  'src/lib/both/index.ts': '',
  'src/lib/data.json': '{}',
  'src/lib/esm.mts': '',
  'src/lib/cjs.cts': '',
  'ui/main.tsx': '',
  'ui/main.css': '',
}

const specifiers = [
  './db',
  './db/',
  './db/index',
  './db/client',
  './db/client.js',
  './lib/text.js',
  './lib/date',
  './lib/date.js',
  './lib/both',
  './lib/both/',
  './lib/data.json',
  './lib/esm.mjs',
  './lib/cjs.cjs',
  '..',
  '../ui/main',
  '../ui/main.css',
  '@/lib/text',
  '@/lib/both',
  '@/db',
  '@ui',
  'exact/text',
  'src/lib/text',
  'ui/main',
  '#db',
  '#lib/text',
  '@shop/users',
  '@shop/users/roles',
  '@shop/users/deep/a/b',
  'orders',
  'orders/lib/line',
  'orders/lib/line.js',
]

test.each(['src/importer.ts', 'packages/web/importer.ts'])(
  'resolution from %s agrees with a file-system resolver wherever that one can find the file',
  async from => {
    const places =
      from === 'src/importer.ts'
        ? specifiers
        : ['~/page', './app/page', '@/lib/text', '@shop/users', 'orders', '../orders/lib/line.js']
    const root = temporaryProject({
      ...shop,
      [from]: places.map(specifier => `import '${specifier}'`).join('\n'),
    })
    mkdirSync(join(root, 'node_modules/@shop'), { recursive: true })
    symlinkSync('../../packages/users', join(root, 'node_modules/@shop/users'))
    symlinkSync('../packages/orders', join(root, 'node_modules/orders'))
    const oracle = new ResolverFactory({
      tsconfig: 'auto',
      extensions: ['.ts', '.tsx', '.js', '.jsx', '.json'],
      extensionAlias: { '.js': ['.ts', '.tsx', '.js'], '.mjs': ['.mts', '.mjs'], '.cjs': ['.cts', '.cjs'] },
      conditionNames: ['types', 'import', 'default'],
    })
    const facts = await factsOf(root)
    const ours = new Map(
      facts.dependencies.filter(edge => edge.from === from).map(({ specifier, to }) => [specifier, to]),
    )
    const found = places.map(
      specifier => [specifier, oracle.resolveFileSync(join(root, from), specifier).path] as const,
    )
    const comparable = found.filter(([, path]) => path !== undefined)
    expect(comparable.length).toBeGreaterThanOrEqual(places.length - 2)
    for (const [specifier, path] of comparable)
      expect([specifier, ours.get(specifier)]).toEqual([specifier, relative(root, path as string)])
  },
)
