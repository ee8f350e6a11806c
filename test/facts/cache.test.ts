import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { overlayTree, openWorkingTree, readFacts } from '../../src/facts/index.js'
import { type ProjectFiles, temporaryProject, writeProject } from '../support/temporary-project.js'
import { factsOf } from './read-project.js'

const shop = {
  'package.json': '{ "name": "shop", "workspaces": ["packages/*"] }',
  'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }',
  'packages/users/package.json': '{ "name": "@shop/users", "main": "src/index.ts" }',
  'packages/users/src/index.ts': `export * from './user'`,
  'packages/users/src/other.ts': 'export class User {}',
  'packages/users/src/user.ts': 'export class User {}',
  'src/a.ts': `import { User } from '@shop/users'\nimport { b } from '@/b'\nimport './c'`,
  'src/b.ts': 'export const b = 1',
  'src/c/index.ts': 'export {}',
  'other/b.ts': 'export const b = 2',
}

/** Makes files look old, so that the cache may rely on their stamps. */
function settle(root: string): void {
  for (const path of Object.keys(shop)) utimesSync(join(root, path), 1e9, 1e9)
}

const edits: readonly { name: string; files: ProjectFiles }[] = [
  { name: 'an import', files: { 'src/a.ts': `import './b'` } },
  {
    name: 'a tsconfig',
    files: { 'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./other/*"] } } }' },
  },
  {
    name: 'a package.json',
    files: { 'packages/users/package.json': '{ "name": "@shop/users", "main": "src/other.ts" }' },
  },
  { name: 'a new file that shadows another', files: { 'src/c.ts': 'export {}' } },
  { name: 'a barrel', files: { 'packages/users/src/index.ts': `export * from './other'` } },
  { name: 'a syntax error', files: { 'src/b.ts': 'export const b = ' } },
]

test.each(edits)('facts from a warm cache are those from none after an edit of $name', async ({ files }) => {
  const root = temporaryProject(shop)
  const cacheFolder = join(root, 'node_modules/.cache/banyan')
  settle(root)
  const before = await factsOf(root, { cacheFolder })
  writeProject(root, files)
  const warm = await factsOf(root, { cacheFolder })
  expect(warm).toEqual(await factsOf(root))
  expect(warm).not.toEqual(before)
})

test('a second run takes every record from the cache', async () => {
  const root = temporaryProject(shop)
  const cacheFolder = join(root, 'cache')
  const first = await factsOf(root, { cacheFolder })
  const tree = openWorkingTree(root)
  const poisoned = {
    ...tree,
    read: (path: string) => (path.endsWith('.ts') ? Buffer.from('broken(') : tree.read(path)),
  }
  const request = {
    config: { include: [], exclude: [], tests: [], generated: [], aliases: new Map() },
    tables: false,
  }
  // Stamps say that nothing changed only once the clock has moved on: pretend that the cache was written later.
  rewrite(join(cacheFolder, 'facts.cache'), body => ({ ...body, writtenAt: Date.now() + 60_000 }))
  expect(await readFacts({ tree: poisoned, cacheFolder, ...request })).toEqual(first)
})

/** Changes the cache as another run could have left it: with a right checksum. */
function rewrite(file: string, change: (body: Record<string, unknown>) => Record<string, unknown>): void {
  const { checksum, body } = split(file)
  const text = JSON.stringify(change(JSON.parse(body)))
  writeFileSync(file, `${checksum.replace(/\w+$/, sha1(text))}\n${text}`)
}

function split(file: string): { checksum: string; body: string } {
  const text = readFileSync(file, 'utf8')
  const end = text.indexOf('\n')
  return { checksum: text.slice(0, end), body: text.slice(end + 1) }
}

