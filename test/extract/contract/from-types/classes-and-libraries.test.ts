import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Contract } from '../../../../src/extract/contract/contract.js'
import { contractOf } from '../contract-of.js'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const library = (name: string, types: string) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', types: 'index.d.ts' }),
  [`node_modules/${name}/index.d.ts`]: types,
})

const source = `
import { Entity, Column, OneToMany, ManyToOne, BaseEntity, type Repository } from 'typeorm'
import type { Observable } from 'rxjs'
import type Decimal from 'decimal.js'
import type { Widget, Settings } from 'widgets'
@Entity()
export class User extends BaseEntity {
  @Column() id!: string
  @OneToMany(() => Order, order => order.user) orders!: Promise<Order[]>
  @ManyToOne(() => User) friend!: User
}
@Entity()
export class Order { id!: string; @ManyToOne(() => User) user!: User }
export class Money { private constructor(private readonly cents: number, readonly currency: string) {} get amount() { return this.cents / 100 } plus(other: Money) { return this } }
export class Handler { retries = 1; handle = () => 1; [Symbol.for('x') as never]: string }
declare global { interface Date { addDays(days: number): Date } }
export class NotFound extends Error { readonly status = 404 }
export class UserNotFound extends NotFound { readonly code = 'user-not-found'; constructor(readonly id: string, override readonly cause?: Error) { super(id) } }
export class Shop {
  findUser(id: string): Promise<User> { throw new UserNotFound(id) }
  price(): Promise<Decimal> { return null! }
  feed(): Observable<Date> { return null! }
  money(value: Money): Promise<Handler> { return null! }
  widget(widget: Widget): Promise<Settings> { return null! }
  persist(repository: Repository<User>): Promise<Date> { return null! }
  untyped(value: any, map: Map<Date, any>): Promise<any> { return null! }
}
`
let contract: Contract
beforeAll(async () => {
  contract = await contractOf(
    {
      ...library(
        'typeorm',
        `export declare function Entity(): ClassDecorator
export declare function Column(): PropertyDecorator
export declare function OneToMany(a: unknown, b?: unknown): PropertyDecorator
export declare function ManyToOne(a: unknown): PropertyDecorator
export declare class BaseEntity { save(): Promise<this>; hidden: string }
export declare class Repository<T> { save(entity: T): Promise<T>; target: string }`,
      ),
      ...library(
        'rxjs',
        'export declare class Observable<T> { pipe(): Observable<T>; source: Observable<any> }',
      ),
      ...library(
        'decimal.js',
        'export default class Decimal { readonly d: number[]; plus(n: number): Decimal }',
      ),
      ...library(
        'widgets',
        'export declare class Widget { #private; size: number }\nexport interface Settings { colour: string; Map: Map<string, number> }',
      ),
      'src/shop/index.ts': source,
    },
    {
      operations: ['findUser', 'price', 'feed', 'money', 'widget', 'persist', 'untyped'].map(
        name => `src/shop/index.ts#Shop.${name}`,
      ),
    },
  )
})
const outputOf = (name: string) =>
  contract.operations.find(each => each.name === `Shop.${name}`)?.signatures[0]?.output
const inputOf = (name: string) =>
  contract.operations.find(each => each.name === `Shop.${name}`)?.signatures[0]?.parameters[0]?.schema
function instanceOf(name: string): {
  readonly fields: readonly string[]
  readonly methods: readonly string[]
} {
  const schema = contract.types[name]?.schema
  if (schema?.kind !== 'instance') throw new Error(`${name} is no instance`)
  return { fields: Object.keys(schema.fields.properties), methods: schema.methods }
}
const lossesAt = (at: string) => contract.lossiness.filter(each => each.at === at).map(({ what }) => what)

describe('types of packages that are installed', () => {
  test('are known by package and name', () => {
    expect(outputOf('price')).toEqual({ kind: 'converted', class: 'Decimal', format: 'decimal' })
    expect(contract.operations.find(({ name }) => name === 'Shop.feed')?.signatures[0]).toMatchObject({
      answer: 'observable',
      output: { kind: 'date' },
    })
    expect(inputOf('persist')).toMatchObject({ kind: 'refused', why: 'transaction' })
  })
  test('are told by their structure where nothing is known of them, private state refused', () => {
    expect(contract.types.Settings).toMatchObject({
      source: 'widgets#Settings',
      schema: { properties: { Map: { kind: 'map' } } },
    })
    expect(inputOf('widget')).toMatchObject({ kind: 'refused', why: 'private-state' })
  })
  test('of the language stay what they are, whatever the repository adds to them', () => {
    expect(outputOf('persist')).toEqual({ kind: 'date' })
  })
})

describe('entities', () => {
  test('travel without lazy relations, and without what their mapper put into them', () => {
    expect(contract.types.User?.schema).toMatchObject({ kind: 'instance', entity: true })
    const { fields } = instanceOf('User')
    expect(fields).toEqual(['id', 'friend'])
    expect(lossesAt('User.orders')).toContain('lazy-relation')
    expect(lossesAt('User.friend')).toContain('relation')
    expect(lossesAt('User')).toContain('entity')
  })
})

describe('classes', () => {
  test('bring private fields of the compiler, which are fields at run time', () => {
    const { fields, methods } = instanceOf('Money')
    expect(fields).toEqual(['cents', 'currency'])
    expect(methods).toEqual(['plus', 'amount'])
    expect(lossesAt('Money')).toEqual(expect.arrayContaining(['methods', 'accessor']))
  })
  test('leave functions in fields behind, and say so', () => {
    const { fields } = instanceOf('Handler')
    expect(fields).toEqual(['retries'])
    expect(lossesAt('Handler.handle')).toEqual(['function'])
  })
})

describe('errors', () => {
  test('know the classes above them, their status and their cause', () => {
    expect(contract.errors.UserNotFound).toMatchObject({
      bases: ['src/shop/index.ts#NotFound', 'Error'],
      code: 'user-not-found',
      status: 404,
      fields: { properties: { id: { kind: 'string' } } },
    })
  })
})

test('any is said wherever it stands, and keys that are objects', () => {
  expect(lossesAt('Shop.untyped(value)')).toContain('any')
  expect(lossesAt('Shop.untyped(map)[]')).toContain('any')
  expect(lossesAt('Shop.untyped(map)')).toContain('map-order')
  expect(lossesAt('Shop.untyped()')).toContain('any')
})
