import { beforeAll, describe, expect, it } from 'vitest'
import type { Chattiness, Repetition } from '../../../src/extract/chattiness/chattiness.js'
import { deriveChattiness } from '../../../src/extract/chattiness/derive-chattiness.js'
import { marks, openBorder, operation } from '../asynchrony/open-border.js'

const users = `export class Users {
  async findById(id: string): Promise<number> { return id.length }
  async findByIds(ids: string[]): Promise<number[]> { return [] }
  async notify(id: string): Promise<void> {}
}
export const users = new Users()
`
const here = `import { users } from '../users/users'\n`

/** Code of another module; `/*!*​/` stands before the call that is repeated, `/*@*​/` before what repeats it. */
interface Case {
  readonly code: string
  readonly repetition: Repetition
  readonly bound?: number
  /** `batch` when left out. */
  readonly proposal?: 'batch' | 'hoist' | 'loader'
}

const cases: Readonly<Record<string, Case>> = {
  'a for of loop': {
    code: `export async function all(ids: string[]) { /*@*/for (const id of ids) await /*!*/users.findById(id) }`,
    repetition: 'loop',
  },
  'a for in loop': {
    code: `export async function all(ids: object) { /*@*/for (const id in ids) await /*!*/users.findById(id) }`,
    repetition: 'loop',
  },
  'a counting loop': {
    code: `export async function all() { /*@*/for (let i = 0; i < 5; i++) await /*!*/users.findById(String(i)) }`,
    repetition: 'loop',
    bound: 5,
  },
  'the condition of a loop': {
    code: `export async function all(id: string) { /*@*/for (let i = 0; i < (await /*!*/users.findById(id)); i++) void i }`,
    repetition: 'loop',
    proposal: 'hoist',
  },
  'a while loop': {
    code: `export async function all(id: string) { let n = ''; /*@*/while (n.length < 3) n += await /*!*/users.findById(n + id) }`,
    repetition: 'loop',
  },
  'the condition of while': {
    code: `export async function all(id: string) { /*@*/while (await /*!*/users.findById(id)) void id }`,
    repetition: 'loop',
    proposal: 'hoist',
  },
  'a do loop': {
    code: `export async function all(id: string) { /*@*/do { await /*!*/users.findById(id) } while (id) }`,
    repetition: 'loop',
    proposal: 'hoist',
  },
  forEach: {
    code: `export async function all(ids: string[]) { /*@*/ids.forEach(async id => { await /*!*/users.findById(id) }) }`,
    repetition: 'loop',
  },
  'a mapper': {
    code: `export async function all(ids: string[]) { return /*@*/ids.map(id => /*!*/users.findById(id)) }`,
    repetition: 'loop',
  },
  'a mapper of flatMap': {
    code: `export async function all(ids: string[]) { return /*@*/ids.flatMap(id => [/*!*/users.findById(id)]) }`,
    repetition: 'loop',
  },
  'a predicate': {
    code: `export async function all(ids: string[]) { return /*@*/ids.filter(id => /*!*/users.findById(id)) }`,
    repetition: 'loop',
  },
  'a reducer': {
    code: `export async function all(ids: string[]) { return /*@*/ids.reduce(async (sum, id) => (await sum) + (await /*!*/users.findById(id)), Promise.resolve(0)) }`,
    repetition: 'loop',
  },
  'a comparator': {
    code: `export async function all(ids: string[]) { return /*@*/ids.sort((a, b) => Number(/*!*/users.findById(a)) - b.length) }`,
    repetition: 'loop',
  },
  'Promise.all': {
    code: `export async function all(ids: string[]) { return Promise.all(/*@*/ids.map(id => /*!*/users.findById(id))) }`,
    repetition: 'parallel',
  },
  'Promise.allSettled': {
    code: `export async function all(ids: string[]) { return Promise.allSettled(/*@*/ids.map(async id => /*!*/users.findById(id))) }`,
    repetition: 'parallel',
  },
  'promises that are gathered in a loop': {
    code: `export async function all(ids: string[]) { const p: unknown[] = []; /*@*/for (const id of ids) p.push(/*!*/users.findById(id)); return Promise.all(p) }`,
    repetition: 'parallel',
  },
  'a mapper of Array.from': {
    code: `export async function all(ids: Set<string>) { return Promise.all(/*@*/Array.from(ids, id => /*!*/users.findById(id))) }`,
    repetition: 'parallel',
  },
  'a mapper of a package that maps side by side': {
    code: `import pMap from 'p-map'
export async function all(ids: string[]) { return /*@*/pMap(ids, id => /*!*/users.findById(id), { concurrency: 4 }) }`,
    repetition: 'parallel',
  },
  'a literal array': {
    code: `export async function all() { /*@*/for (const id of ['a', 'b', 'c']) await /*!*/users.findById(id) }`,
    repetition: 'loop',
    bound: 3,
  },
  'a constant array': {
    code: `const ids = ['a', 'b'] as const
export async function all() { return Promise.all(/*@*/ids.map(id => /*!*/users.findById(id))) }`,
    repetition: 'parallel',
    bound: 2,
  },
  'a slice': {
    code: `export async function all(ids: string[]) { /*@*/for (const id of ids.slice(0, 10)) await /*!*/users.findById(id) }`,
    repetition: 'loop',
    bound: 10,
  },
  'a page': {
    code: `declare const orders: any
export async function all() { const page = await orders.find({ where: {}, take: 20 }); /*@*/for (const each of page) await /*!*/users.findById(each.id) }`,
    repetition: 'loop',
    bound: 20,
  },
  'a limit in a chain': {
    code: `declare const orders: any
export async function all() { const page = await orders.select().limit(7).execute(); /*@*/for (const each of page) await /*!*/users.findById(each.id) }`,
    repetition: 'loop',
    bound: 7,
  },
  'the members of an enum': {
    code: `enum Role { Cook, Guest, Owner }
export async function all() { /*@*/for (const role of Object.values(Role)) await /*!*/users.findById(String(role)) }`,
    repetition: 'loop',
    bound: 3,
  },
  'a filtered constant': {
    code: `const ids = ['a', 'b']
export async function all() { /*@*/for (const id of ids.filter(Boolean)) await /*!*/users.findById(id) }`,
    repetition: 'loop',
    bound: 2,
  },
  'the same question in each round': {
    code: `export async function all(ids: string[], owner: string) { /*@*/for (const id of ids) console.log(id, await /*!*/users.findById(owner)) }`,
    repetition: 'loop',
    proposal: 'hoist',
  },
  'a function that is called in a loop': {
    code: `async function one(id: string) { return /*!*/users.findById(id) }
export async function all(ids: string[]) { /*@*/for (const id of ids) await one(id) }`,
    repetition: 'loop',
  },
  'a function far below a loop': {
    code: `class Orders { private async one(id: string) { return /*!*/users.findById(id) }
  private two(id: string) { return this.one(id) }
  all(ids: string[]) { return Promise.all(/*@*/ids.map(id => this.two(id))) } }
export const orders = new Orders()`,
    repetition: 'parallel',
  },
  'a function that is handed to a mapper': {
    code: `async function one(id: string) { return /*!*/users.findById(id) }
export async function all(ids: string[]) { return Promise.all(/*@*/ids.map(one)) }`,
    repetition: 'parallel',
  },
  'a function that runs its callback for each': {
    code: `async function each(ids: string[], work: (id: string) => Promise<unknown>) { for (const id of ids) await work(id) }
export async function all(ids: string[]) { await /*@*/each(ids, async id => /*!*/users.findById(id)) }`,
    repetition: 'loop',
  },
  recursion: {
    code: `interface Tree { id: string; below: Tree | null }
export async function all(tree: Tree): Promise<void> { await /*!*/users.findById(tree.id); if (tree.below) await /*@*/all(tree.below) }`,
    repetition: 'recursion',
  },
  'recursion over two functions': {
    code: `async function one(n: number): Promise<void> { await /*!*/users.findById(String(n)); await /*@*/two(n - 1) }
async function two(n: number): Promise<void> { if (n > 0) await one(n) }
export const start = () => two(3)`,
    repetition: 'recursion',
  },
  'a generator': {
    code: `export async function* all(ids: string[]) { /*@*/for (const id of ids) yield await /*!*/users.findById(id) }`,
    repetition: 'generator',
  },
  'a field of GraphQL': {
    code: `import { ResolveField, Resolver } from '@nestjs/graphql'
@Resolver() export class OrderResolver { /*@*/@ResolveField() owner(order: { ownerId: string }) { return /*!*/users.findById(order.ownerId) } }`,
    repetition: 'field',
    proposal: 'loader',
  },
  'a field of GraphQL that asks through a service': {
    code: `import { FieldResolver } from 'type-graphql'
class Owners { of(id: string) { return /*!*/users.findById(id) } }
export class OrderResolver { constructor(private owners: Owners) {} /*@*/@FieldResolver() owner(order: { ownerId: string }) { return this.owners.of(order.ownerId) } }`,
    repetition: 'field',
    proposal: 'loader',
  },
  toJSON: {
    code: `export class Order { constructor(private id: string) {} /*@*/toJSON() { return { owner: /*!*/users.findById(this.id) } } }`,
    repetition: 'serializer',
  },
  'a transformation of class-transformer': {
    code: `import { Transform } from 'class-transformer'
export class Order { @Transform(/*@*/({ value }) => /*!*/users.findById(value)) owner = '' }`,
    repetition: 'serializer',
  },
}

