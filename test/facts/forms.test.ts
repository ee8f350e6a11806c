import { expect, test } from 'vitest'
import { temporaryProject } from '../support/temporary-project.js'
import { edgesOf, factsOf } from './read-project.js'

const user = `export class User {}\nexport type Role = 'admin'\nexport default User\n`

/** Every way to write a dependency: the line in `src/importer.*`, and the edge that it makes. */
const forms: readonly (readonly [name: string, code: string, edges: readonly string[], file?: string])[] = [
  ['import', `import { User } from './user'`, ['1:1 import value [User] → src/user.ts']],
  ['renamed import', `import { User as Person } from './user'`, ['1:1 import value [User] → src/user.ts']],
  ['import type', `import type { Role } from './user'`, ['1:1 import-type type [Role] → src/user.ts']],
  [
    'import type of a default',
    `import type User from './user'`,
    ['1:1 import-type type [default] → src/user.ts'],
  ],
  ['inline type', `import { type Role } from './user'`, ['1:1 inline-type type [Role] → src/user.ts']],
  [
    'inline type beside a value',
    `import { User, type Role } from './user'`,
    ['1:1 import value [User] → src/user.ts', '1:1 inline-type type [Role] → src/user.ts'],
  ],
  ['side effect', `import './user'`, ['1:1 side-effect value [] → src/user.ts']],
  ['namespace', `import * as users from './user'`, ['1:1 namespace value [*] → src/user.ts']],
  ['default', `import User from './user'`, ['1:1 default value [default] → src/user.ts']],
  [
    'default beside names',
    `import User, { User as Other } from './user'`,
    ['1:1 import value [default User] → src/user.ts'],
  ],
  ['export from', `export { User } from './user'`, ['1:1 export-from value [User] → src/user.ts']],
  ['export all', `export * from './user'`, ['1:1 export-all value [*] → src/user.ts']],
  ['export all under a name', `export * as users from './user'`, ['1:1 export-all value [*] → src/user.ts']],
  ['export type', `export type { Role } from './user'`, ['1:1 export-type type [Role] → src/user.ts']],
  ['export type of everything', `export type * from './user'`, ['1:1 export-type type [*] → src/user.ts']],
  [
    'inline type export',
    `export { type Role, User } from './user'`,
    ['1:1 export-from value [User] → src/user.ts', '1:1 export-type type [Role] → src/user.ts'],
  ],
  ['empty import', `import {} from './user'`, ['1:1 side-effect value [] → src/user.ts']],
  ['empty export', `export {} from './user'`, ['1:1 export-from value [] → src/user.ts']],
  ['dynamic import', `const users = await import('./user')`, ['1:21 dynamic-import value [*] → src/user.ts']],
  [
    'dynamic import of a plain template',
    'void import(`./user`)',
    ['1:6 dynamic-template value [*] → src/user.ts'],
  ],
  [
    'dynamic import with a comment',
    `void import(/* chunk */ './user')`,
    ['1:6 dynamic-import value [*] → src/user.ts'],
  ],
  [
    'dynamic import of a template with a variable part',
    'const load = (language: string) => import(`./locales/${language}.ts`)',
    [
      '1:36 dynamic-pattern value [*] → src/locales/de.ts',
      '1:36 dynamic-pattern value [*] → src/locales/en.ts',
    ],
  ],
  [
    'dynamic import of a template with a query of the bundler',
    'const load = (language: string) => import(`./locales/${language}.ts?raw`)',
    [
      '1:36 dynamic-pattern value [*] → src/locales/de.ts',
      '1:36 dynamic-pattern value [*] → src/locales/en.ts',
    ],
  ],
  [
    'dynamic import of a concatenation',
    `const load = (language: string) => import('./locales/' + language)`,
    [
      '1:36 dynamic-pattern value [*] → src/locales/de.ts',
      '1:36 dynamic-pattern value [*] → src/locales/en.ts',
    ],
  ],
  ['require', `const users = require('./user')`, ['1:15 require value [*] → src/user.ts']],
  ['require of names', `const { User } = require('./user')`, ['1:18 require value [User] → src/user.ts']],
  ['require of a member', `const User = require('./user').User`, ['1:14 require value [User] → src/user.ts']],
  ['require for its effect', `require('./user')`, ['1:1 require value [] → src/user.ts']],
  [
    'createRequire',
    `import { createRequire } from 'node:module'\nconst load = createRequire(import.meta.url)\nload('./user')`,
    ['1:1 import value [createRequire] → npm:node:module', '3:1 create-require value [] → src/user.ts'],
  ],
  [
    'createRequire under another name, called at once',
    `import { createRequire as make } from 'module'\nmake(import.meta.url)('./user')`,
    ['1:1 import value [createRequire] → npm:node:module', '2:1 create-require value [] → src/user.ts'],
  ],
  [
    'require.resolve',
    `const path = require.resolve('./user')`,
    ['1:14 require-resolve value [] → src/user.ts'],
  ],
  ['import equals', `import users = require('./user')`, ['1:1 import-equals value [*] → src/user.ts']],
  [
    'import type equals',
    `import type users = require('./user')`,
    ['1:1 import-equals type [*] → src/user.ts'],
  ],
  ['import in a type', `let user: import('./user').User`, ['1:11 import-in-type type [User] → src/user.ts']],
  ['typeof import', `let users: typeof import('./user')`, ['1:19 import-in-type type [*] → src/user.ts']],
  [
    'triple slash',
    `/// <reference path="./user.ts" />\nexport {}`,
    ['1:1 triple-slash type [] → src/user.ts'],
  ],
  [
    'triple slash without dot',
    `/// <reference path="user.ts" />\nexport {}`,
    ['1:1 triple-slash type [] → src/user.ts'],
  ],
  [
    'triple slash types',
    `/// <reference types="vite/client" />\nexport {}`,
    ['1:1 triple-slash type [] → npm:vite'],
  ],
  [
    'JSDoc type',
    `/** @type {import('./user').User} */\nlet user`,
    ['1:12 jsdoc-import-type type [User] → src/user.ts'],
    'src/importer.js',
  ],
  [
    'JSDoc type in a type behind a name, after a stray brace',
    `/** Opens with {\n * @param options {{ user: import('./user').User }}\n */\nfunction pay(options) {}`,
    ['2:28 jsdoc-import-type type [User] → src/user.ts'],
    'src/importer.js',
  ],
  [
    'JSDoc tag',
    `/** @import { User, Role as R } from './user' */\nlet user`,
    ['1:5 jsdoc-import-tag type [User Role] → src/user.ts'],
    'src/importer.js',
  ],
  ['vi.mock', `vi.mock('./user')`, ['1:1 vi-mock mock [] → src/user.ts']],
  ['vi.mock of an import', `vi.mock(import('./user'), () => ({}))`, ['1:1 vi-mock mock [] → src/user.ts']],
  ['jest.mock', `jest.mock('./user', () => ({}))`, ['1:1 jest-mock mock [] → src/user.ts']],
  [
    'jest.mock in a chain',
    `jest.mock('./other').mock('./user')`,
    ['1:1 jest-mock mock [] → src/other.ts', '1:22 jest-mock mock [] → src/user.ts'],
  ],
  ['URL', `const logo = new URL('./logo.svg', import.meta.url)`, ['1:14 new-url asset [] → src/logo.svg']],
  [
    'worker',
    `new Worker(new URL('./user.ts', import.meta.url), { type: 'module' })`,
    ['1:1 worker-url value [] → src/user.ts'],
  ],
  [
    'import.meta.glob',
    `const locales = import.meta.glob('./locales/*.ts', { eager: true })`,
    [
      '1:17 import-meta-glob value [*] → src/locales/de.ts',
      '1:17 import-meta-glob value [*] → src/locales/en.ts',
    ],
  ],
  [
    'import.meta.glob with exceptions',
    `import.meta.glob(['./locales/*.ts', '!**/en.ts'])`,
    ['1:1 import-meta-glob value [*] → src/locales/de.ts'],
  ],
  [
    'import.meta.resolve',
    `const path = import.meta.resolve('./user')`,
    ['1:14 import-meta-resolve value [] → src/user.ts'],
  ],
  [
    'import with a query',
    `import text from './logo.svg?raw'`,
    ['1:1 default value [default] → src/logo.svg'],
  ],
  ['.js that means .ts', `import { User } from './user.js'`, ['1:1 import value [User] → src/user.ts']],
]

