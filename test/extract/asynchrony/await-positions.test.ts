import { beforeAll, describe, expect, it } from 'vitest'
import type { AsyncPlan, Position, WayOut } from '../../../src/extract/asynchrony/asynchrony.js'
import { deriveAsyncPlan } from '../../../src/extract/asynchrony/derive-async-plan.js'
import { marks, openBorder, operation } from './open-border.js'

const users = `export class Users {
  count(id: string): number { return id.length }
  audit(id: string): void { this.count(id) }
  *names(): Generator<string> { yield '' }
}
export const users = new Users()
`

/** Code of another module; `/*!*​/` stands before what must be waited for. */
interface Case {
  readonly code: string
  readonly position: Position
  readonly wayOut: WayOut
  /** `ts` when left out. */
  readonly extension?: string
}

const here = `import { users } from '../users/users'\n`

const cases: Readonly<Record<string, Case>> = {
  'an asynchronous function': {
    code: `export async function total(id: string) { return 1 + /*!*/users.count(id) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a function that answers at once': {
    code: `export function total(id: string) { const n = /*!*/users.count(id); return n }`,
    position: 'plain',
    wayOut: 'await',
  },
  'the return of a try block': {
    code: `export async function total(id: string) { try { return /*!*/users.count(id) } catch { return 0 } }`,
    position: 'plain',
    wayOut: 'await',
  },
  'the header of a for loop': {
    code: `export async function total(id: string) { for (let i = 0; i < /*!*/users.count(id); i++) void i }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a constructor': {
    code: `export class Order { n: number; constructor(id: string) { this.n = /*!*/users.count(id) } }`,
    position: 'constructor',
    wayOut: 'async-factory',
  },
  'arguments of super': {
    code: `class Base { constructor(public n: number) {} }
export class Order extends Base { constructor(id: string) { super(/*!*/users.count(id)) } }`,
    position: 'super-argument',
    wayOut: 'async-factory',
  },
  'a property initialiser': {
    code: `export class Order { total = /*!*/users.count('a') }`,
    position: 'property-initializer',
    wayOut: 'lazy-promise',
  },
  'a static property': {
    code: `export class Order { static total = /*!*/users.count('a') }`,
    position: 'static-initializer',
    wayOut: 'lazy-promise',
  },
  'a static block': {
    code: `export class Order { static n: number; static { Order.n = /*!*/users.count('a') } }`,
    position: 'static-block',
    wayOut: 'lazy-promise',
  },
  'a getter': {
    code: `export class Order { get total() { return /*!*/users.count('a') } }`,
    position: 'getter',
    wayOut: 'async-method',
  },
  'a getter of an object': {
    code: `export const order = { get total() { return /*!*/users.count('a') } }`,
    position: 'getter',
    wayOut: 'async-method',
  },
  'a setter': {
    code: `export class Order { n = 0; set total(id: string) { this.n = /*!*/users.count(id) } }`,
    position: 'setter',
    wayOut: 'async-method',
  },
  'the default value of a parameter': {
    code: `export function total(n = /*!*/users.count('a')) { return n }`,
    position: 'default-parameter',
    wayOut: 'hoist',
  },
  'the default value of a parameter of an asynchronous function': {
    code: `export async function total(n = /*!*/users.count('a')) { return n }`,
    position: 'default-parameter',
    wayOut: 'hoist',
  },
  'the default value inside of a pattern': {
    code: `export async function total({ n = /*!*/users.count('a') }: { n?: number }) { return n }`,
    position: 'default-parameter',
    wayOut: 'hoist',
  },
  'a comparator': {
    code: `export async function sorted(ids: string[]) { return ids.sort((a, b) => /*!*/users.count(a) - b.length) }`,
    position: 'comparator',
    wayOut: 'batch',
  },
  'a comparator of toSorted': {
    code: `export const sorted = (ids: string[]) => ids.toSorted((a, b) => a.length - /*!*/users.count(b))`,
    position: 'comparator',
    wayOut: 'batch',
  },
  'a predicate of filter': {
    code: `export async function busy(ids: string[]) { return ids.filter(id => /*!*/users.count(id) > 1) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a predicate of find': {
    code: `export async function busy(ids: string[]) { return ids.find(id => { return /*!*/users.count(id) > 1 }) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a predicate of some': {
    code: `export async function busy(ids: string[]) { return ids.some(function (id) { return /*!*/users.count(id) > 1 }) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a predicate of every': {
    code: `export async function busy(ids: string[]) { return ids.every(id => /*!*/users.count(id)) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a predicate of findIndex': {
    code: `export async function busy(ids: string[]) { return ids.findIndex(id => /*!*/users.count(id)) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a reducer': {
    code: `export async function total(ids: string[]) { return ids.reduce((sum, id) => sum + /*!*/users.count(id), 0) }`,
    position: 'reducer',
    wayOut: 'for-of',
  },
  'a mapper without Promise.all': {
    code: `export async function totals(ids: string[]) { const all = /*?*/ids.map(id => /*!*/users.count(id)); return all }`,
    position: 'mapper',
    wayOut: 'promise-all',
  },
  'a mapper of flatMap': {
    code: `export async function totals(ids: string[]) { return [...ids.flatMap(id => [/*!*/users.count(id)])] }`,
    position: 'mapper',
    wayOut: 'promise-all',
  },
  forEach: {
    code: `export async function totals(ids: string[]) { ids.forEach(id => { /*!*/users.count(id) }) }`,
    position: 'for-each',
    wayOut: 'for-of',
  },
  'forEach of a map': {
    code: `export async function totals(ids: Map<string, string>) { ids.forEach(id => /*!*/users.count(id)) }`,
    position: 'for-each',
    wayOut: 'for-of',
  },
  'forEach of what nobody knows': {
    code: `export async function totals(ids: any) { ids.forEach((id: string) => /*!*/users.count(id)) }`,
    position: 'for-each',
    wayOut: 'for-of',
  },
  'the mapper of Array.from': {
    code: `export async function totals(ids: Set<string>) { return [...Array.from(ids, id => /*!*/users.count(id))] }`,
    position: 'array-from',
    wayOut: 'promise-all',
  },
  'a mapper inside of Promise.all with a body': {
    code: `export async function totals(ids: string[]) { return Promise.all(ids.map(id => { const n = /*!*/users.count(id); return n })) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a replacer of JSON': {
    code: `export async function text(o: object) { return JSON.stringify(o, (key, value) => /*!*/users.count(key) + value) }`,
    position: 'replacer',
    wayOut: 'hoist',
  },
  'a reviver of JSON': {
    code: `export async function read(text: string) { return JSON.parse(text, key => /*!*/users.count(key)) }`,
    position: 'replacer',
    wayOut: 'hoist',
  },
  'a callback of String.replace': {
    code: `export async function fill(text: string) { return text.replace(/x/g, id => String(/*!*/users.count(id))) }`,
    position: 'replace-callback',
    wayOut: 'batch',
  },
  'a generator': {
    code: `export function* totals(ids: string[]) { for (const id of ids) yield /*!*/users.count(id) }`,
    position: 'generator',
    wayOut: 'async-generator',
  },
  'an asynchronous generator': {
    code: `export async function* totals(ids: string[]) { for (const id of ids) yield /*!*/users.count(id) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'an iterator': {
    code: `export class Orders { *[Symbol.iterator]() { yield /*!*/users.count('a') } }`,
    position: 'iterator',
    wayOut: 'async-generator',
  },
  'an iterator without a generator': {
    code: `export class Orders { [Symbol.iterator]() { const n = /*!*/users.count('a'); return [n].values() } }`,
    position: 'iterator',
    wayOut: 'async-generator',
  },
  'an argument of a decorator': {
    code: `declare function Limit(n: number): any
export class Order { @Limit(/*!*/users.count('a')) place() {} }`,
    position: 'decorator-argument',
    wayOut: 'refuse',
  },
  'a callback in a decorator': {
    code: `declare function Transform(f: () => unknown): any
export class Order { @Transform(() => /*!*/users.count('a')) total = 1 }`,
    position: 'decorator-argument',
    wayOut: 'refuse',
  },
  'the top of a CommonJS file': {
    code: `export const total = /*!*/users.count('a')`,
    position: 'module-top-level',
    wayOut: 'lazy-promise',
  },
  'the top of an ECMAScript module': {
    code: `export const total = /*!*/users.count('a')`,
    position: 'plain',
    wayOut: 'await',
    extension: 'mts',
  },
  'the method toString': {
    code: `export class Order { toString() { return String(/*!*/users.count('a')) } }`,
    position: 'implicit-conversion',
    wayOut: 'hoist',
  },
  'the method toJSON': {
    code: `export class Order { toJSON() { return { n: /*!*/users.count('a') } } }`,
    position: 'implicit-conversion',
    wayOut: 'hoist',
  },
  'valueOf of an object': {
    code: `export const order = { valueOf() { return /*!*/users.count('a') } }`,
    position: 'implicit-conversion',
    wayOut: 'hoist',
  },
  'Symbol.toPrimitive': {
    code: `export class Order { [Symbol.toPrimitive]() { return /*!*/users.count('a') } }`,
    position: 'implicit-conversion',
    wayOut: 'hoist',
  },
  'a getter of Symbol.toStringTag': {
    code: `export class Order { get [Symbol.toStringTag]() { return String(/*!*/users.count('a')) } }`,
    position: 'implicit-conversion',
    wayOut: 'hoist',
  },
  'a type guard': {
    code: `export function isBusy(id: unknown): id is string { return /*!*/users.count(String(id)) > 1 }`,
    position: 'type-guard',
    wayOut: 'refuse',
  },
  'an assertion function': {
    code: `export function assertBusy(id: string): asserts id is 'a' { if (/*!*/users.count(id) > 1) throw new Error() }`,
    position: 'type-guard',
    wayOut: 'refuse',
  },
  rendering: {
    code: `export function Total() { return <b>{/*!*/users.count('a')}</b> }`,
    position: 'render',
    wayOut: 'hoist',
    extension: 'tsx',
  },
  'a hook of React': {
    code: `import { useMemo } from 'react'
export function useTotal(id: string) { return /*!*/users.count(id) }`,
    position: 'hook',
    wayOut: 'hoist',
  },
  'a callback of a hook': {
    code: `import { useMemo } from 'react'
export function Total() { const n = useMemo(() => /*!*/users.count('a'), []); return <b>{n}</b> }`,
    position: 'hook',
    wayOut: 'hoist',
    extension: 'tsx',
  },
  'an event handler in JSX': {
    code: `export function Total() { return <b onClick={() => { /*!*/users.count('a') }} /> }`,
    position: 'listener',
    wayOut: 'catch',
    extension: 'tsx',
  },
  'an executor of a promise': {
    code: `export function total(id: string) { return new Promise<number>(resolve => resolve(/*!*/users.count(id))) }`,
    position: 'promise-executor',
    wayOut: 'hoist',
  },
  'a listener of events': {
    code: `import { EventEmitter } from 'node:events'
export function listen(bus: EventEmitter) { bus.on('placed', id => { /*!*/users.count(id) }) }`,
    position: 'listener',
    wayOut: 'catch',
  },
  'a subscriber of an observable': {
    code: `import { Observable } from 'rxjs'
export function listen(ids: Observable<string>) { ids.subscribe(id => { /*!*/users.count(id) }) }`,
    position: 'listener',
    wayOut: 'catch',
  },
  'an operator of rxjs': {
    code: `import { Observable, map } from 'rxjs'
export function counts(ids: Observable<string>) { return ids.pipe(map(id => /*!*/users.count(id))) }`,
    position: 'stream-operator',
    wayOut: 'flatten',
  },
  'a flattening operator of rxjs': {
    code: `import { Observable, concatMap } from 'rxjs'
export function counts(ids: Observable<string>) { return ids.pipe(concatMap(id => { const n = /*!*/users.count(id); return [n] })) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a timer': {
    code: `export function later(id: string) { setTimeout(() => { /*!*/users.count(id) }, 10) }`,
    position: 'timer',
    wayOut: 'catch',
  },
  'a handler of Express 4': {
    code: `import express from 'express'
const app = express()
app.get('/total', (request: any, response: any) => { response.json(/*!*/users.count(request.id)) })`,
    position: 'express-handler',
    wayOut: 'catch',
  },
  'a handler of an Express router': {
    code: `import { Router } from 'express'
export const router = Router()
router.use((request: any, response: any) => { response.json(/*!*/users.count(request.id)) })`,
    position: 'express-handler',
    wayOut: 'catch',
  },
  'a handler of Fastify': {
    code: `import fastify from 'fastify'
const app = fastify()
app.get('/total', (request: any) => { const n = /*!*/users.count(request.id); return { n } })`,
    position: 'plain',
    wayOut: 'await',
  },
  'a key function of lodash': {
    code: `import { sortBy } from 'lodash'
export async function sorted(ids: string[]) { return sortBy(ids, id => /*!*/users.count(id)) }`,
    position: 'grouping',
    wayOut: 'batch',
  },
  'a predicate of lodash': {
    code: `import _ from 'lodash'
export async function busy(ids: string[]) { return _.filter(ids, id => /*!*/users.count(id) > 1) }`,
    position: 'predicate',
    wayOut: 'batch',
  },
  'a callback of a library that nobody knows': {
    code: `import { withRetry } from 'some-retry'
export function total(id: string) { return withRetry(() => { const n = /*!*/users.count(id); return n }) }`,
    position: 'library-callback',
    wayOut: 'review',
  },
  'a callback of then': {
    code: `export function total(id: Promise<string>) { return id.then(each => { const n = /*!*/users.count(each); return n }) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a tag of a template': {
    code: `const tag = (parts: TemplateStringsArray) => 1 + users.count(parts[0] ?? '')
export async function text() { return /*!*/tag\`a\` }`,
    position: 'template-tag',
    wayOut: 'hoist',
  },
  'a call that is thrown away': {
    code: `export function place(id: string) { void /*!*/users.audit(id) }`,
    position: 'void',
    wayOut: 'catch',
  },
  'a function that is called where it stands': {
    code: `export async function total(id: string) { return (() => { const n = users.count(id); return n })() }
export async function more(id: string) { const n = /*!*/(() => users.count(id))(); return n }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a generator that is spread': {
    code: `export async function names() { return [.../*!*/users.names()] }`,
    position: 'sync-iteration',
    wayOut: 'hoist',
  },
  'a generator that is read by for of': {
    code: `export async function names() { for (const name of /*!*/users.names()) console.log(name) }`,
    position: 'plain',
    wayOut: 'await',
  },
  'a method that a library does not wait for': {
    code: `import { Transform } from 'some-streams'
export class Count extends Transform { _transform(id: string, next: any) { next(/*!*/users.count(id)) } }`,
    position: 'library-contract',
    wayOut: 'review',
  },
  'a callback that is kept': {
    code: `const handlers: (() => void)[] = []
function register(handler: () => void) { handlers.push(/*!*/handler) }
export function listen() { register(() => { users.count('a') }) ; return handlers }`,
    position: 'stored',
    wayOut: 'review',
  },
}

const lookalikes: Readonly<Record<string, string>> = {
  'what is waited for today': `export async function total(id: string) { return 1 + (await users.count(id)) }`,
  'what an asynchronous function returns': `export async function total(id: string) { return users.count(id) }`,
  'what an asynchronous arrow answers': `export const total = async (id: string) => users.count(id)`,
  'both ways of a conditional return': `export async function total(id: string) { return id ? users.count(id) : 0 }`,
  'a mapper inside of Promise.all': `export async function totals(ids: string[]) { return Promise.all(ids.map(id => users.count(id))) }`,
  'elements of Promise.all': `export async function totals() { return Promise.all([users.count('a'), users.count('b')]) }`,
  'an argument of Promise.resolve': `export async function total() { return Promise.resolve(users.count('a')) }`,
  'what then answers': `export async function total(id: Promise<string>) { return id.then(each => users.count(each)) }`,
  'a method of the same name': `class Orders { count(id: string) { return id.length } }
export const total = () => [new Orders().count('a')].sort((a, b) => a - b)`,
  'a variable of the same name': `export function total(users: { count(id: string): number }) { return [users.count('a')] }`,
  'a type of the operation': `export type Count = typeof users.count
export type Answer = ReturnType<Count>`,
  'a question whether it is there': `export const isThere = () => typeof users.count === 'function'`,
  'text of the same name': `export const names = ['count', 'audit']`,
  'a property of the same name': `export const order = { count: 1 }
export const total = () => order.count + order['count']`,
}

const paths = Object.keys(cases).map(
  (title, index) => [title, `src/orders/case-${index}.${cases[title]?.extension ?? 'ts'}`] as const,
)
const files = Object.fromEntries(paths.map(([title, path]) => [path, here + cases[title]?.code]))
const quiet = Object.keys(lookalikes).map((title, index) => [title, `src/orders/quiet-${index}.ts`] as const)
const quietFiles = Object.fromEntries(quiet.map(([title, path]) => [path, here + lookalikes[title]]))
const operations = ['count', 'audit'].map(name => operation(`src/users/users.ts#Users.${name}`))

let plan: AsyncPlan
beforeAll(async () => {
  const all = { ...files, ...quietFiles, 'src/users/users.ts': users, 'package.json': '{}' }
  const border = await openBorder(all, 'users')
  const names = operation('src/users/users.ts#Users.names', { answer: 'iterator' })
  plan = deriveAsyncPlan(border, [...operations, names])
}, 60_000)

describe('where the answer of a call is needed', () => {
  it.each(paths)('%s', (title, path) => {
    const { position, wayOut } = cases[title] ?? {}
    const found = plan.sites.filter(({ place }) => place.file === path)
    const marked = marks({ [path]: files[path] ?? '' })
    const obstacles = found.filter(({ position }) => position !== 'plain')
    expect(obstacles.map(each => each.position)).toEqual(position === 'plain' ? [] : [position])
    expect(found.map(({ place, position, wayOut }) => [show(place), position, wayOut])).toContainEqual([
      marked[0],
      position,
      wayOut,
    ])
  })
})

describe('what changes nothing', () => {
  it.each(quiet)('%s', (_, path) => {
    expect(plan.sites.filter(({ place }) => place.file === path)).toEqual([])
    expect(plan.functions.filter(({ place }) => place.file === path)).toEqual([])
  })

  it('the module itself, whose own calls stay within it', () => {
    expect(plan.sites.filter(({ module }) => module === 'users')).toEqual([])
  })
})

function show({ file, line, column }: AsyncPlan['sites'][number]['place']): string {
  return `${file}:${line}:${column}`
}