/** Nothing of this is repeated. */
const lookalikes: Readonly<Record<string, string>> = {
  'what is gone through': `export async function all() { for (const id of [await users.findById('a')]) console.log(id) }`,
  'the start of a counting loop': `export async function all() { for (let i = await users.findById('a'); i < 3; i++) console.log(i) }`,
  'a call beside a loop': `export async function all(ids: string[]) { const n = await users.findById('a'); for (const id of ids) console.log(id, n) }`,
  'a receiver of a mapper': `export async function all(id: string) { return [await users.findById(id)].map(n => n + 1) }`,
  'a callback of then': `export async function one(id: Promise<string>) { return id.then(each => users.findById(each)) }`,
  'a transaction': `declare const db: any
export async function one(id: string) { return db.transaction(async () => users.findById(id)) }`,
  'elements of Promise.all': `export async function two() { return Promise.all([users.findById('a'), users.findById('b')]) }`,
  'a listener that is registered in a loop': `import { EventEmitter } from 'node:events'
export function listen(bus: EventEmitter, names: string[]) { for (const name of names) bus.on(name, id => { void users.findById(id) }) }`,
  'a function that is only declared in a loop': `export function all(ids: string[]) { for (const id of ids) { class Later { ask() { return users.findById('a') } } console.log(id, Later) } }`,
  'a batch': `export async function all(ids: string[]) { return users.findByIds(ids) }`,
  'a loader, which asks once for all': `import DataLoader from 'dataloader'
export const loader = new DataLoader(async (ids: readonly string[]) => users.findByIds([...ids]))
export async function all(ids: string[]) { for (const id of ids) await loader.load(id) }`,
  'a mutation of GraphQL': `import { Mutation, Resolver } from '@nestjs/graphql'
@Resolver() export class OrderResolver { @Mutation() place(id: string) { return users.findById(id) } }`,
  'a decorator of that name without a package': `const ResolveField = () => (target: object, name: string) => void [target, name]
export class Orders { @ResolveField() owner() { return users.findById('a') } }`,
}