const rows = forms.map(([name, code, edges, file = 'src/importer.ts']) => ({ name, code, edges, file }))

test.each(rows)('$name is an edge', async ({ code, edges, file }) => {
  const root = temporaryProject({
    'package.json': '{ "name": "shop" }',
    'src/user.ts': user,
    'src/other.ts': 'export {}',
    'src/logo.svg': '<svg/>',
    'src/locales/en.ts': 'export {}',
    'src/locales/de.ts': 'export {}',
    [file]: code,
  })
  const facts = await factsOf(root)
  expect(facts.problems).toEqual([])
  expect(edgesOf(facts, file)).toEqual(edges)
})

/** Texts that look like dependencies and are none. */
const lookalikes: readonly (readonly [name: string, code: string])[] = [
  ['a string', `const text = "import { User } from './user'"`],
  ['a comment', `// import { User } from './user'\n/* require('./user') */\nexport {}`],
  ['an example in a doc comment', `/** Call import('./user') to load it. */\nexport {}`],
  [
    'the code of an example in a doc comment',
    `/**\n * @example\n * load({ user: () => import('./user') })\n * @returns {void}\n */\nexport {}`,
  ],
  ['a method called require', `loader.require('./user')`],
  ['a method called mock', `sinon.mock('./user')`],
  ['a URL of a server', `new URL('/users', location.href)`],
  ['a template in a string', "const text = 'import(`./user`)'"],
  ['a regular expression', `const pattern = /require\\('.\\/user'\\)/`],
]

test.each(lookalikes)('%s is no edge', async (_name, code) => {
  const root = temporaryProject({ 'src/user.ts': user, 'src/importer.ts': code })
  const facts = await factsOf(root)
  expect(edgesOf(facts, 'src/importer.ts')).toEqual([])
  expect(facts.problems).toEqual([])
})
