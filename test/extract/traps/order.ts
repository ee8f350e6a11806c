import type { Trap } from './trap.js'

const ledger = `const fines = new Map<string, number>()
export class Ledger {
  fineOf(reader: string) { return fines.get(reader) ?? 0 }
  has(reader: string) { return fines.has(reader) }
  charge(reader: string, cents: number) { fines.set(reader, cents) }
}
export const ledger = new Ledger()
`

function place(name: string, code: string, says: RegExp, more: Readonly<Record<string, string>> = {}): Trap {
  return {
    name,
    files: {
      'ledger/ledger.ts': ledger,
      'desk/desk.ts': `import { Ledger, ledger } from '../ledger/ledger'\n${code}`,
      ...more,
    },
    told: { in: ['asynchrony'], says },
  }
}

/** Code that counts on an answer, or an effect, at once. */
export const orders: readonly Trap[] = [
  place(
    'code after the call reads what the call has done',
    `export function close(reader: string) {
  ledger.charge(reader, 50) /*!*/
  return ledger.fineOf(reader) > 0 /*!*/
}`,
    /^plain/,
  ),
  place(
    'a condition would always hold, for a promise is true',
    `export function lend(reader: string) {
  if (ledger.has(reader)) throw new Error('pay first') /*!*/
  return reader
}`,
    /^plain/,
  ),
  place(
    'a getter asks',
    `export class Card {
  constructor(private readonly reader: string) {}
  get fine() { return ledger.fineOf(this.reader) } /*!*/
}
export const print = (card: Card) => card.fine`,
    /^getter/,
  ),
  place(
    'a constructor asks',
    `export class Reminder {
  readonly cents: number
  constructor(reader: string, from: Ledger) {
    this.cents = from.fineOf(reader) /*!*/
  }
}
export const remind = (reader: string) => new Reminder(reader, ledger)`,
    /^constructor/,
  ),
  place(
    'a property of a class asks while the instance is made',
    `export class Closing { readonly open = ledger.fineOf('all') } /*!*/
export const close = () => new Closing()`,
    /^property-initializer/,
  ),
  place(
    'a comparator asks',
    `export const sorted = (readers: string[]) =>
  readers.sort((a, b) => ledger.fineOf(a) - ledger.fineOf(b)) /*!*/`,
    /^comparator/,
  ),
  place(
    'a default value asks',
    `export function remind(reader: string, cents = ledger.fineOf(reader)) { return reader + cents } /*!*/
export const all = () => remind('Ada')`,
    /^default-parameter/,
  ),
  place(
    'toJSON asks, and JSON would hold an empty object',
    `export class Letter {
  constructor(private readonly reader: string) {}
  toJSON() { return { fine: ledger.fineOf(this.reader) } } /*!*/
}
export const text = (reader: string) => JSON.stringify(new Letter(reader))`,
    /^implicit-conversion/,
  ),
  place(
    'a filter keeps everything, for a promise is true',
    `export const debtors = (readers: string[]) => readers.filter(reader => ledger.has(reader)) /*!*/`,
    /^predicate/,
  ),
  place(
    'a generator asks between two steps',
    `export function* fines(readers: string[]) {
  for (const reader of readers) yield ledger.fineOf(reader) /*!*/
}
export const sum = (readers: string[]) => [...fines(readers)].length`,
    /^generator/,
  ),
  place(
    'a CommonJS file asks while it is loaded',
    `export const limit = ledger.fineOf('limit') /*!*/`,
    /^module-top-level/,
    { 'package.json': '{ "name": "library", "type": "commonjs" }' },
  ),
  place(
    'a text that is put together asks in its toString',
    `export class Label {
  toString() { return 'owes ' + ledger.fineOf('Ada') } /*!*/
}
export const label = () => \`\${new Label()}\``,
    /^implicit-conversion/,
  ),
  place(
    'an effect is thrown away in a listener that nobody waits for',
    `import { EventEmitter } from 'node:events'
const bell = new EventEmitter()
bell.on('closing', reader => { ledger.charge(reader, 10) }) /*!*/
export const ring = () => bell.emit('closing', 'Ada')`,
    /^listener/,
  ),
  {
    name: 'what was awaited by nobody fails unseen once it can fail on the way',
    files: {
      'ledger/ledger.ts': `import { appendFile } from 'node:fs/promises'
export class Ledger { async note(text: string) { await appendFile('notes', text) } }`,
      'desk/desk.ts': `import type { Ledger } from '../ledger/ledger'
export function stamp(ledger: Ledger) {
  ledger.note('stamped') /*!*/
  return true
}`,
    },
    told: { in: ['asynchrony'], says: /^floating existing/ },
  },
  {
    name: 'a payload is read after it was emitted, when listeners across the border have changed it',
    files: {
      'ledger/ledger.ts': `import { EventEmitter } from 'node:events'
export const vetoes = new EventEmitter()
export function lend(book: string) {
  const request = { book, refused: false }
  vetoes.emit('lending', request) /*!*/
  return request.refused ? null : book
}`,
      'desk/desk.ts': `import { vetoes } from '../ledger/ledger'
vetoes.on('lending', request => { request.refused = request.book === 'atlas' }) /*!*/
export const open = true`,
    },
    told: { in: ['inversions', 'refusals'], says: /lending|vetoes|emit/ },
  },
  {
    name: 'a failure is caught around a call that would fail later',
    files: {
      'ledger/ledger.ts': `${ledger}export function open(reader: string) {
  if (fines.has(reader)) throw new Error('known')
  fines.set(reader, 0)
  return fines.size
}`,
      'desk/desk.ts': `import { open } from '../ledger/ledger'
export function join(reader: string) {
  try {
    return open(reader) /*!*/
  } catch {
    return -1
  }
}`,
    },
    told: { in: ['asynchrony'], says: /^plain/ },
  },
]
