import { spawnSync } from 'node:child_process'
import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkingTree } from '../../src/facts/index.js'
import { commitAll, type ProjectFiles, temporaryProject } from '../support/temporary-project.js'
import { edgesOf, factsOf } from './read-project.js'

const cases: readonly { name: string; files: ProjectFiles; problems: readonly string[] }[] = [
  {
    name: 'a syntax error',
    files: { 'a.ts': 'const a = 1\n\nconst = 2' },
    problems: ['file-unparsed a.ts:3:7'],
  },
  {
    name: 'an unclosed string',
    files: { 'a.ts': "import { b } from './b" },
    problems: ['file-unparsed a.ts:1:19'],
  },
  {
    name: 'invalid UTF-8',
    files: { 'a.ts': Buffer.from([...Buffer.from('// a\n// '), 0xff, 0xfe]) },
    problems: ['file-encoding a.ts:2:1'],
  },
  {
    name: 'UTF-16',
    files: { 'a.ts': Buffer.from('\ufeffexport {}', 'utf16le') },
    problems: ['file-encoding a.ts:1:1'],
  },
  {
    name: 'a script error in a component',
    files: { 'A.vue': '<template>\n  <p/>\n</template>\n<script setup lang="ts">\nconst = 1\n</script>' },
    problems: ['file-unparsed A.vue:5:7'],
  },
  {
    name: 'a module that is a film',
    files: { 'film.ts': Buffer.from([0x47, 0x40, 0x00, 0xff, 0x80]) },
    problems: ['file-encoding film.ts:1:1'],
  },
  {
    name: 'paths that differ only in case',
    files: { 'src/User.ts': '', 'src/user.ts': '' },
    problems: ['file-case src/user.ts:1:1'],
  },
]

