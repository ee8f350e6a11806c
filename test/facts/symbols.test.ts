import { expect, test } from 'vitest'
import { temporaryProject } from '../support/temporary-project.js'
import { edgesOf, factsOf } from './read-project.js'

const users = {
  'users/user.ts': 'export class User {}\nexport const limit = 3',
  'users/role.ts': `export type Role = 'admin'\nexport default class Roles {}`,
}

const cases = [
  {
    name: 'export from',
    barrel: `export { User } from './user'`,
    code: `import { User } from './users'`,
    edges: ['1:1 import value [User] → users/index.ts in users/user.ts'],
  },
  {
    name: 'a renaming export',
    barrel: `export { User as Person } from './user'`,
    code: `import { Person } from './users'`,
    edges: ['1:1 import value [Person] → users/index.ts in users/user.ts'],
  },
  {
    name: 'export all',
    barrel: `export * from './user'`,
    code: `import { User } from './users'`,
    edges: ['1:1 import value [User] → users/index.ts in users/user.ts'],
  },
  {
    name: 'an import that is exported',
    barrel: `import { User as U } from './user'\nexport { U as Person }`,
    code: `import { Person } from './users'`,
    edges: ['1:1 import value [Person] → users/index.ts in users/user.ts'],
  },
  {
    name: 'a default under a name',
    barrel: `export { default as Roles } from './role'`,
    code: `import { Roles } from './users'`,
    edges: ['1:1 import value [Roles] → users/index.ts in users/role.ts'],
  },
  {
    name: 'a namespace',
    barrel: `export * as roles from './role'`,
    code: `import { roles } from './users'`,
    edges: ['1:1 import value [roles] → users/index.ts in users/role.ts'],
  },
  {
    name: 'symbols of two files',
    barrel: `export * from './user'\nexport * from './role'`,
    code: `import { User, type Role, limit } from './users'`,
    edges: [
      '1:1 import value [User limit] → users/index.ts in users/user.ts',
      '1:1 inline-type type [Role] → users/index.ts in users/role.ts',
    ],
  },
  {
    name: 'an own definition over export all',
    barrel: `export * from './user'\nexport const limit = 4`,
    code: `import { limit } from './users'`,
    edges: ['1:1 import value [limit] → users/index.ts'],
  },
  {
    name: 'a default, which export all leaves out',
    barrel: `export * from './role'`,
    code: `import Roles from './users'`,
    edges: ['1:1 default value [default] → users/index.ts'],
  },
  {
    name: 'a cycle of barrels',
    barrel: `export * from './more'\nexport * from './user'`,
    code: `import { User } from './users'`,
    edges: ['1:1 import value [User] → users/index.ts in users/user.ts'],
  },
  {
    name: 'a symbol that is nowhere',
    barrel: `export * from './more'`,
    code: `import { Ghost } from './users'`,
    edges: ['1:1 import value [Ghost] → users/index.ts'],
  },
  {
    name: 'a package handed on',
    barrel: `export { z } from 'zod'`,
    code: `import { z } from './users'`,
    edges: ['1:1 import value [z] → users/index.ts'],
  },
]

test.each(cases)('$name is seen through', async ({ barrel, code, edges }) => {
  const root = temporaryProject({
    ...users,
    'users/index.ts': barrel,
    'users/more.ts': `export * from './index'`,
    'shop.ts': code,
  })
  expect(edgesOf(await factsOf(root), 'shop.ts')).toEqual(edges)
})

test('a chain of ten thousand barrels is followed to its end', async () => {
  const chain = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`chain/b${index}.ts`, `export * from './b${index + 1}'`]),
  )
  const root = temporaryProject({
    ...chain,
    'chain/b10000.ts': 'export const end = 1',
    'shop.ts': `import { end } from './chain/b0'`,
  })
  expect(edgesOf(await factsOf(root), 'shop.ts')).toEqual([
    '1:1 import value [end] → chain/b0.ts in chain/b10000.ts',
  ])
})
