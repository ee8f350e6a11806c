import { beforeAll, describe, expect, it } from 'vitest'
import type { AsyncPlan } from '../../../src/extract/asynchrony/asynchrony.js'
import { deriveAsyncPlan } from '../../../src/extract/asynchrony/derive-async-plan.js'
import type { ProjectFiles } from '../../support/temporary-project.js'
import { openBorder, operation } from './open-border.js'

const users = `export class Users { count(id: string): number { return id.length } }
export const users = new Users()
`

const here = `import { users } from '../users/users'\n`

async function planFor(files: ProjectFiles): Promise<AsyncPlan> {
  const border = await openBorder({ 'src/users/users.ts': users, ...files }, 'users')
  return deriveAsyncPlan(border, [operation('src/users/users.ts#Users.count')])
}

async function planForCode(code: string): Promise<AsyncPlan> {
  return planFor({ 'src/orders/orders.ts': here + code })
}

function names({ functions }: AsyncPlan): readonly string[] {
  return functions.map(({ name }) => name).toSorted()
}

/** Code, and the functions in it that must become asynchronous. */
const table: Readonly<Record<string, readonly [code: string, ...functions: string[]]>> = {
  'callers of callers': [
    `function one() { return users.count('a') }
function two() { return one() }
export function three() { return two() }
export function other() { return 1 }`,
    'one',
    'three',
    'two',
  ],
  'no further than an asynchronous function': [
    `function one() { return users.count('a') }
async function two() { return one() }
export async function three() { return two() }`,
    'one',
  ],
  'no further than a function that returns a promise': [
    `function one() { return users.count('a') }
function two(): Promise<number> { return Promise.resolve(one() + 1) }
export function three() { return two() }`,
    'one',
    'two',
  ],
  'callers of a function that is recursive': [
    `function one(n: number): number { return n === 0 ? users.count('a') : one(n - 1) }
export function two() { return one(3) }`,
    'one',
    'two',
  ],
  'all overrides together': [
    `abstract class Price { abstract of(id: string): number }
class Fixed extends Price { of() { return 1 } }
class Counted extends Price { of(id: string) { return users.count(id) } }
export function total(price: Price) { return price.of('a') }
export const prices = [new Fixed(), new Counted()]`,
    'Counted.of',
    'Fixed.of',
    'total',
  ],
  'all implementations of an interface': [
    `interface Price { of(id: string): number }
class Fixed implements Price { of() { return 1 } }
class Counted implements Price { of(id: string) { return users.count(id) } }
class Free { of() { return 0 } }
export function total(price: Price) { return price.of('a') }
export const prices = [new Fixed(), new Counted(), new Free().of()]`,
    'Counted.of',
    'Fixed.of',
    'total',
  ],
  'objects typed by an interface': [
    `interface Price { of(id: string): number }
const counted: Price = { of: id => users.count(id) }
const fixed: Price = { of() { return 1 } }
export const stranger = { of: () => 1 }
export function total() { return counted.of('a') + fixed.of('a') }`,
    'counted.of',
    'fixed.of',
    'total',
  ],
  'class fields that hold functions': [
    `export class Orders { private one = (id: string) => { return users.count(id) }
  two(id: string) { return this.one(id) } }`,
    'Orders.one',
    'Orders.two',
  ],
  'methods of object literals': [
    `const price = { of(id: string) { return users.count(id) }, free: () => 0 }
export function total() { return price.of('a') + price.free() }`,
    'price.of',
    'total',
  ],
  'readers of a getter': [
    `class Order { get total() { return users.count('a') } get free() { return 0 } }
export function sum(order: Order) { return order.total }
export function none(order: Order) { return order.free }
export function taken({ free }: Order, order: Order) { const { total } = order; return total + free }`,
    'Order.total',
    'sum',
    'taken',
  ],
  'those who make an instance': [
    `class Order { n: number; constructor(id: string) { this.n = users.count(id) } }
export function place() { return new Order('a') }
export function is(order: unknown) { return order instanceof Order }`,
    'Order.constructor',
    'place',
  ],
  'callers of a function under another name': [
    `function one() { return users.count('a') }
const two = one
export function three() { return two() }`,
    'one',
    'three',
  ],
  'callers of a member that was taken out': [
    `class Price { of(id: string) { return users.count(id) } }
const { of: priceOf } = new Price()
export function total() { return priceOf('a') }`,
    'Price.of',
    'total',
  ],
  'callers of a bound method': [
    `class Price { of(id: string) { return users.count(id) } }
const price = new Price()
const priceOf = price.of.bind(price)
export function total() { return priceOf('a') }
export function called() { return price.of.call(price, 'a') }`,
    'Price.of',
    'called',
    'total',
  ],
  'callers of a member by its text': [
    `class Price { of(id: string) { return users.count(id) } }
export function total(price: Price) { return price['of']('a') }`,
    'Price.of',
    'total',
  ],
  'those who call a function that they are given': [
    `function twice(work: () => number) { return work() + work() }
export function total() { return twice(() => users.count('a')) }
export function other() { return 1 }`,
    'total',
    'total (callback)',
    'twice',
  ],
  'those who hand a function on': [
    `function inner(work: () => number) { return work() }
function outer(work: () => number) { return inner(work) }
function count() { return users.count('a') }
export function total() { return outer(count) }`,
    'count',
    'inner',
    'outer',
    'total',
  ],
  'nobody who waits for what they are given': [
    `async function twice(work: () => number | Promise<number>) { return (await work()) * 2 }
export function total() { return twice(() => users.count('a') + 1) }`,
    'total (callback)',
  ],
  'those who call what a function returns': [
    `function make() { return (id: string) => { return users.count(id) } }
const count = make()
export function total() { return count('a') }
export function direct() { return make()('a') }`,
    'direct',
    'make (callback)',
    'total',
  ],
  'readers of a generator': [
    `function* counts() { yield users.count('a') }
export function total() { let sum = 0; for (const n of counts()) sum += n; return sum }`,
    'counts',
    'total',
  ],
  'a function around a callback that cannot wait': [
    `export function busy(ids: string[]) { return ids.filter(id => users.count(id)) }`,
    'busy',
  ],
  'a function around nested callbacks': [
    `export function busy(ids: string[][]) { return ids.map(each => each.some(id => users.count(id))) }`,
    'busy',
    'busy (callback)',
  ],
}

