import { describe, expect, it } from 'vitest'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { openMarkedProgram } from './read-seam.js'

const users = `import { Readable } from 'node:stream'
import type { Observable } from 'rxjs'
export class Users {
  async find(id: string) { return id }
  async list(): Promise<string[]> { return [] }
  count() { return 1 }
  later() { return this.find('1') }
  maybe(): Promise<string> | string { return 'x' }
  watch(): Observable<string> { throw new Error() }
  *each() { yield 1 }
  async *stream() { yield 1 }
  read(): Readable { throw new Error() }
  load(id: string, done: (error: Error | null, name: string) => void): void { done(null, id) }
  task = async () => 1
}
export const users = new Users()
`

/** Whatever stands in the body of one function that uses \`users\`. */
async function cross(
  body: string,
  around = (text: string) => `async function run(ids: string[]) { ${text} }`,
) {
  const source = `import { users } from '../users/users'\n${around(body)}`
  const { program, moduleAt } = await openMarkedProgram({
    'shop/users/users.ts': users,
    'shop/orders/orders.ts': source,
  })
  const seam = deriveSeam(program, moduleAt('shop/users'))
  const [symbol] = seam.inbound.filter(({ name }) => name === 'Users')
  const [crossing] = symbol?.crossings ?? []
  return { seam, symbol, crossing }
}

describe('somebody waits for the answer', () => {
  it.each([
    ['with await', "await users.find('1')", true],
    ['by handing it on', "return users.find('1')", true],
    ['by handing it on in an arrow', "const one = () => users.find('1'); one()", true],
    ['with then', "users.find('1').then(console.log)", true],
    ['through Promise.all', "const both = Promise.all([users.find('1')]); both", true],
    ['through a variable', "const one = users.find('1'); console.log(await one)", true],
    ['through a list that grows', "const all = []; all.push(users.find('1')); await Promise.all(all)", true],
    ['by saying that nobody does', "void users.find('1')", true],
    ['one way of two', "await (ids.length > 0 ? users.find('1') : null)", true],
    ['not at all', "users.find('1')", false],
    ['not, when it is only kept', "const one = users.find('1')", false],
    ['not, when it is an argument', "console.log(users.find('1'))", false],
  ])(
    '%s',
    async (_, body, awaited) => {
      expect((await cross(body)).crossing?.awaited).toBe(awaited)
    },
    30_000,
  )
})

describe('one run of a function reaches a use', () => {
  it.each([
    ['once', "await users.find('1')", 'once'],
    ['in the body of a loop', 'for (const id of ids) await users.find(id)', 'loop'],
    ['once, where a loop gets its items', 'for (const id of await users.list()) console.log(id)', 'once'],
    ['in the condition of a loop', 'while (await users.find(ids[0])) ids.pop()', 'loop'],
    ['in a callback for each item', 'ids.forEach(id => { users.find(id) })', 'loop'],
    ['in a callback that makes another list', 'ids.map(id => users.count() + id)', 'loop'],
    ['many at a time', 'await Promise.all(ids.map(id => users.find(id)))', 'parallel'],
    ['many at a time, with async', 'ids.map(async id => { await users.find(id) })', 'parallel'],
    ['once in a callback of something else', "setTimeout(() => users.find('1'), 10)", 'once'],
    [
      'once in a function of its own within a loop',
      "for (const id of ids) { function inner() { users.find('1') } }",
      'once',
    ],
  ])(
    '%s',
    async (_, body, repetition) => {
      expect((await cross(body)).crossing?.repetition).toBe(repetition)
    },
    30_000,
  )
})

describe('a use stands within', () => {
  it.each([
    ['a function', "function place() { users.find('1') }", 'place'],
    ['a constant function', "const place = () => { users.find('1') }", 'place'],
    ['a method', "class Orders { place() { users.find('1') } }", 'Orders.place'],
    [
      'a function inside a method',
      "class Orders { place() { const inner = () => users.find('1') } }",
      'Orders.place',
    ],
    ['a constructor', "class Orders { constructor() { users.find('1') } }", 'Orders.constructor'],
    ['a property', "class Orders { first = users.find('1') }", 'Orders.first'],
    ['a method of an object', "const orders = { place() { users.find('1') } }", 'orders.place'],
    ['the top of a file', "users.find('1')", null],
  ])(
    '%s',
    async (_, text, within) => {
      expect((await cross(text, each => each)).crossing?.within).toBe(within)
    },
    30_000,
  )
})

describe('members answer', () => {
  it('by annotation, by async, by what they return, and through functions that they are given', async () => {
    const names = [
      'find',
      'list',
      'count',
      'later',
      'maybe',
      'watch',
      'each',
      'stream',
      'read',
      'load',
      'task',
    ]
    const { symbol } = await cross(names.map(name => `users.${name}`).join('; '))
    expect(Object.fromEntries(symbol?.members.map(({ name, answer }) => [name, answer]) ?? [])).toEqual({
      find: 'promise',
      list: 'promise',
      count: 'value',
      later: 'promise',
      maybe: 'promise',
      watch: 'observable',
      each: 'iterator',
      stream: 'async-iterator',
      read: 'stream',
      load: 'callback',
      task: 'promise',
    })
  }, 30_000)
})

describe('a seam', () => {
  it('holds both directions, by the module that declares', async () => {
    const { program, moduleAt } = await openMarkedProgram({
      'shop/users/users.ts': "import { mail } from '../mail/mail'\nexport const greet = () => mail('Ada')",
      'shop/mail/mail.ts': 'export function mail(to: string) { return to }',
      'shop/orders/orders.test.ts': "import { greet } from '../users/users'\ngreet()",
    })
    const seam = deriveSeam(program, moduleAt('shop/users'))
    expect(seam.inbound).toMatchObject([
      {
        id: 'shop/users/users.ts#greet',
        kind: 'function',
        module: 'users',
        crossings: [{ test: true, module: 'orders' }],
      },
    ])
    expect(seam.outbound).toMatchObject([
      {
        id: 'shop/mail/mail.ts#mail',
        module: 'mail',
        place: { file: 'shop/mail/mail.ts', line: 1, column: 17 },
        crossings: [{ usage: 'call', within: 'greet', module: 'users', test: false }],
      },
    ])
  }, 30_000)

  it('is the same whichever files were read with it', async () => {
    const sources = {
      'shop/users/users.ts': users,
      'shop/orders/orders.ts': "import { users } from '../users/users'\nexport const n = users.count()",
      'shop/mail/mail.ts': 'export const unrelated = 1',
    }
    const first = await openMarkedProgram(sources)
    const second = await openMarkedProgram({ ...sources, 'shop/mail/more.ts': 'export const more = 2' })
    expect(deriveSeam(second.program, 'users')).toEqual(deriveSeam(first.program, 'users'))
  }, 30_000)
})
