import { describe, expect, it } from 'vitest'
import { readFrameworks } from '../../../src/extract/frameworks/read-frameworks.js'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { deriveOperations } from '../../../src/extract/seam/operations.js'
import { decideTreatments } from '../../../src/extract/treatment/decide-treatments.js'
import type { Treatment } from '../../../src/extract/treatment/treatment.js'
import { type MarkedProgram, openMarkedProgram } from '../seam/read-seam.js'

/** Treatment by symbol, or by member: `Users.find`; orders use what users declare, unless the case says `outbound`. */
type Wanted = Readonly<Record<string, Treatment>>
interface Case {
  readonly name: string
  readonly users: string
  readonly orders: string
  readonly more?: Readonly<Record<string, string>>
  readonly wanted: Wanted
}

const own = { 'users/own.ts': "import * as all from './users'\nexport const own = Object.keys(all)" }
const nest = "import { Injectable, Module, CanActivate } from '@nestjs/common'\n"

const cases: readonly Case[] = [
  // type
  {
    name: 'an interface without calls',
    users: 'export interface User { id: string }',
    orders: 'export const id = (u: User) => u.id',
    wanted: { User: 'type' },
  },
  {
    name: 'a connection that a package makes',
    users: "import knex from 'knex'\nexport const db = knex({ client: 'pg' })",
    orders: "export const list = () => db('orders')",
    wanted: { db: 'shared-kernel' },
  },
  {
    name: 'a client that is made once for all reloads',
    users:
      "import { PrismaClient } from './generated/client'\nconst kept = globalThis as any\nexport const prisma = kept.prisma ?? new PrismaClient()",
    orders: 'export const list = () => prisma.order.findMany()',
    wanted: { prisma: 'shared-kernel' },
  },
  {
    name: 'a connection that a variable gets when its file is loaded',
    users: "import Redis from 'ioredis'\nexport let redis: any\nif (process.env.REDIS) redis = new Redis()",
    orders: "export const get = () => redis.get('x')",
    wanted: { redis: 'shared-kernel' },
  },
  {
    name: 'a table of a package that connects as well',
    users:
      "import { pgTable, text } from 'drizzle-orm/pg-core'\nexport const rows = pgTable('users', { id: text('id') })",
    orders: 'export const run = (db: any) => db.select().from(rows)',
    wanted: { rows: 'refuse' },
  },
  {
    name: 'numbers and lists that are made of constants',
    users:
      "enum Kind { Oak = 'oak', Elm = 'elm' }\nexport const DAY = Math.round(24 * 60)\nexport const kinds = Object.values(Kind).filter(kind => kind !== Kind.Elm)",
    orders: 'export const run = () => [DAY, ...kinds]',
    wanted: { DAY: 'configuration', kinds: 'configuration' },
  },
  {
    name: 'a schema made with a package without state',
    users: "import { z } from 'zod'\nexport const UserSchema = z.object({ id: z.string() })",
    orders: 'export const run = (it: unknown) => UserSchema.parse(it)',
    wanted: { UserSchema: 'configuration' },
  },
  {
    name: 'a constant that is the key of something else',
    users: "export const UNKNOWN = 'unknown'",
    orders: 'export const run = (sums: Record<string, number>) => { sums[UNKNOWN] = 1 }',
    wanted: { UNKNOWN: 'configuration' },
  },
  {
    name: 'a function of whose answer members are used',
    users:
      "import { writeFile } from 'node:fs/promises'\nexport async function remove(id: string) { await writeFile(id, ''); return { gone: true, id } }",
    orders: "export const run = async () => { const { gone } = await remove('1'); return gone }",
    wanted: { remove: 'remote' },
  },
  {
    name: 'what a global of the language does, though the types of Node are not installed',
    users:
      'class Lost extends Error { constructor() { super(); Error.captureStackTrace(this, Lost) } }\nexport const lost = () => new Lost()',
    orders: 'export const run = () => { throw lost() }',
    wanted: { lost: 'pure' },
  },
  {
    name: 'what waits for something of which nothing is known',
    users: 'export const makeTable = async (db: any) => { await db.schema.createTable("users") }',
    orders: 'export const run = (db: any) => makeTable(db)',
    wanted: { makeTable: 'remote' },
  },
  {
    name: 'a class that is made where the program is put together by hand',
    users:
      'export class UserStore { constructor(private db: any) { setInterval(() => this.all(), 60_000) }\n all() { return this.db.all() } }',
    orders: 'export const makeStores = (db: any) => ({ users: new UserStore(db) })',
    wanted: { UserStore: 'wiring' },
  },
  {
    name: 'a repository of a package that is given to the other side',
    users:
      "import { EntityRepository, Repository } from 'typeorm'\nclass User { id = '' }\n@EntityRepository(User)\nexport class UserRepository extends Repository<User> {}",
    orders:
      "import { Service } from 'typedi'\n@Service()\nexport class Orders { constructor(private users: UserRepository) {}\n owner() { return this.users.findOne('1') } }",
    wanted: { UserRepository: 'refuse' },
  },
  {
    name: 'what takes a model of a generated client that is called like a connection',
    users:
      "import type { DataSource } from '@prisma/client'\nimport { readFile } from 'node:fs/promises'\nexport const load = async (source: DataSource) => readFile(`${source}`)",
    orders: "export const run = () => load('YAHOO' as any)",
    wanted: { load: 'remote' },
  },
  {
    name: 'a function that answers a route',
    users: 'export const list = (req: any, res: any) => { res.json(process.memoryUsage()) }',
    orders:
      "import { Router } from 'express'\nconst router = Router()\nconst safely = (run: any) => run\nrouter.get('/users', safely(list))\nexport default router",
    wanted: { list: 'wiring' },
  },
  { name: 'a type', users: 'export type Id = string', orders: 'export let id: Id', wanted: { Id: 'type' } },
  {
    name: 'an enum',
    users: "export enum Status { Gone = 'gone' }",
    orders: 'export const s = Status.Gone',
    wanted: { Status: 'type' },
  },
  {
    name: 'an error class',
    users: 'export class Gone extends Error { code = 410 }',
    orders: 'export const run = () => { throw new Gone() }',
    wanted: { Gone: 'type' },
  },
  {
    name: 'an error by a base of the repository',
    users: 'class Base extends Error {}\nexport class Gone extends Base {}',
    orders: 'export const is = (e: unknown) => e instanceof Gone',
    wanted: { Gone: 'type' },
  },
  {
    name: 'a class that is only data',
    users: 'export class UserDto { id!: string; name = "" }',
    orders: "const u = new UserDto(); u.name = 'x'; export const n = u.name",
    wanted: { UserDto: 'type' },
  },
  {
    name: 'a class that is asked to reach out is more than data',
    users:
      "import { readFileSync } from 'node:fs'\nexport class User { load() { return readFileSync('x') } }",
    orders: 'export const u = (user: User) => user.load()',
    wanted: { User: 'remote' },
  },
  // pure
  {
    name: 'a function of its arguments',
    users: 'export const total = (a: number, b: number) => a + b',
    orders: 'total(1, 2)',
    wanted: { total: 'pure' },
  },
  {
    name: 'a function that calls pure ones, and itself',
    users:
      'const add = (n: number): number => n === 0 ? 0 : add(n - 1)\nexport function sum(ns: number[]) { return ns.map(add) }',
    orders: 'sum([1])',
    wanted: { sum: 'pure' },
  },
  {
    name: 'a function of a package that is pure',
    users: "import { groupBy } from 'lodash'\nexport const group = (a: string[]) => groupBy(a)",
    orders: "group(['a'])",
    wanted: { group: 'pure' },
  },
  {
    name: 'the clock is on both sides',
    users: 'export const now = () => Date.now()',
    orders: 'now()',
    wanted: { now: 'shared-kernel' },
  },
  {
    name: 'a date of an argument is pure',
    users: 'export const day = (text: string) => new Date(text).getDay()',
    orders: "day('x')",
    wanted: { day: 'pure' },
  },
  {
    name: 'a cache is state',
    users: 'const cache = new Map<string, string>()\nexport const get = (k: string) => cache.get(k)',
    orders: "get('x')",
    wanted: { get: 'remote' },
  },
  {
    name: 'a table that never changes is none',
    users: "const names = { a: 'Ada' }\nexport const get = (k: 'a') => names[k]",
    orders: "get('a')",
    wanted: { get: 'pure' },
  },
  {
    name: 'a counter is state',
    users: 'let n = 0\nexport const next = () => ++n',
    orders: 'next()',
    wanted: { next: 'remote' },
  },
  {
    name: 'state two calls away',
    users: 'let n = 0\nconst inner = () => n\nconst outer = () => inner()\nexport const read = () => outer()',
    orders: 'read()',
    wanted: { read: 'remote' },
  },
  {
    name: 'a value object',
    users:
      'export class Money { constructor(readonly cents: number) {}\n static of(n: number) { return new Money(n) }\n plus(other: Money) { return Money.of(this.cents + other.cents) } }',
    orders: 'export const m = Money.of(1).plus(Money.of(2)).cents',
    wanted: { Money: 'pure', 'Money.plus': 'pure', 'Money.cents': 'type' },
  },
  // configuration
  {
    name: 'constants',
    users: "export const limits = { page: 20 }\nexport const topic = 'users'",
    orders: 'export const x = [limits.page, topic]',
    wanted: { limits: 'configuration', topic: 'configuration' },
  },
  {
    name: 'settings from the environment',
    users: 'export const url = process.env.URL',
    orders: 'export const x = url',
    wanted: { url: 'configuration' },
  },
  {
    name: 'a reader of the environment',
    users: "export const isTest = () => process.env.NODE_ENV === 'test'",
    orders: 'isTest()',
    wanted: { isTest: 'configuration' },
  },
  {
    name: 'an empty container is no constant',
    users: 'export const seen: string[] = []',
    orders: "seen.push('x')",
    wanted: { seen: 'refuse' },
  },
  // remote
  {
    name: 'methods of a provider',
    users: `${nest}@Injectable()\nexport class Users { constructor(private db: { load(id: string): Promise<string> }) {}\n async find(id: string) { return this.db.load(id) } }`,
    orders:
      'export class Orders { constructor(private users: Users) {}\n run() { return this.users.find("1") } }',
    wanted: { Users: 'remote', 'Users.find': 'remote' },
  },
  {
    name: 'a pure method of a provider',
    users: `${nest}@Injectable()\nexport class Users { constructor(private db: { load(id: string): Promise<string> }) {}\n label(id: string) { return 'user ' + id } }`,
    orders:
      'export class Orders { constructor(private users: Users) {}\n run() { return this.users.label("1") } }',
    wanted: { 'Users.label': 'pure' },
  },
  {
    name: 'an interface of a service',
    users:
      'export interface Users { find(id: string): Promise<string> }\nexport class SqlUsers implements Users { async find(id: string) { return fetch(id).then(String) } }',
    orders:
      'export class Orders { constructor(private users: Users) {}\n run() { return this.users.find("1") } }',
    wanted: { Users: 'remote' },
  },
  {
    name: 'an interface that the caller implements',
    users: 'export interface Users { find(id: string): Promise<string> }',
    orders:
      'export class Own implements Users { async find(id: string) { return id } }\nexport const run = (u: Users) => u.find("1")',
    wanted: { Users: 'type' },
  },
  {
    name: 'an object that a file makes of a class',
    users: 'class Repo { async find(id: string) { return fetch(id) } }\nexport const repo = new Repo()',
    orders: 'export const run = (use: (r: unknown) => void) => use(repo)',
    wanted: { repo: 'wiring' },
  },
  {
    name: 'a function that reaches out',
    users: 'export const load = async (id: string) => fetch(id)',
    orders: "await load('1')",
    wanted: { load: 'remote' },
  },
  // event
  {
    name: 'an event',
    users: 'export class UserAdded { constructor(readonly id: string) {} }',
    orders:
      "import { EventsHandler } from '@nestjs/cqrs'\n@EventsHandler(UserAdded)\nexport class Welcome { handle(e: UserAdded) { return e.id } }",
    wanted: { UserAdded: 'event' },
  },
  {
    name: 'a class that is no event, in a handler',
    users: 'export class Name { constructor(readonly text: string) {} }',
    orders:
      "import { EventsHandler } from '@nestjs/cqrs'\nclass Own {}\n@EventsHandler(Own)\nexport class Welcome { handle() { return new Name('x').text } }",
    wanted: { Name: 'type' },
  },
  {
    name: 'an event that is published',
    users: 'export class UserAdded { constructor(readonly id: string) {} }',
    orders: "declare const bus: { publish(e: object): void }\nbus.publish(new UserAdded('1'))",
    wanted: { UserAdded: 'event' },
  },
  // shared kernel
  {
    name: 'a guard',
    users: `${nest}@Injectable()\nexport class Guard implements CanActivate { canActivate() { return true } }`,
    orders: "import { UseGuards } from '@nestjs/common'\n@UseGuards(Guard)\nexport class Orders {}",
    wanted: { Guard: 'shared-kernel' },
  },
  {
    name: 'a decorator',
    users: 'export const Log = (): ClassDecorator => () => {}',
    orders: '@Log()\nexport class Orders {}',
    wanted: { Log: 'shared-kernel' },
  },
  {
    name: 'an abstract base class',
    users: 'export abstract class Entity { id = 1; abstract check(): void }',
    orders: 'export class Order extends Entity { check() { return this.id } }',
    wanted: { Entity: 'shared-kernel' },
  },
  {
    name: 'a logger',
    users: 'export class AppLogger { log(text: string) { console.log(text) } }',
    orders: "export const run = (logger: AppLogger) => logger.log('x')",
    wanted: { AppLogger: 'shared-kernel' },
  },
  // wiring
  {
    name: 'a module of a container',
    users: `${nest}@Module({})\nexport class UsersModule {}`,
    orders:
      "import { Module } from '@nestjs/common'\n@Module({ imports: [UsersModule] })\nexport class OrdersModule {}",
    wanted: { UsersModule: 'wiring' },
  },
  {
    name: 'a router',
    users: "import { Router } from 'express'\nexport const router = Router()",
    orders: "import express from 'express'\nexpress().use('/users', router)",
    wanted: { router: 'wiring' },
  },
  {
    name: 'a provider that is only listed',
    users: `${nest}@Injectable()\nexport class Users { async find() { return fetch('x') } }`,
    orders:
      "import { Module } from '@nestjs/common'\n@Module({ providers: [Users] })\nexport class OrdersModule {}",
    wanted: { Users: 'wiring' },
  },
  {
    name: 'a class that is listed',
    users: `${nest}@Injectable()\nexport class Users { async find() { return fetch('x') } }`,
    orders: 'export const all = [Users]',
    wanted: { Users: 'wiring' },
  },
  {
    name: 'a client of the database',
    users: `import { PrismaClient } from '@prisma/client'\n${nest}@Injectable()\nexport class Database extends PrismaClient {}`,
    orders: 'export class Orders { constructor(private db: Database) {} }',
    wanted: { Database: 'shared-kernel' },
  },
  // refuse
  {
    name: 'a function among the arguments',
    users: 'export async function each(use: (id: string) => void) { use(await fetch("x").then(String)) }',
    orders: 'await each(console.log)',
    wanted: { each: 'refuse' },
  },
  {
    name: 'a pure function may be given functions',
    users: 'export const twice = (f: (n: number) => number) => (n: number) => f(f(n))',
    orders: 'twice(n => n)(1)',
    wanted: { twice: 'pure' },
  },
  {
    name: 'an object of functions among the arguments',
    users:
      'const watchers: Watcher[] = []\nexport interface Watcher { seen: (bird: string) => void }\nexport function watch(watcher: Watcher) { watchers.push(watcher) }',
    orders: 'watch({ seen: () => {} })',
    wanted: { watch: 'refuse' },
  },
  {
    name: 'a class among the arguments',
    users: 'export async function hatch(kind: new () => object) { await fetch("x"); return new kind() }',
    orders: 'await hatch(Date)',
    wanted: { hatch: 'refuse' },
  },
  {
    name: 'a class of settings of which values are read',
    users: `${nest}@Injectable()\nexport class AviaryConfigService { private all = JSON.parse(process.env.AVIARY ?? ''); get size(): number { return this.all.size } }`,
    orders:
      'export class Orders { constructor(private config: AviaryConfigService) {} most() { return this.config.size } }',
    wanted: { AviaryConfigService: 'configuration' },
  },
  {
    name: 'a class that hands on to a bus',
    users: `${nest}import { PubSub } from 'graphql-subscriptions'\n@Injectable()\nexport class Calls { private bus = new PubSub(); async publish(bird: string) { await this.bus.publish('calls', bird) }\n hear() { return this.bus.asyncIterableIterator<string>('calls') } }`,
    orders:
      "export class Orders { constructor(private calls: Calls) {} run() { void this.calls.publish('wren'); return this.calls.hear() } }",
    wanted: { Calls: 'shared-kernel' },
  },
  {
    name: 'a class that does more than hand on to a bus',
    users: `${nest}import { PubSub } from 'graphql-subscriptions'\n@Injectable()\nexport class Calls { private heard = 0; private bus = new PubSub(); async publish(bird: string) { this.heard++; await this.bus.publish('calls', bird) } }`,
    orders:
      "export class Orders { constructor(private calls: Calls) {} run() { void this.calls.publish('wren') } }",
    wanted: { Calls: 'remote' },
  },
  {
    name: 'a provider that is only made where things are put together',
    users: `${nest}let last = ''\n@Injectable()\nexport class LocalNest { keep(egg: string) { last = egg; return fetch(last) } }`,
    orders: 'export const parts = { nest: new LocalNest() }',
    wanted: { LocalNest: 'wiring' },
  },
  {
    name: 'settings that are listed with others',
    users:
      "import { registerAs } from '@nestjs/config'\nexport const feeding = registerAs('feeding', () => ({ most: Number(process.env.MOST) }))",
    orders: `import { ConfigModule } from '@nestjs/config'\n${nest}@Module({ imports: [ConfigModule.forRoot({ load: [feeding] })] }) export class OrdersModule {}`,
    wanted: { feeding: 'configuration' },
  },
  {
    name: 'a function as the answer',
    users: 'let n = 0\nexport function counter() { return () => ++n }',
    orders: 'counter()()',
    wanted: { counter: 'refuse' },
  },
  {
    name: 'a stream',
    users:
      "import { createReadStream } from 'node:fs'\nimport type { Readable } from 'node:stream'\nexport function open(p: string): Readable { return createReadStream(p) }",
    orders: "open('x')",
    wanted: { open: 'refuse' },
  },
  {
    name: 'a request of the server',
    users:
      "import type { Request } from 'express'\nexport async function user(req: Request) { return fetch(req.url) }",
    orders: 'export const run = (req: never) => user(req)',
    wanted: { user: 'refuse' },
  },
  {
    name: 'a request that is data of the repository',
    users:
      'export interface Request { id: string }\nexport async function ask(r: Request) { return fetch(r.id) }',
    orders: "ask({ id: '1' })",
    wanted: { ask: 'remote' },
  },
  {
    name: 'a transaction by its type',
    users:
      "import type { EntityManager } from 'typeorm'\nexport async function add(m: EntityManager) { await m.save({}) }",
    orders: 'export const run = (m: never) => add(m)',
    wanted: { add: 'refuse' },
  },
  {
    name: 'a transaction by where it comes from',
    users: 'export async function add(tx: unknown) { await fetch(String(tx)) }',
    orders:
      'declare const db: { transaction(f: (tx: unknown) => Promise<void>): Promise<void> }\nawait db.transaction(async tx => { await add(tx) })',
    wanted: { add: 'refuse' },
  },
  {
    name: 'an argument of another callback',
    users: 'export async function add(id: unknown) { await fetch(String(id)) }',
    orders:
      'declare const ids: { each(f: (id: unknown) => Promise<void>): void }\nids.each(async id => { await add(id) })',
    wanted: { add: 'remote' },
  },
  {
    name: 'a variable that changes',
    users: "export let current = ''\nexport function login(name: string) { current = name }",
    orders: 'export const x = () => current',
    wanted: { current: 'refuse' },
  },
  {
    name: 'a variable that does not change',
    users: 'export let page = 20',
    orders: 'export const x = () => page',
    wanted: { page: 'configuration' },
  },
  {
    name: 'a constant that others change',
    users: 'export const limits = { page: 20 }',
    orders: 'limits.page = 10',
    wanted: { limits: 'refuse' },
  },
  {
    name: 'a generator',
    users: 'const all = new Set<string>()\nexport function* ids() { yield* all }',
    orders: 'for (const id of ids()) console.log(id)',
    wanted: { ids: 'refuse' },
  },
  {
    name: 'a builder',
    users: `${nest}@Injectable()\nexport class Query { parts: string[] = []\n where(part: string) { this.parts.push(part); return this } }`,
    orders: 'export class Orders { constructor(private q: Query) {}\n run() { return this.q.where("x") } }',
    wanted: { 'Query.where': 'refuse' },
  },
  {
    name: 'a provider that others extend',
    users: `${nest}@Injectable()\nexport class Users { async find() { return fetch('x') } }`,
    orders: 'export class Special extends Users {}',
    wanted: { Users: 'refuse' },
  },
  {
    name: 'an entity with a relation',
    users: "import { Entity } from 'typeorm'\n@Entity()\nexport class User { id = 1 }",
    orders: "import { ManyToOne } from 'typeorm'\nexport class Order { @ManyToOne(() => User) user!: User }",
    wanted: { User: 'refuse' },
  },
  {
    name: 'an entity whose table the other side uses',
    users: "import { Entity } from 'typeorm'\n@Entity()\nexport class User { id = 1 }",
    orders:
      "import { InjectRepository } from '@nestjs/typeorm'\nexport class Orders { constructor(@InjectRepository(User) readonly users: unknown) {} }",
    wanted: { User: 'refuse' },
  },
  {
    name: 'an entity that is only data across',
    users: "import { Entity } from 'typeorm'\n@Entity()\nexport class User { id = 1 }",
    orders: 'export const id = (u: User) => u.id',
    wanted: { User: 'type' },
  },
  {
    name: 'data that a living object answers with',
    users: `export class Users {
  readonly known = new Map<string, number>()
  async add(id: string) { this.known.set(id, 1); return { id, total: this.known.size } }
}`,
    orders: 'const users = new Users()\nexport const run = async () => (await users.add("a")).total',
    wanted: { 'Users.add': 'remote', 'Users.add.total': 'type' },
  },
  {
    name: 'state of a living object',
    users: `${nest}@Injectable()\nexport class Users { online = 0\n async find() { return fetch('x') } }`,
    orders:
      'export class Orders { constructor(private users: Users) {}\n run() { return this.users.online } }',
    wanted: { 'Users.online': 'refuse' },
  },
  // move
  {
    name: 'a file that only the other side uses',
    users: 'export const total = (n: number) => n',
    orders: 'total(1)',
    more: { 'users/own.ts': 'export const other = 1' },
    wanted: { total: 'move' },
  },
  {
    name: 'a file that two others use stays',
    users: 'export const total = (n: number) => n',
    orders: 'total(1)',
    more: {
      'users/own.ts': 'export const other = 1',
      'mail/mail.ts': "import { total } from '../users/users'\ntotal(1)",
    },
    wanted: { total: 'pure' },
  },
]