const paths = Object.keys(cases).map((title, index) => [title, `src/orders/case-${index}.ts`] as const)
const files = Object.fromEntries(paths.map(([title, path]) => [path, here + cases[title]?.code]))
const quiet = Object.keys(lookalikes).map((title, index) => [title, `src/orders/quiet-${index}.ts`] as const)
const quietFiles = Object.fromEntries(quiet.map(([title, path]) => [path, here + lookalikes[title]]))

let found: Chattiness
beforeAll(async () => {
  const border = await openBorder({ ...files, ...quietFiles, 'src/users/users.ts': users }, 'users')
  const operations = ['findById', 'findByIds', 'notify'].map(name =>
    operation(`src/users/users.ts#Users.${name}`, { answer: 'promise' }),
  )
  found = deriveChattiness({ border, operations, entryPoints: [] })
}, 120_000)

describe('calls that are repeated', () => {
  it.each(paths)('%s', (title, path) => {
    const { repetition, bound = null, proposal = 'batch' } = cases[title] ?? {}
    const here = found.repeated.filter(({ place }) => place.file === path)
    const [call] = marks({ [path]: files[path] ?? '' })
    const [at] = marks({ [path]: files[path] ?? '' }, '/*@*/')
    expect(here.map(each => [show(each.place), show(each.at), each.repetition])).toEqual([
      [call, at, repetition],
    ])
    expect([here[0]?.bound?.count ?? null, here[0]?.proposal.kind]).toEqual([bound, proposal])
  })

  it('tell the operation for many that is there already', () => {
    const batch = found.repeated.find(({ proposal }) => proposal.kind === 'batch')
    expect(batch?.proposal).toEqual({ kind: 'batch', operation: 'Users.findByIds', existing: true })
  })

  it('tell the way from the loop to a call that stands in another function', () => {
    const far = paths.find(([title]) => title === 'a function far below a loop')?.[1]
    const call = found.repeated.find(({ place }) => place.file === far)
    expect(call?.through.map(({ name }) => name)).toEqual(['this.two', 'this.one'])
    expect(call).toMatchObject({ over: 'ids', varies: true, within: 'Orders.one', module: 'orders' })
  })
})

describe('calls that are not repeated', () => {
  it.each(quiet)('%s', (_, path) => {
    expect(found.repeated.filter(({ place }) => place.file === path)).toEqual([])
  })
})

function show({ file, line, column }: Chattiness['repeated'][number]['place']): string {
  return `${file}:${line}:${column}`
}
