import { describe, expect, it } from 'vitest'
import { findUnfollowed } from '../../../src/extract/unfollowed/find-unfollowed.js'
import { marks, openBorder } from '../asynchrony/open-border.js'

const users = `import { readFile } from 'node:fs/promises'
export class Users {
  async lock(id: string) { return readFile(id) }
  async find(id: string) { return readFile(id) }
}
export const users = new Users()
`

async function found(code: string, more: Readonly<Record<string, string>> = {}) {
  const files = { 'src/users/users.ts': users, 'src/orders/orders.ts': code, ...more }
  const border = await openBorder(files, 'users')
  const places = findUnfollowed({ border, operations: [], frameworks: { roles: new Map() } })
  const at = places.map(({ place }) => `${place.file}:${place.line}:${place.column}`)
  return { at, wanted: marks(files), places }
}

describe('ways over the border that no name leads along', () => {
  it.each([
    ['a receiver of which nothing is known', `export const run = (all: any) => /*!*/all.users.lock('a')`],
    [
      'one that is called like the class, by a name that lists have',
      `export const run = (all: any) => /*!*/all.users.find('a')`,
    ],
    [
      'a member whose name is computed',
      `import { users } from '../users/users'\nexport const run = (name: 'lock' | 'find') => /*!*/users[name]('a')`,
    ],
    [
      'a member that is taken out by a computed name',
      `import { users } from '../users/users'\nexport const run = (name: 'lock') => { const { /*!*/[name]: call } = users; return call }`,
    ],
    [
      'a member that is looked up by reflection',
      `import { users } from '../users/users'\nexport const run = (name: string) => /*!*/Reflect.get(users, name)`,
    ],
    ['a file whose path is computed', `export const load = (name: string) => /*!*/import('../' + name)`],
  ])('%s', async (_, code) => {
    const { at, wanted } = await found(`import '../users/users'\n${code}`)
    expect(at).toEqual(wanted)
  })

  it.each([
    [
      'a receiver that comes from a package',
      `import { load } from 'some-container'\nexport const run = () => load('x').lock('a')`,
    ],
    ['more arguments than the method takes', `export const run = (all: any) => all.lock('a', 'b')`],
    ['a list by a name that lists have', `export const run = (rows: any) => rows.find((row: any) => row.id)`],
    [
      'data that was read',
      `export const run = (text: string) => { const door = JSON.parse(text); return door.lock('a') }`,
    ],
    [
      'a table of its own',
      `const table: Record<string, string> = {}\nexport const run = (key: string) => table[key]`,
    ],
    ['a package by a name that is computed', `export const load = (name: string) => import(name)`],
  ])('not %s', async (_, code) => {
    const { at } = await found(`import '../users/users'\n${code}`)
    expect(at).toEqual([])
  })

  it('tells what may be meant', async () => {
    const { places } = await found(
      `import '../users/users'\nexport const run = (all: any) => all.users.lock('a')`,
    )
    expect(places).toMatchObject([
      { kind: 'unknown-receiver', direction: 'inbound', candidates: ['Users.lock'], test: false },
    ])
  })
})