describe('functions that must become asynchronous', () => {
  const paths = Object.keys(table).map((title, index) => [title, `src/orders/case-${index}.ts`] as const)
  const files = Object.fromEntries(paths.map(([title, path]) => [path, here + table[title]?.[0]]))
  let plan: AsyncPlan
  beforeAll(async () => {
    plan = await planFor(files)
  }, 60_000)

  it.each(paths)('%s', (title, path) => {
    const found = plan.functions.filter(({ place }) => place.file === path).map(({ name }) => name)
    expect(found.toSorted()).toEqual(table[title]?.slice(1))
  })
})

describe('what is said of a function', () => {
  it('tells the way down to the operation', async () => {
    const plan = await planForCode(`function one() { return users.count('a') }
export function two() { return one() }`)
    const two = plan.functions.find(({ name }) => name === 'two')
    expect(two?.because.map(({ name, place }) => `${name} ${place.file}:${place.line}`)).toEqual([
      'one src/orders/orders.ts:3',
      'users.count src/orders/orders.ts:2',
      'Users.count src/users/users.ts:1',
    ])
    expect(two).toMatchObject({ exported: true, module: 'orders', kind: 'function', callers: [] })
    const one = plan.functions.find(({ name }) => name === 'one')
    expect(one).toMatchObject({ exported: false, callers: [{ line: 3, column: 32 }] })
  })

  it('tells how declared types change', async () => {
    const plan = await planForCode(`interface Price { of(id: string): number }
class Counted implements Price { of(id: string): number { return users.count(id) } }
export const all = (price: Price) => { return price.of('a') }
export const typed: (price: Price) => number = price => { return price.of('a') }
export function* each(): Generator<number> { yield users.count('a') }
export const prices = [new Counted()]`)
    const types = plan.functions.map(({ name, type, declarations }) => [
      name,
      type?.from,
      type?.to,
      declarations.length,
    ])
    expect(types).toEqual([
      ['Counted.of', 'number', 'Promise<number>', 1],
      ['all', null, 'Promise<number>', 0],
      ['typed', 'number', 'Promise<number>', 0],
      ['each', 'Generator<number>', 'AsyncGenerator<number>', 0],
    ])
    expect(plan.functions[0]?.declarations[0]).toMatchObject({
      from: 'number',
      to: 'Promise<number>',
      place: { line: 2, column: 19 },
    })
  })

  it('tells overloads', async () => {
    const plan = await planForCode(`export function total(id: string): number
export function total(id: number): number
export function total(id: string | number) { return users.count(String(id)) }`)
    expect(plan.functions.map(({ name, declarations }) => [name, declarations.length])).toEqual([
      ['total', 2],
    ])
  })
})

