import type { Trap } from './trap.js'

const own = 'export const keep = 1\n'

/** What lives as long as the program, once in it. */
export const moduleState: readonly Trap[] = [
  {
    name: 'an exported variable changes while others read it',
    files: {
      'settings/settings.ts': `export let limit = 10
export function raise(by: number) { limit += by } /*!*/`,
      'loans/loans.ts': `import { limit } from '../settings/settings'
export const allowed = (count: number) => count < limit`,
    },
    told: { in: ['refusals'], says: /limit/ },
  },
  {
    name: 'others change an object of settings',
    files: {
      'settings/settings.ts': `export const settings = { locale: 'en', most: 10 }
export const text = () => settings.locale`,
      'loans/loans.ts': `import { settings } from '../settings/settings'
export function choose(locale: string) { settings.locale = locale } /*!*/`,
    },
    told: { in: ['refusals'], says: /locale|settings/ },
  },
  {
    name: 'the module changes an object of settings that others read',
    files: {
      'loans/loans.ts': `import { texts } from '../texts/texts'
export function choose(language: string) { texts.language = language } /*!*/`,
      'texts/texts.ts': `export const texts = { language: 'en' }
export const greet = () => (texts.language === 'en' ? 'Hello' : 'Salut')`,
      'desk/desk.ts': `import { greet } from '../texts/texts'
export const welcome = () => greet()`,
    },
    told: { in: ['refusals'], says: /language|texts/ },
  },
  {
    name: 'a static counter is written by others',
    files: {
      'settings/counter.ts': `export class Counter {
  static loans = 0
  static text() { return String(Counter.loans) }
}`,
      'loans/loans.ts': `import { Counter } from '../settings/counter'
export function lend() { Counter.loans++; return Counter.text() } /*!*/`,
    },
    told: { in: ['refusals', 'losses', 'treatments'], says: /changed from the other side|static/ },
  },
  {
    name: 'a static counter of the module is read by others',
    files: {
      'settings/counter.ts': `export class Counter {
  static loans = 0 /*!*/
  static add() { Counter.loans += 1 } /*!*/
}`,
      'loans/loans.ts': `import { Counter } from '../settings/counter'
export const open = () => Counter.loans < 10 /*!*/
export const lend = () => Counter.add()`,
    },
    told: { in: ['refusals', 'losses'], says: /static|state|changes/ },
  },
  {
    name: 'others push into an exported list',
    files: {
      'settings/plugins.ts': `export const plugins: string[] = []
export const count = () => plugins.length`,
      'loans/loans.ts': `import { plugins } from '../settings/plugins'
plugins.push('loans') /*!*/`,
    },
    told: { in: ['refusals'], says: /plugins/ },
  },
  {
    name: 'others read an exported cache that the module fills',
    files: {
      'settings/cache.ts': `export const cache = new Map<string, string>()
export const fill = (key: string) => cache.set(key, key)`,
      'loans/loans.ts': `import { cache } from '../settings/cache'
export const seen = (key: string) => cache.has(key) /*!*/`,
    },
    told: { in: ['refusals'], says: /cache/ },
  },
  {
    name: 'a function answers from a cache of the module',
    files: {
      'settings/rates.ts': `const rates = new Map<string, number>()
export function rateOf(name: string) {
  if (!rates.has(name)) rates.set(name, Math.random()) /*!*/
  return rates.get(name)!
}`,
      'loans/loans.ts': `import { rateOf } from '../settings/rates'
export const same = () => rateOf('a') === rateOf('a')`,
    },
    told: { in: ['treatments'], says: /^remote.*rates/ },
  },
  {
    name: 'the environment is read while the file is loaded',
    files: {
      'settings/settings.ts': `${own}export const region = process.env.REGION ?? 'north' /*!*/`,
      'loans/loans.ts': `import { region } from '../settings/settings'
export const where = () => region`,
    },
    told: { in: ['treatments'], says: /^configuration.*region/ },
  },
  {
    name: 'a file is loaded for what it does',
    files: {
      'settings/register.ts': `import { handlers } from './handlers'
handlers.set('loan', () => 'lent')`,
      'settings/handlers.ts': `export const handlers = new Map<string, () => string>()`,
      'loans/loans.ts': `import '../settings/register' /*!*/
export const ready = true`,
    },
    told: { in: ['treatments', 'refusals'], says: /loaded/ },
  },
  {
    name: 'the module adds to what the language brings, and others use it',
    files: {
      'settings/arrays.ts': `declare global { interface Array<T> { lastOne(): T | undefined } }
Array.prototype.lastOne = function () { return this[this.length - 1] } /*!*/
export const added = true`,
      'loans/loans.ts': `export const latest = (loans: string[]) => loans.lastOne() /*!*/`,
    },
    told: { in: ['refusals', 'process-wide'], says: /prototype|global|Array/ },
  },
  {
    name: 'the module listens to the whole process',
    files: {
      'settings/stop.ts': `export const open = new Set<string>()
process.on('SIGTERM', () => open.clear()) /*!*/
process.on('unhandledRejection', () => undefined)`,
      'loans/loans.ts': `import { open } from '../settings/stop'
export const isOpen = (id: string) => open.has(id)`,
    },
    told: { in: ['process-wide', 'lifecycles'], says: /process\.on|SIGTERM/ },
  },
  {
    name: 'a name is put into what is global, and others read it',
    files: {
      'settings/current.ts': `const all = globalThis as unknown as { currentReader: string }
export function enter(reader: string) { all.currentReader = reader; (globalThis as any).reader = reader } /*!*/`,
      'loans/loans.ts': `import { enter } from '../settings/current'
export function lend() { enter('Ada'); return (globalThis as any).reader } /*!*/`,
    },
    told: { in: ['process-wide', 'refusals', 'treatments'], says: /global/ },
  },
  {
    name: 'the module sets variables of the environment that others read',
    files: {
      'settings/zone.ts': `export function useZone(zone: string) { process.env.TZ = zone } /*!*/`,
      'loans/loans.ts': `import { useZone } from '../settings/zone'
export function due() { useZone('UTC'); return process.env.TZ }`,
    },
    told: { in: ['process-wide', 'refusals'], says: /process\.env|environment/ },
  },
  {
    name: 'others replace a method of a class of the module',
    files: {
      'settings/clock.ts': `export class Clock { now() { return Date.now() } }
export const clock = new Clock()`,
      'loans/loans.ts': `import { Clock } from '../settings/clock'
Clock.prototype.now = () => 0 /*!*/
export const start = new Clock().now()`,
    },
    told: { in: ['refusals', 'process-wide'], says: /now|replaced|prototype/ },
  },
  {
    name: 'others replace a method of an object of the module',
    files: {
      'settings/mail.ts': `import { appendFile } from 'node:fs/promises'
export class Mail { async send(text: string) { await appendFile('out', text) } }
export const mail = new Mail()`,
      'loans/loans.ts': `import { mail } from '../settings/mail'
mail.send = async () => undefined /*!*/
export const remind = () => mail.send('bring it back')`,
    },
    told: { in: ['refusals'], says: /replaced|changed/ },
  },
  {
    name: 'the module patches a class of others',
    files: {
      'loans/loans.ts': `import { Reader } from '../readers/readers'
Object.assign(Reader.prototype, { borrow() { return 'lent' } }) /*!*/
export const patched = true`,
      'readers/readers.ts': `export class Reader { name = '' }
export const ada = new Reader()`,
      'desk/desk.ts': `import { Reader } from '../readers/readers'
export const lend = (reader: Reader) => (reader as unknown as { borrow(): string }).borrow()`,
    },
    told: { in: ['refusals', 'process-wide'], says: /prototype|Reader/ },
  },
]
