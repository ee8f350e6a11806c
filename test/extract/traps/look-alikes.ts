import type { LookAlike } from './trap.js'

const birds = `import { readFile } from 'node:fs/promises'
export class Birds {
  async find(id: string) { return readFile(id, 'utf8') }
}
export const birds = new Birds()
`

/** Code that looks as if it lost something at the border. */
export const lookAlikes: readonly LookAlike[] = [
  {
    name: 'a copy of a list is sorted',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
export class Birds {
  async sorted(names: string[]) { await readFile('x'); return [...names].sort() }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const list = (birds: Birds) => birds.sorted(['wren'])`,
    },
  },
  {
    name: 'a parameter is given a copy before it is changed',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
export interface Bird { name: string; weight: number }
export class Birds {
  async feed(bird: Bird) {
    const own = { ...bird }
    own.weight += (await readFile('x')).length
    return own
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const feed = (birds: Birds) => birds.feed({ name: 'wren', weight: 1 })`,
    },
  },
  {
    name: 'a loop over an answer',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
export class Birds { async all() { return (await readFile('birds', 'utf8')).split(',') } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export async function count(birds: Birds) { let sum = 0; for (const name of await birds.all()) sum += name.length; return sum }`,
    },
  },
  {
    name: 'a loop over a pure function of the module',
    files: {
      'birds/names.ts': 'export const tidy = (name: string) => name.trim().toLowerCase()',
      'walks/walks.ts': `import { tidy } from '../birds/names'
export const all = (names: string[]) => names.map(tidy).filter(name => tidy(name) !== '')`,
    },
  },
  {
    name: 'a transaction that stays within its module',
    files: {
      'birds/birds.ts': `import type { DataSource, EntityManager } from 'typeorm'
async function mark(manager: EntityManager) { await manager.query('update bird_alone set seen = true') }
export class Birds {
  constructor(private readonly source: DataSource) {}
  async see() { await this.source.transaction(async manager => { await mark(manager) }); return true }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const see = (birds: Birds) => birds.see()`,
    },
  },
  {
    name: 'two calls at once that are no loop',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
export const both = () => Promise.all([birds.find('wren'), birds.find('owl')])`,
    },
  },
  {
    name: 'an error that the module keeps to itself',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
class Lost extends Error {}
async function trace(id: string) { if ((await readFile(id)).length === 0) throw new Lost(id); return id }
export class Birds { async find(id: string) { try { return await trace(id) } catch (error) { if (error instanceof Lost) return null; return null } } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const find = (birds: Birds) => birds.find('wren')`,
    },
  },
  {
    name: 'a receiver without a type that is data which was read',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
export async function tall(text: string) {
  const rows: any = JSON.parse(text)
  const row = rows.find((each: any) => each.tall)
  return row ?? (await birds.find('wren'))
}`,
    },
  },
  {
    name: 'a record of its own by a computed key',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
const songs: Record<string, () => string> = { wren: () => 'long' }
export const sing = async (name: string) => (songs[name]?.() ?? '') + (await birds.find(name))`,
    },
  },
  {
    name: 'an answer’s list is read by a computed index',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
export class Birds { async all(): Promise<string[]> { return (await readFile('birds', 'utf8')).split(',') } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export async function nth(birds: Birds, n: number) { const all = await birds.all(); return all[n]?.toUpperCase() }`,
    },
  },
  {
    name: 'an emitter of the module alone',
    files: {
      'birds/birds.ts': `import { EventEmitter } from 'node:events'
import { readFile } from 'node:fs/promises'
const own = new EventEmitter()
let seen = 0
own.on('seen', () => { seen += 1 })
export class Birds { async see(id: string) { own.emit('seen'); return (await readFile(id)).length + seen } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const see = (birds: Birds) => birds.see('wren')`,
    },
  },
  {
    name: 'a static constant that others read',
    files: {
      'birds/birds.ts': `export class Limits { static readonly most = 10 }
export const own = () => Limits.most`,
      'walks/walks.ts': `import { Limits } from '../birds/birds'
export const full = (count: number) => count >= Limits.most`,
    },
  },
  {
    name: 'a context that is entered and left within the module',
    files: {
      'birds/birds.ts': `import { AsyncLocalStorage } from 'node:async_hooks'
import { readFile } from 'node:fs/promises'
const trace = new AsyncLocalStorage<string>()
const read = async () => (await readFile(trace.getStore() ?? 'x')).length
export class Birds { async weigh(id: string) { return trace.run(id, read) } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const weigh = (birds: Birds) => birds.weigh('wren')`,
    },
  },
  {
    name: 'an operation that waits for a timer before it answers',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))
export class Birds { async slowly(id: string) { await pause(10); return readFile(id, 'utf8') } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const slowly = (birds: Birds) => birds.slowly('wren')`,
    },
  },
  {
    name: 'a stream that is read to its end within the module',
    files: {
      'birds/birds.ts': `import { createReadStream } from 'node:fs'
export class Birds {
  async text(id: string) { let all = ''; for await (const part of createReadStream(id, 'utf8')) all += part; return all }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const text = (birds: Birds) => birds.text('wren')`,
    },
  },
  {
    name: 'the environment is read by others, not through the module',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
const home = process.env.HOME ?? ''
export const find = () => birds.find(home)`,
    },
  },
  {
    name: 'a file of the caller’s own is loaded when it is needed',
    files: {
      'birds/birds.ts': birds,
      'walks/late.ts': 'export const late = 1',
      'walks/walks.ts': `import { birds } from '../birds/birds'
export const find = async () => { const { late } = await import('./late'); return (await birds.find('a')) + late }`,
    },
  },
  {
    name: 'a prototype of its own is patched',
    files: {
      'birds/birds.ts': `import { readFile } from 'node:fs/promises'
class Song { text = '' }
Object.assign(Song.prototype, { sing() { return 1 } })
export class Birds { async song(id: string) { const song = new Song(); song.text = await readFile(id, 'utf8'); return song.text } }`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const song = (birds: Birds) => birds.song('wren')`,
    },
  },
]