const folderOf = (index: number) => `case${String(index).padStart(2, '0')}`
let opened: Promise<MarkedProgram> | null = null

function sourcesOf({ users, orders, more = own }: Case): Readonly<Record<string, string>> {
  const names = [
    ...users.matchAll(
      /^export (?:async |abstract )*(?:const|let|function\*?|class|interface|type|enum) (\w+)/gm,
    ),
  ].map(([, name]) => name)
  return {
    'users/users.ts': users,
    'orders/orders.ts': `import { ${names.join(', ')} } from '../users/users'\n${orders}`,
    ...more,
  }
}

/** All cases are one program: libraries are read once. */
function open(): Promise<MarkedProgram> {
  opened ??= openMarkedProgram(
    Object.fromEntries(
      cases.flatMap((each, index) =>
        Object.entries(sourcesOf(each)).map(([path, text]): [string, string] => [
          `${folderOf(index)}/${path}`,
          text,
        ]),
      ),
    ),
  )
  return opened
}

async function decide(index: number, folder: string) {
  const { program, moduleAt } = await open()
  const seam = deriveSeam(program, moduleAt(`${folderOf(index)}/${folder}`))
  return { seam, decided: decideTreatments({ program, seam, frameworks: readFrameworks(program) }) }
}

describe('the treatment of', () => {
  for (const [index, { name, wanted }] of cases.entries()) {
    it(name, async () => {
      const { decided } = await decide(index, 'users')
      const found = decided.flatMap(({ symbol, treatment, members, reason }) => {
        const [, own = ''] = symbol.split('#')
        const inner = members.map(
          each => [`${own}.${each.member}`, `${each.treatment}: ${each.reason.text}`] as const,
        )
        return [[own, `${treatment}: ${reason.text}`] as const, ...inner]
      })
      const byName = Object.fromEntries(found)
      for (const [key, treatment] of Object.entries(wanted))
        expect(`${key} ${byName[key]}`).toContain(`${key} ${treatment}:`)
    }, 60_000)
  }

  it('is the same from the other side', async () => {
    for (const index of [0, 7, 21, 27]) {
      const inbound = (await decide(index, 'users')).decided
      const outbound = (await decide(index, 'orders')).decided
      expect(outbound.map(({ symbol, treatment }) => [symbol, treatment])).toEqual(
        inbound.map(({ symbol, treatment }) => [symbol, treatment]),
      )
    }
  }, 60_000)

  it('says at which place it was decided', async () => {
    const { program } = await open()
    for (let index = 0; index < cases.length; index++) {
      for (const { reason } of (await decide(index, 'users')).decided) {
        expect(program.fileAt(reason.place.file), reason.text).not.toBeNull()
        expect(reason.text).toMatch(/^\S.*\S$/)
      }
    }
  }, 60_000)
})

describe('operations', () => {
  it('are the methods and functions that are called over the network, with names of their own', async () => {
    const { program } = await openMarkedProgram({
      'shop/users/a.ts':
        "export class Users { async find(id: string) { return fetch(id) }\n label() { return 'x' } }\nexport const load = async () => fetch('x')",
      'shop/users/b.ts': 'export class Users { async find(id: string) { return fetch(id) } }',
      'shop/users/own.ts': "import './a'\nimport './b'",
      'shop/orders/orders.ts':
        "import { Users, load } from '../users/a'\nimport { Users as Others } from '../users/b'\nexport const run = (a: Users, b: Others) => [a.find('1'), a.label(), b.find('2'), load()]",
    })
    const seam = deriveSeam(program, 'users')
    const decided = decideTreatments({ program, seam, frameworks: readFrameworks(program) })
    expect(deriveOperations(seam, decided).map(({ name, member }) => [name, member])).toEqual([
      ['Users.find', 'find'],
      ['load', null],
      ['Users.find2', 'find'],
    ])
  }, 30_000)
})
