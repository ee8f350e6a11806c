import { beforeAll, describe, expect, test } from 'vitest'
import type { Contract, ContractOperation } from '../../../../src/extract/contract/contract.js'
import { contractOf } from '../contract-of.js'

const source = `
import { NotFoundException } from '@nestjs/common'
import { Observable, of } from 'rxjs'
import * as TE from 'fp-ts/TaskEither'
import { sum, risky } from './rules.js'
import { Broken } from './errors.js'
interface Line { sku: string; count: number }
interface Order { id: string; lines: Line[]; total?: number; at: Date }
export class Orders {
  private cache = new Map<string, Order>()
  private last!: Order
  /** Finds one order. */
  async findOne(id: string): Promise<Order | null> { return null }
  async place(order: Order, limit = 20, tags: string[] = [], note?: string): Promise<Order> {
    if (limit > 3) throw new NotFoundException('x')
    risky(order)
    return order
  }
  async getAndTouch(id: string) { await this.repo.save({ id }); return id }
  private repo!: { save(x: unknown): Promise<void> }
  async cancelOrder(id: string): Promise<void> {}
  async retry(id: string, idempotencyKey: string): Promise<void> {}
  watch(id: string): Observable<Order> { return of() }
  async watchLater(id: string): Promise<Observable<Line>> { return of() }
  async *page(size: number): AsyncGenerator<Order> {}
  *walk(): Generator<Line> {}
  total(order: Order): number { return sum(order.lines) }
  chained(): this { return this }
  lazily(id: string): TE.TaskEither<Broken, Order> { return null! }
  task(id: string) { return () => Promise.resolve({ id }) }
  old(id: string, done: (error: Error | null, order?: Order) => void): void {}
  all(...ids: string[]): Promise<Order[]> { return null! }
  find(id: string): Promise<Order>
  find(id: number, deep: boolean): Promise<Order[]>
  async find(id: string | number, deep?: boolean): Promise<any> {}
  get size(): number { return 1 }
  async unpack({ id, at }: { id: string; at: Date }): Promise<void> {}
  generic<T>(value: T): Promise<T> { return null! }
  keyed<K extends keyof Line>(key: K): Promise<string> { return null! }
  static create(id: string): Promise<Order> { return null! }
  async push(order: Order) { order.lines.push({ sku: '', count: 0 }) }
  async assign(order: Order) { order.total = 1 }
  async renumber(order: Order) { for (const line of order.lines) line.count++ }
  async sortLines({ lines }: Order) { lines.sort() }
  async onward(order: Order) { sum(order.lines); fill(order) }
  async deleted(order: Order) { const { total } = order; delete order.total }
  async moved(order: Order) { order.at.setDate(1) }
  async merged(order: Order) { Object.assign(order, { total: 1 }) }
  async unchanged(order: Order) { const copy = { ...order, total: 1 }; copy.total = 2; [...order.lines].sort(); return copy.total }
  async keep(order: Order) { this.last = order; this.cache.set(order.id, order) }
  async kept(id: string) { return this.cache.get(id)! }
  async same(order: Order) { return order }
  async fails() { throw 'text' }
  async caught() { try { throw new Broken('a') } catch { return 1 } }
  /** @throws {Broken} when it is */
  async tagged() {}
  async rejects() { return Promise.reject(new RangeError('far')) }
}
function fill(order: Order) { order.lines = [] }
export const countOrders = async (since: Date, until = new Date()) => 1
export default async function (id: string): Promise<Date> { return new Date() }
`
const files = {
  'src/orders/index.ts': source,
  'src/orders/rules.ts': `import { Broken } from './errors.js'
export const sum = (lines: { count: number }[]) => lines.length
export function risky(order: unknown) { if (!order) throw new Broken('no order'); deeper() }
function deeper() { throw new TypeError('deep') }`,
  'src/orders/errors.ts': `/** Something broke. */
export class Broken extends Error { readonly code = 'broken'; readonly status = 409; constructor(readonly part: string) { super(part) } }`,
  'src/orders/events.ts': `/** An order was placed. */
export class OrderPlaced { constructor(readonly id: string, readonly at: Date) {} }`,
  'src/orders/old.js': `/** @param {string} id @returns {Promise<number>} */
exports.priceOf = async function priceOf(id) { return 1 }
exports.nameOf = id => id`,
}
const members =
  'findOne place getAndTouch cancelOrder retry watch watchLater page walk total chained lazily task old all find size unpack generic keyed create push assign renumber sortLines onward deleted moved merged unchanged keep kept same fails caught tagged rejects'.split(
    ' ',
  )