const damages = [
  { name: 'truncated', damage: (text: string) => text.slice(0, text.length / 2) },
  { name: 'empty', damage: () => '' },
  { name: 'of another version', damage: (text: string) => text.replace('banyan ', 'banyan 9') },
  { name: 'changed by one letter', damage: (text: string) => text.replace('@shop/users', '@shop/userz') },
  { name: 'no JSON', damage: () => 'banyan 3 abc\n{' },
]

test.each(damages)('a cache that is $name is rebuilt, not trusted', async ({ damage }) => {
  const root = temporaryProject(shop)
  const cacheFolder = join(root, 'cache')
  settle(root)
  const whole = await factsOf(root, { cacheFolder })
  const file = join(cacheFolder, 'facts.cache')
  writeFileSync(file, damage(readFileSync(file, 'utf8')))
  expect(await factsOf(root, { cacheFolder })).toEqual(whole)
  expect(split(file).checksum).toBe(`banyan 3 ${sha1(split(file).body)}`)
})

test('a file changed right after the cache was written, without a new size or time, is read again', async () => {
  const root = temporaryProject(shop)
  const cacheFolder = join(root, 'cache')
  await factsOf(root, { cacheFolder })
  const { atime, mtime } = statSync(join(root, 'src/a.ts'))
  writeFileSync(join(root, 'src/a.ts'), shop['src/a.ts'].replace('@/b', './b'))
  utimesSync(join(root, 'src/a.ts'), atime, mtime)
  const facts = await factsOf(root, { cacheFolder })
  expect(facts.dependencies.map(({ specifier }) => specifier)).toContain('./b')
})

test('facts are read where no cache can be written', async () => {
  const root = temporaryProject(shop)
  writeFileSync(join(root, 'file'), '')
  const facts = await factsOf(root, { cacheFolder: join(root, 'file/cache') })
  expect(facts.files).toHaveLength(7)
})

test('tables from a warm cache are those from none', async () => {
  const root = temporaryProject({
    'package.json': '{}',
    'a.ts': [
      "db.query('CREATE TABLE lines (id int, order_id int REFERENCES orders (id))')",
      ...Array.from({ length: 3 }, () => "db.query('DELETE FROM lines USING orders WHERE true')"),
      'prisma.user.findMany({ include: { orders: true } })',
    ].join('\n'),
    'b.ts': "import { Entity } from 'typeorm'\n@Entity('orders') export class Order {}",
    'schema.prisma':
      'model User {\n  id Int @id\n  orders Item[]\n}\nmodel Item {\n  id Int @id\n  user User\n}',
  })
  const tablesOf = async (cacheFolder: string | null) =>
    (
      await readFacts({
        tree: openWorkingTree(root),
        config: { include: [], exclude: [], tests: [], generated: [], aliases: new Map() },
        cacheFolder,
        tables: true,
      })
    ).tables
  const cacheFolder = join(root, 'cache')
  const cold = await tablesOf(null)
  expect(cold.length).toBeGreaterThan(10)
  expect(await tablesOf(cacheFolder)).toEqual(cold)
  expect(await tablesOf(cacheFolder)).toEqual(cold)
})

test('planted files are read, and leave no trace in the cache', async () => {
  const root = temporaryProject(shop)
  const cacheFolder = join(root, 'cache')
  const tree = overlayTree(openWorkingTree(root), {
    'src/planted.ts': `import './b'`,
    'src/b.ts': 'export const c = 1',
  })
  const request = {
    config: { include: [], exclude: [], tests: [], generated: [], aliases: new Map() },
    tables: false,
  }
  const facts = await readFacts({ tree, cacheFolder, ...request })
  expect(facts.dependencies.filter(({ from }) => from === 'src/planted.ts').map(({ to }) => to)).toEqual([
    'src/b.ts',
  ])
  expect(facts.files.find(({ path }) => path === 'src/b.ts')?.exports).toEqual(['c'])
  expect(readFileSync(join(cacheFolder, 'facts.cache'), 'utf8')).not.toContain('planted')
  expect(existsSync(join(root, 'src/planted.ts'))).toBe(false)
})

function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