test.each(cases)('$name is a problem with its place', async ({ files, problems }) => {
  const facts = await factsOf(temporaryProject(files))
  expect(
    facts.problems.map(({ code, place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`),
  ).toEqual(problems)
  expect(facts.problems.every(({ hint }) => hint.length > 20)).toBe(true)
})

const harmless: readonly { name: string; files: ProjectFiles; edges: readonly string[] }[] = [
  {
    name: 'a byte order mark',
    files: { 'a.ts': `\ufeffimport './b'` },
    edges: ['1:1 side-effect value [] → b.ts'],
  },
  {
    name: 'Windows line ends',
    files: { 'a.ts': `const a = 1\r\nimport './b'\r\n` },
    edges: ['2:1 side-effect value [] → b.ts'],
  },
  {
    name: 'letters outside the basic plane',
    files: { 'a.ts': `const a = '🌳🌳'; import './b'` },
    edges: ['1:19 side-effect value [] → b.ts'],
  },
  {
    name: 'a hashbang',
    files: { 'a.ts': `#!/usr/bin/env node\nimport './b'` },
    edges: ['2:1 side-effect value [] → b.ts'],
  },
  {
    name: 'top-level return in CommonJS',
    files: { 'a.js': `if (require('./b')) return\nmodule.exports = 1` },
    edges: ['1:5 require value [*] → b.ts'],
  },
  {
    name: 'JSX in .js',
    files: { 'a.js': `import './b'\nexport const a = <p>don't</p>` },
    edges: ['1:1 side-effect value [] → b.ts'],
  },
  {
    name: 'types in .js',
    files: { 'a.js': `import './b'\nexport function a(x: number): string { return '' }` },
    edges: ['1:1 side-effect value [] → b.ts'],
  },
  {
    name: 'decorators',
    files: {
      'a.ts': `import { b } from './b'\n@b() export class A { constructor(@b() private x: string) {} }`,
    },
    edges: ['1:1 import value [b] → b.ts'],
  },
  {
    name: 'generics in .mts',
    files: { 'a.mts': `import './b.js'\nexport const f = <T>(x: T) => x` },
    edges: ['1:1 side-effect value [] → b.ts'],
  },
]

test.each(harmless)('$name is read', async ({ files, edges }) => {
  const facts = await factsOf(temporaryProject({ 'b.ts': 'export const b: any = 1', ...files }))
  expect(facts.problems).toEqual([])
  expect(edgesOf(facts, Object.keys(files)[0] as string)).toEqual(edges)
})

const components = [
  [
    'A.vue',
    `<template><b/></template>\n<script lang="ts">\nexport default {}\n</script>\n<script setup lang="ts">\nimport B from './b'\nconst x = <string>'a'\n</script>`,
    ['6:1 default value [default] → b.ts'],
  ],
  [
    'B.vue',
    `<!-- <script>import './gone'</script> -->\n<script src="./b.ts"></script>`,
    ['2:1 side-effect value [] → b.ts'],
  ],
  [
    'C.svelte',
    `<script module>\n  import './b'\n</script>\n<script lang="ts">\n  import { b } from './b'\n</script>\n<p>{b < 1}</p>`,
    ['2:3 side-effect value [] → b.ts', '5:3 import value [b] → b.ts'],
  ],
  [
    'D.astro',
    `---\nimport { b } from './b'\nif (b) return b\n---\n<p>{b}</p>\n<script>\n  import './b'\n</script>`,
    ['2:1 import value [b] → b.ts', '7:3 side-effect value [] → b.ts'],
  ],
] as const

test.each(components)('the script blocks of %s are read in place', async (path, code, edges) => {
  const facts = await factsOf(temporaryProject({ 'b.ts': 'export const b = 1', [path]: code }))
  expect(facts.problems).toEqual([])
  expect(edgesOf(facts, path)).toEqual(edges)
})

test('a file that may not be read is a problem', async context => {
  const root = temporaryProject({ 'a.ts': 'export {}', 'b.ts': 'export {}' })
  chmodSync(join(root, 'a.ts'), 0)
  if (process.getuid?.() === 0) return context.skip('the superuser may read everything')
  const facts = await factsOf(root)
  expect(facts.problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['file-unreadable a.ts'])
})

test('a file that is a folder by the time it is read is a problem', async () => {
  const root = temporaryProject({ 'a.ts/b.ts': 'export {}' })
  const tree = { ...openWorkingTree(root), paths: ['a.ts', 'a.ts/b.ts'] }
  const facts = await factsOf(root, { tree })
  expect(facts.problems.map(({ code, file }) => `${code} ${file}`)).toEqual(['file-unreadable a.ts'])
})

test('twenty megabytes of generated code are read', async () => {
  const line = `export const value = { a: 1, b: [2, 3], c: 'text' }\n`
  const lines = Array.from({ length: 400_000 }, (_, index) => line.replace('value', `value${index}`))
  const root = temporaryProject({ 'big.ts': `import './b'\n${lines.join('')}`, 'b.ts': 'export {}' })
  const facts = await factsOf(root)
  expect(facts.problems).toEqual([])
  expect(edgesOf(facts, 'big.ts')).toEqual(['1:1 side-effect value [] → b.ts'])
})

const shop = {
  'src/a.ts': '',
  '.gitignore': 'dist/\n*.log.ts\n!keep.log.ts\n',
  'dist/b.ts': '',
  'src/x.log.ts': '',
  'src/keep.log.ts': '',
  'node_modules/pkg/index.ts': '',
  'src/.gitignore': 'local.ts',
  'src/local.ts': '',
}

test('ignored files do not count, with git and without', async () => {
  const plain = temporaryProject(shop)
  const versioned = temporaryProject(shop)
  commitAll(versioned)
  for (const root of [plain, versioned]) {
    expect((await factsOf(root)).files.map(({ path }) => path)).toEqual(['src/a.ts', 'src/keep.log.ts'])
  }
})

test('untracked files count, deleted ones and nested repositories do not', async () => {
  const root = temporaryProject({ 'a.ts': '', 'gone.ts': '' })
  commitAll(root)
  rmSync(join(root, 'gone.ts'))
  spawnSync('git', ['init', '-q', 'nested'], { cwd: root })
  const project = { 'new.ts': '', 'nested/c.ts': '' }
  for (const path of Object.keys(project))
    spawnSync('sh', ['-c', `echo 'export {}' > ${path}`], { cwd: root })
  expect((await factsOf(root)).files.map(({ path }) => path)).toEqual(['a.ts', 'new.ts'])
})

test('a folder inside a repository is taken alone', async () => {
  const root = temporaryProject({ 'packages/users/a.ts': `import '../../b'`, 'b.ts': '' })
  commitAll(root)
  const facts = await factsOf(join(root, 'packages/users'))
  expect(facts.files.map(({ path }) => path)).toEqual(['a.ts'])
  expect(facts.problems.map(({ code }) => code)).toEqual(['import-unresolved'])
})

test('a folder that is not there is refused', () => {
  expect(() => openWorkingTree('/nowhere/at/all')).toThrow('There is no folder /nowhere/at/all.')
})