let contract: Contract
beforeAll(async () => {
  contract = await contractOf(files, {
    operations: [
      ...members.map(member => `src/orders/index.ts#Orders.${member}`),
      'src/orders/index.ts#countOrders',
      'src/orders/index.ts#default',
      'src/orders/old.js#priceOf',
      'src/orders/old.js#nameOf',
      'src/orders/index.ts#gone',
    ],
    events: [{ name: 'orders.OrderPlaced', symbol: 'src/orders/events.ts#OrderPlaced' }],
  })
})

function operation(name: string): ContractOperation {
  const found = contract.operations.find(each => each.name === name || each.name === `Orders.${name}`)
  if (found === undefined) throw new Error(`There is no ${name}`)
  return found
}
const order = { kind: 'reference', $ref: 'Order' }
const text = { kind: 'string' }

describe('how an operation answers', () => {
  test.each<[string, string, unknown]>([
    ['findOne', 'promise', expect.objectContaining({ kind: 'union' })],
    ['watch', 'observable', order],
    ['watchLater', 'observable', { kind: 'reference', $ref: 'Line' }],
    ['page', 'async-iterator', order],
    ['walk', 'iterator', { kind: 'reference', $ref: 'Line' }],
    ['total', 'value', { kind: 'number', nonFinite: true }],
    ['lazily', 'task', order],
    ['task', 'task', expect.objectContaining({ kind: 'object', required: ['id'] })],
    ['old', 'callback', expect.objectContaining({ kind: 'union' })],
    ['all', 'promise', { kind: 'array', items: order }],
    ['size', 'value', { kind: 'number', nonFinite: true }],
    ['create', 'promise', order],
    ['chained', 'value', expect.objectContaining({ kind: 'refused' })],
    ['countOrders', 'promise', { kind: 'number', nonFinite: true }],
    ['default', 'promise', { kind: 'date' }],
    ['priceOf', 'promise', { kind: 'number', nonFinite: true }],
  ])('%s: %s', (name, answer, output) => {
    expect(operation(name).signatures.at(-1)).toMatchObject({ answer, output })
  })
  test('the callback that brings the answer is no parameter', () => {
    expect(operation('old').signatures[0]?.parameters.map(({ name }) => name)).toEqual(['id'])
  })
  test('what the code no longer declares is left out', () => {
    expect(contract.operations.some(({ name }) => name === 'gone')).toBe(false)
  })
})

describe('what an operation is given', () => {
  test('parameters keep order, names, defaults; what has a default may be left out', () => {
    expect(operation('place').signatures[0]?.parameters).toMatchObject([
      { name: 'order', optional: false, rest: false, default: null, schema: order },
      { name: 'limit', optional: true, default: 20 },
      { name: 'tags', optional: true, default: [] },
      { name: 'note', optional: true, default: null },
    ])
    expect(operation('countOrders').signatures[0]?.parameters[1]).toMatchObject({
      optional: true,
      default: null,
    })
  })
  test('a rest parameter takes a list', () => {
    expect(operation('all').signatures[0]?.parameters).toMatchObject([
      { name: 'ids', rest: true, schema: { kind: 'array', items: text } },
    ])
  })
  test('overloads are told one by one, without the implementation', () => {
    expect(operation('find').signatures.map(({ parameters }) => parameters.length)).toEqual([1, 2])
  })
  test('a parameter that is taken apart at once gets a name', () => {
    expect(operation('unpack').signatures[0]?.parameters[0]?.name).toBe('input')
  })
  test('an open type is refused, one that stands for known words is not', () => {
    expect(operation('generic').signatures[0]?.parameters[0]?.schema).toMatchObject({ why: 'open-generic' })
    expect(operation('keyed').signatures[0]?.parameters[0]?.schema).toMatchObject({ enum: ['count', 'sku'] })
  })
  test('a description comes from the doc comment', () => {
    expect(operation('findOne').description).toBe('Finds one order.')
  })
})