describe('how far uses are followed', () => {
  it('through imports under other names, barrels and default exports', async () => {
    const plan = await planFor({
      'src/orders/count.ts': `import { users as people } from '../users'
export default function () { return people.count('a') }
export function one() { return people.count('b') }`,
      'src/users/index.ts': `export * from './users'`,
      'src/orders/index.ts': `export { one as first, default as second } from './count'`,
      'src/billing/bill.ts': `import { first, second as other } from '../orders'
import * as orders from '../orders'
import third from '../orders/count'
export function a() { return first() }
export function b() { return other() }
export function c() { return third() }
export function d() { return orders.first() }`,
    })
    expect(names(plan)).toEqual(['a', 'b', 'c', 'd', 'default', 'one'])
  })

  it('through CommonJS', async () => {
    const plan = await planFor({
      'src/orders/count.js': `const { users } = require('../users/users')
exports.one = function () { return users.count('a') }
function two() { return exports.one() }
module.exports.two = two`,
      'src/billing/bill.js': `const { two } = require('../orders/count')
const orders = require('../orders/count')
function a() { return two() }
function b() { return orders.one() }
module.exports = { a, b }`,
    })
    expect(names(plan)).toEqual(expect.arrayContaining(['a', 'b', 'one', 'two']))
  })

  it('from what the module uses, when the operation belongs to the other side', async () => {
    const border = await openBorder(
      {
        'src/users/users.ts': users,
        'src/orders/orders.ts': `import { users } from '../users/users'\nexport function total() { return users.count('a') }`,
        'src/billing/bill.ts': `import { users } from '../users/users'\nexport function bill() { return users.count('a') }`,
      },
      'orders',
    )
    const plan = deriveAsyncPlan(border, [
      operation('src/users/users.ts#Users.count', { direction: 'outbound' }),
    ])
    expect(names(plan)).toEqual(['total'])
  })
})

describe('what an operation costs', () => {
  it('counts places, functions and refusals', async () => {
    const plan = await planForCode(`declare function Limit(n: number): any
export class Order { @Limit(users.count('a')) place() { return users.count('b') } }
export function total(order: Order) { return order.place() }`)
    expect(plan.operations).toEqual([
      { operation: 'Users.count', changes: true, sites: 3, functions: 2, refusals: 1, reviews: 0 },
    ])
  })

  it('leaves an operation alone that answers with a promise', async () => {
    const border = await openBorder(
      {
        'src/users/users.ts': users.replace('count(id: string): number', 'async count(id: string)'),
        'src/orders/orders.ts': `import { users } from '../users/users'
export function total() { return users.count('a') }
export async function place(ids: string[]) {
  users.count('floats')
  void users.count('floats')
  ids.forEach(async id => { await users.count(id) })
  users.count('floats').then(n => n)
  users.count('handled').catch(() => 0)
  const kept = users.count('kept')
  await users.count('waited')
  await Promise.all(ids.map(async id => { await users.count(id) }))
  return kept
}`,
      },
      'users',
    )
    const plan = deriveAsyncPlan(border, [operation('src/users/users.ts#Users.count', { answer: 'promise' })])
    expect(plan.functions).toEqual([])
    expect(plan.sites).toEqual([])
    expect(plan.operations).toMatchObject([{ changes: false, sites: 0 }])
    expect(plan.floating.map(({ place, since, position }) => [place.line, since, position])).toEqual([
      [4, 'existing', 'plain'],
      [5, 'existing', 'void'],
      [6, 'existing', 'for-each'],
      [7, 'existing', 'plain'],
    ])
  })

  it('tells promises that would float from those that float today', async () => {
    const plan =
      await planForCode(`export function later(id: string) { setTimeout(() => { users.count(id) }, 10) }
export function thrown(id: string) { void users.count(id) }`)
    expect(plan.floating.map(({ since, position }) => [since, position])).toEqual([
      ['new', 'timer'],
      ['new', 'void'],
    ])
  })
})
