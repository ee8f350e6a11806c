import type { Trap } from './trap.js'

const birds = `import { readFile } from 'node:fs/promises'
export class Birds {
  async band(id: string) { return readFile(id, 'utf8') }
}
export const birds = new Birds()
`
const fines = `const fines = new Map<string, number>()
export const fineOf = (reader: string) => fines.get(reader) ?? 0
export const owes = (reader: string) => fines.has(reader)
export const charge = (reader: string) => { fines.set(reader, 1) }
`
const asks = (name: string, code: string, says: RegExp): Trap => ({
  name,
  files: {
    'fines/fines.ts': fines,
    'desk/desk.ts': `import { charge, fineOf, owes } from '../fines/fines'\nexport const all = [charge, fineOf, owes].length\n${code}`,
  },
  told: { in: ['asynchrony'], says },
})
const settings = (name: string, code: string, says: RegExp): Trap => ({
  name,
  files: {
    'settings/settings.ts': `export const settings = { limit: 10, hosts: ['a'], nested: { zone: 'UTC' } }
export const text = () => String(settings.limit)`,
    'loans/loans.ts': `import { settings } from '../settings/settings'\n${code}`,
  },
  told: { in: ['refusals'], says },
})

/** Written when those of the other themes were told, in other words and in the other direction, to see whether that was for a general reason. */
export const afterwards: readonly Trap[] = [
  {
    name: 'the module changes what others answer with and keep',
    files: {
      'loans/loans.ts': `import { profileOf } from '../readers/readers'
export async function rename(id: string) {
  const profile = await profileOf(id)
  profile.name = 'Ada' /*!*/
}`,
      'readers/readers.ts': `const profiles = new Map<string, { name: string }>()
export async function profileOf(id: string) {
  return profiles.get(id)! /*!*/
}
export const add = (id: string) => profiles.set(id, { name: '' })`,
      'desk/desk.ts': `import { add, profileOf } from '../readers/readers'
export const both = [add, profileOf]`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'a function of a CommonJS file changes its argument',
    files: {
      'package.json': '{ "name": "loans", "type": "commonjs" }',
      'loans/loans.js': `const { appendFileSync } = require('node:fs')
exports.lend = function (loan) {
  appendFileSync('loans', loan.title)
  loan.due = Date.now() /*!*/
}`,
      'desk/desk.js': `const loans = require('../loans/loans')
exports.close = loan => { loans.lend(loan); return loan.due }`,
    },
    told: { in: ['losses'], says: /mutation/ },
  },
  {
    name: 'an object with a list of its own is called by others',
    files: {
      'carts/cart.ts': `export const cart = {
  items: [] as string[],
  add(item: string) { this.items.push(item); return this.items.length }, /*!*/
}`,
      'desk/desk.ts': `import { cart } from '../carts/cart'
export const scan = (item: string) => cart.add(item) /*!*/`,
    },
    told: { in: ['asynchrony', 'refusals'], says: /^plain|living|cart/ },
  },
  {
    name: 'a closure counts for everybody',
    files: {
      'carts/numbers.ts': `function count() { let last = 0; return { next: () => ++last } } /*!*/
export const numbers = count() /*!*/`,
      'desk/desk.ts': `import { numbers } from '../carts/numbers'
export const number = () => numbers.next() /*!*/`,
    },
    told: { in: ['asynchrony', 'refusals'], says: /^plain|living|numbers|next/ },
  },
  {
    name: 'a client is made once, and others call it',
    files: {
      'mail/client.ts': `class Client { private open = 0; send(text: string) { this.open += 1; return text.length + this.open } }
let client: Client | undefined
export function mail() {
  client ??= new Client()
  return client /*!*/
}`,
      'desk/desk.ts': `import { mail } from '../mail/client'
export const remind = () => mail().send('bring it back') /*!*/`,
    },
    told: { in: ['losses', 'refusals'], says: /identity|methods|living|private/ },
  },
  {
    name: 'a static map of a class answers',
    files: {
      'rates/rates.ts': `export class Rates {
  private static readonly known = new Map<string, { value: number }>()
  static of(name: string) {
    return Rates.known.get(name)! /*!*/
  }
  static set(name: string, value: number) { Rates.known.set(name, { value }) }
}`,
      'desk/desk.ts': `import { Rates } from '../rates/rates'
export function raise(name: string) { Rates.of(name).value += 1; Rates.set('all', 1) }`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  asks(
    'a comparator with a name asks',
    `const byFine = (a: string, b: string) => fineOf(a) - fineOf(b) /*!*/
export const sorted = (readers: string[]) => readers.sort(byFine) /*!*/`,
    /^comparator/,
  ),
  asks(
    'an operation itself is the predicate',
    `export const debtors = (all: string[]) => all.filter(owes) /*!*/`,
    /^predicate/,
  ),
  asks(
    'a text holds a promise',
    'export const label = (reader: string) => `owes ${fineOf(reader)}` /*!*/',
    /^plain/,
  ),
  asks(
    'a choice is made by an answer',
    `export function show(reader: string) { switch (fineOf(reader)) { case 0: return 'none'; default: return 'some' } } /*!*/`,
    /^plain/,
  ),
  asks('a timer asks', `export const later = () => setTimeout(() => { charge('Ada') }, 10) /*!*/`, /^timer/),
  asks(
    'a field is asked for in a class that is static',
    `export class Wall { static readonly fine = fineOf('all') } /*!*/`,
    /^static-initializer/,
  ),
  asks(
    'a grouping asks for its key',
    `export const grouped = (all: string[]) => Object.groupBy(all, reader => String(owes(reader))) /*!*/`,
    /^grouping/,
  ),
  settings(
    'others delete a setting',
    `export const forget = () => { delete (settings as { limit?: number }).limit } /*!*/`,
    /settings|limit/,
  ),
  settings(
    'others assign settings all at once',
    `export const load = (more: object) => { Object.assign(settings, more) } /*!*/`,
    /settings/,
  ),
  settings(
    'others push into a list within settings',
    `export const host = (name: string) => { settings.hosts.push(name) } /*!*/`,
    /settings|hosts/,
  ),
  settings(
    'others set what lies deep within settings',
    `export const zone = (name: string) => { settings.nested.zone = name } /*!*/`,
    /settings|zone|nested/,
  ),
  {
    name: 'the module replaces a function of the language',
    files: {
      'chance/chance.ts': `export function fix(seed: number) { Math.random = () => seed } /*!*/`,
      'desk/desk.ts': `import { fix } from '../chance/chance'
export const draw = () => { fix(0.5); return Math.random() }`,
    },
    told: { in: ['process-wide'], says: /Math\.random/ },
  },
  {
    name: 'the module ends the process',
    files: {
      'chance/guard.ts': `import { appendFile } from 'node:fs/promises'
export async function guard(text: string) {
  await appendFile('log', text)
  if (text === 'panic') process.exit(1) /*!*/
}`,
      'desk/desk.ts': `import { guard } from '../chance/guard'
export const close = () => guard('panic')`,
    },
    told: { in: ['process-wide', 'losses', 'refusals'], says: /process\.exit/ },
  },
  {
    name: 'a context that middleware of others opens',
    files: {
      'audit/context.ts': `import { AsyncLocalStorage } from 'node:async_hooks'
export const trace = new AsyncLocalStorage<Map<string, string>>()`,
      'audit/audit.ts': `import { appendFile } from 'node:fs/promises'
import { trace } from './context'
export const note = async (text: string) => appendFile('audit', (trace.getStore()?.get('id') ?? '') + text) /*!*/`,
      'web/app.ts': `import express from 'express'
import { note } from '../audit/audit'
import { trace } from '../audit/context'
const app = express()
app.use((_req, _res, next) => trace.run(new Map(), () => next()))
app.get('/', async (_req, res) => { await note('seen'); res.end() })`,
    },
    told: { in: ['process-wide'], says: /^call-context/ },
  },
  {
    name: 'a name that is computed is taken out of a service',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
export function run(name: 'band') {
  const { [name]: call } = birds /*!*/
  return call.call(birds, 'a')
}`,
    },
    told: { in: ['unfollowed'], says: /Birds|birds/ },
  },
  {
    name: 'a container without types answers by name',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { container } from '../shared/container'
export const ring = () => container.resolve('birds').band('a') /*!*/`,
      'shared/container.ts': `const all = new Map<string, any>()
export const container = { add: (name: string, made: object) => all.set(name, made), resolve: (name: string) => all.get(name) }`,
      'app.ts': `import { birds } from './birds/birds'
import { container } from './shared/container'
import './walks/walks'
container.add('birds', birds)`,
    },
    told: { in: ['unfollowed'], says: /Birds\.band/ },
  },
  {
    name: 'the module calls a service of others through a computed name',
    files: {
      'walks/walks.ts': `import { birds } from '../birds/birds'
export const run = (action: string) => (birds as any)[action]('a') /*!*/`,
      'birds/birds.ts': birds,
      'desk/desk.ts': `import { birds } from '../birds/birds'
export const ring = () => birds.band('b')`,
    },
    told: { in: ['unfollowed'], says: /birds/i },
  },
  {
    name: 'the module listens to an emitter of others',
    files: {
      'walks/walks.ts': `import { bell } from '../bells/bells'
export const heard: string[] = []
bell.on('rung', (place: string) => { heard.push(place) }) /*!*/`,
      'bells/bells.ts': `import { EventEmitter } from 'node:events'
export const bell = new EventEmitter()
export const ring = () => bell.emit('rung', 'hall')`,
      'desk/desk.ts': `import { ring } from '../bells/bells'
export const close = () => ring()`,
    },
    told: { in: ['inversions', 'refusals'], says: /bell/ },
  },
  {
    name: 'functions among the options of a call',
    files: {
      'imports/imports.ts': `import { readFile } from 'node:fs/promises'
export interface Options { onRow: (row: string) => void; path: string }
export async function load(options: Options) { /*!*/
  for (const row of (await readFile(options.path, 'utf8')).split('\\n')) options.onRow(row) /*!*/
}`,
      'desk/desk.ts': `import { load } from '../imports/imports'
const rows: string[] = []
export const start = () => load({ path: 'x', onRow: row => { rows.push(row) } }) /*!*/`,
    },
    told: { in: ['inversions', 'losses', 'refusals'], says: /function|strategy|load/ },
  },
  {
    name: 'an answer that others watch',
    files: {
      'imports/watch.ts': `import { Observable } from 'rxjs'
import { watch } from 'node:fs'
export const changes = (path: string): Observable<string> => new Observable(told => { watch(path, () => told.next(path)) }) /*!*/`,
      'desk/desk.ts': `import { changes } from '../imports/watch'
export const follow = () => changes('x').subscribe(path => console.log(path)) /*!*/`,
    },
    told: {
      in: ['inversions', 'refusals', 'losses', 'treatments', 'contract'],
      says: /observable|subscribe/i,
    },
  },
  {
    name: 'rows of others are joined by a builder',
    files: {
      'loans/loans.ts': `import type { Knex } from 'knex'
export const lend = (knex: Knex) => knex('loan_built').insert({ title: 'a' })
export const list = (knex: Knex) => knex('loan_built').join('shelf_built', 'shelf_built.title', 'loan_built.title').select() /*!*/`,
      'shelf/shelf.ts': `import type { Knex } from 'knex'
export const put = (knex: Knex) => knex('shelf_built').insert({ title: 'a' })`,
    },
    told: { in: ['ties'], says: /loan_built.*shelf_built/ },
  },
  {
    name: 'both sides write one table',
    files: {
      'loans/loans.ts': `import { Pool } from 'pg'
const pool = new Pool()
export const lend = () => pool.query('insert into history_shared (what) values (1)') /*!*/`,
      'shelf/shelf.ts': `import { Pool } from 'pg'
const pool = new Pool()
export const put = () => pool.query('insert into history_shared (what) values (2)') /*!*/`,
    },
    told: { in: ['tables'], says: /history_shared.*write/ },
  },
  {
    name: 'a transaction of MikroORM calls across',
    files: {
      'stock/stock.ts': `import type { EntityManager } from '@mikro-orm/core'
export class Stock {
  constructor(private readonly em: EntityManager) {}
  async take(item: string) { await this.em.getConnection().execute('update stock_mikro set left_over = 0 where item = ?', [item]) }
}`,
      'sales/sales.ts': `import type { EntityManager } from '@mikro-orm/core'
import { Stock } from '../stock/stock'
export const sell = (em: EntityManager, stock: Stock) =>
  em.transactional(async inner => { /*!*/
    await inner.flush()
    await stock.take('a') /*!*/
  })`,
    },
    told: { in: ['transactions'], says: /Stock\.take/ },
  },
  {
    name: 'an error as an answer',
    files: {
      'doors/doors.ts': `import { readFile } from 'node:fs/promises'
export class Stuck extends Error { constructor(readonly door: string) { super('stuck') } }
export async function open(door: string): Promise<Stuck | null> { /*!*/
  return (await readFile(door)).length === 0 ? new Stuck(door) : null
}`,
      'desk/desk.ts': `import { open, Stuck } from '../doors/doors'
export const enter = async () => (await open('front')) instanceof Stuck`,
    },
    told: { in: ['contract', 'losses'], says: /Stuck/ },
  },
  {
    name: 'a getter of a living service is read',
    files: {
      'doors/doors.ts': `import { Injectable } from '@nestjs/common'
@Injectable()
export class Doors {
  private readonly open = new Set<string>()
  get count() { return this.open.size } /*!*/
  shut(door: string) { this.open.delete(door) }
}`,
      'desk/desk.ts': `import { Injectable } from '@nestjs/common'
import { Doors } from '../doors/doors'
@Injectable()
export class Desk { constructor(private readonly doors: Doors) {} safe() { return this.doors.count === 0 } } /*!*/`,
    },
    told: { in: ['refusals'], says: /count/ },
  },
]