describe('errors', () => {
  test.each<[string, readonly string[]]>([
    ['place', ['Broken', 'NotFoundException', 'TypeError']],
    ['caught', []],
    ['tagged', ['Broken']],
    ['rejects', ['RangeError']],
    ['fails', []],
    ['findOne', []],
  ])('of %s', (name, errors) => {
    expect(operation(name).errors).toEqual(errors)
  })
  test('bring code, status and fields, also those of packages that are not installed', () => {
    expect(contract.errors.Broken).toMatchObject({
      class: 'src/orders/errors.ts#Broken',
      code: 'broken',
      status: 409,
      title: 'Something broke.',
      fields: { properties: { part: text } },
    })
    expect(contract.errors.NotFoundException).toMatchObject({
      class: '@nestjs/common#NotFoundException',
      status: 404,
    })
  })
  test('what is no error is told', () => {
    expect(lossesOf('fails')).toContain('error-unknown')
  })
})

describe('whether an operation may be repeated', () => {
  test.each<[string, string, boolean, string | null]>([
    ['findOne', 'query', true, null],
    ['getAndTouch', 'command', false, 'header Idempotency-Key'],
    ['cancelOrder', 'command', true, null],
    ['place', 'command', false, 'header Idempotency-Key'],
    ['retry', 'command', false, 'parameter idempotencyKey'],
  ])('%s', (name, kind, repeatable, key) => {
    expect(operation(name).idempotency).toMatchObject({ kind, repeatable, key })
  })
})

function lossesOf(member: string): readonly string[] {
  return contract.lossiness
    .filter(({ at }) => at.startsWith(`Orders.${member}(`) || at === `Orders.${member}`)
    .map(({ what }) => what)
}

describe('what bodies share with callers', () => {
  test.each(['push', 'assign', 'renumber', 'sortLines', 'onward', 'deleted', 'moved', 'merged'])(
    '%s changes what it was given',
    name => {
      expect(lossesOf(name)).toContain('mutation')
    },
  )
  test.each(['unchanged', 'total', 'findOne', 'keep'])('%s does not', name => {
    expect(lossesOf(name)).not.toContain('mutation')
  })
  test.each(['keep', 'kept', 'same'])('%s lets an object be known on both sides', name => {
    expect(lossesOf(name)).toContain('identity')
  })
  test.each(['unchanged', 'findOne', 'create'])('%s does not', name => {
    expect(lossesOf(name)).not.toContain('identity')
  })
  test('a synchronous answer and a chain are told', () => {
    expect(lossesOf('total')).toContain('synchronous-answer')
    expect(lossesOf('walk')).toContain('synchronous-answer')
    expect(lossesOf('chained')).toContain('this')
    expect(lossesOf('findOne')).not.toContain('synchronous-answer')
  })
  test('each loss says what happens, what to do, and where', () => {
    const loss = contract.lossiness.find(
      ({ what, at }) => what === 'mutation' && at.startsWith('Orders.push'),
    )
    expect(loss).toMatchObject({
      severity: 'changed',
      at: 'Orders.push(order)',
      place: { file: 'src/orders/index.ts' },
    })
    expect(loss?.effect).not.toBe('')
    expect(loss?.wayOut).not.toBe('')
  })
})

test('an event is a name with the payload of its class', () => {
  expect(contract.events).toMatchObject([
    {
      name: 'orders.OrderPlaced',
      description: 'An order was placed.',
      payload: { kind: 'reference', $ref: 'OrderPlaced' },
    },
  ])
})
