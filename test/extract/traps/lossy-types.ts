import type { Trap } from './trap.js'

const kept = "import { readFile } from 'node:fs/promises'\nexport const path = 'birds.json'\n"

/** Types that lose something on the way. */
export const lossyTypes: readonly Trap[] = [
  {
    name: 'a date within a generic page is text in plain JSON',
    files: {
      'birds/birds.ts': `${kept}export interface Sighting { id: string; seenAt: Date }
export interface Page<T> { items: T[]; next: string | null }
export class Birds {
  async list(after: string): Promise<Page<Sighting>> { /*!*/
    return JSON.parse(await readFile(path + after, 'utf8'))
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const year = async (birds: Birds) => (await birds.list('')).items[0]!.seenAt.getFullYear()`,
    },
    told: { in: ['contract', 'losses'], says: /date/ },
  },
  {
    name: 'counts that are bigint cannot be written as JSON',
    files: {
      'birds/birds.ts': `${kept}export class Birds {
  async counts(): Promise<Record<string, bigint>> { /*!*/
    return { wren: BigInt(await readFile(path, 'utf8')) }
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const wrens = async (birds: Birds) => (await birds.counts())['wren']! + 1n`,
    },
    told: { in: ['contract', 'losses'], says: /bigint|precision/ },
  },
  {
    name: 'a map whose keys are objects finds nothing by the same object',
    files: {
      'birds/birds.ts': `${kept}export interface Ring { code: string }
export class Birds {
  async byRing(rings: Ring[]): Promise<Map<Ring, string>> { /*!*/
    const text = await readFile(path, 'utf8')
    return new Map(rings.map(ring => [ring, text]))
  }
}`,
      'walks/walks.ts': `import { Birds, type Ring } from '../birds/birds'
export const one = async (birds: Birds, ring: Ring) => (await birds.byRing([ring])).get(ring)`,
    },
    told: { in: ['losses'], says: /map-order/ },
  },
  {
    name: 'a property under a symbol stays behind',
    files: {
      'birds/birds.ts': `${kept}export const origin = Symbol('origin')
export interface Bird { name: string; [origin]: string } /*!*/
export class Birds {
  async find(id: string): Promise<Bird> { /*!*/
    return { name: await readFile(path, 'utf8'), [origin]: id }
  }
}`,
      'walks/walks.ts': `import { Birds, origin } from '../birds/birds'
export const from = async (birds: Birds) => (await birds.find('a'))[origin]`,
    },
    told: { in: ['losses'], says: /symbol-key/ },
  },
  {
    name: 'a regular expression with a place in the text is a copy',
    files: {
      'birds/birds.ts': `${kept}export class Birds {
  async song(id: string): Promise<RegExp> { /*!*/
    return new RegExp(await readFile(path + id, 'utf8'), 'g')
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const sings = async (birds: Birds, text: string) => (await birds.song('a')).test(text)`,
    },
    told: { in: ['losses', 'contract'], says: /regexp/ },
  },
  {
    name: 'methods and getters of an instance are gone, or run without their constructor',
    files: {
      'birds/bird.ts': `import { hostname } from 'node:os'
export class Bird { /*!*/
  private readonly host = hostname()
  constructor(readonly name: string) {}
  get label() { return this.host + ' ' + this.name }
  fly() { return this.name + ' flies' }
}`,
      'birds/birds.ts': `${kept}import { Bird } from './bird'
export class Birds {
  async find(id: string): Promise<Bird> { return new Bird(await readFile(path + id, 'utf8')) } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const show = async (birds: Birds) => { const bird = await birds.find('a'); return bird.label + bird.fly() }`,
    },
    told: { in: ['losses'], says: /methods.*fly/ },
  },
  {
    name: 'private fields cannot be read, so the instance cannot be built again',
    files: {
      'birds/birds.ts': `${kept}export class Nest { /*!*/
  #eggs = 0
  lay() { this.#eggs++ }
  count() { return this.#eggs }
}
export class Birds {
  async nest(id: string): Promise<Nest> { await readFile(path + id); return new Nest() } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const lay = async (birds: Birds) => { const nest = await birds.nest('a'); nest.lay(); return nest.count() }`,
    },
    told: { in: ['losses', 'refusals'], says: /private-state/ },
  },
  {
    name: 'a function among the properties of an answer',
    files: {
      'birds/birds.ts': `${kept}export interface Watch {
  id: string
  stop: () => void /*!*/
}
export class Birds {
  async watch(id: string): Promise<Watch> { await readFile(path); return { id, stop: () => undefined } } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const look = async (birds: Birds) => (await birds.watch('a')).stop()`,
    },
    told: { in: ['losses', 'refusals'], says: /function/ },
  },
  {
    name: 'a promise inside of the answer',
    files: {
      'birds/birds.ts': `${kept}export interface Report {
  id: string
  text: Promise<string> /*!*/
}
export class Birds {
  async report(id: string): Promise<Report> { return { id, text: readFile(path, 'utf8') } } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const read = async (birds: Birds) => await (await birds.report('a')).text`,
    },
    told: { in: ['losses', 'refusals'], says: /promise/ },
  },
  {
    name: 'a weak map of objects of the caller',
    files: {
      'birds/birds.ts': `${kept}export interface Bird { name: string }
export class Birds {
  async weigh(bird: Bird, weights: WeakMap<Bird, number>): Promise<number> { /*!*/
    return (weights.get(bird) ?? 0) + (await readFile(path)).length
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
const weights = new WeakMap<{ name: string }, number>()
export const weigh = (birds: Birds) => birds.weigh({ name: 'wren' }, weights)`,
    },
    told: { in: ['losses', 'refusals'], says: /weak/ },
  },
  {
    name: 'a proxy computes on one side what the other side gets as it was once',
    files: {
      'birds/birds.ts': `${kept}export interface Bird { name: string; weight: number }
export class Birds {
  async live(id: string): Promise<Bird> {
    const bird = JSON.parse(await readFile(path + id, 'utf8'))
    return new Proxy(bird, { get: (target, key) => (key === 'weight' ? Math.random() : target[key]) }) /*!*/
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const weight = async (birds: Birds) => (await birds.live('a')).weight`,
    },
    told: { in: ['losses', 'refusals'], says: /proxy/i },
  },
  {
    name: 'a type that the caller tells is checked by nobody',
    files: {
      'birds/birds.ts': `${kept}export class Birds {
  async setting<T>(name: string): Promise<T> { return JSON.parse(await readFile(path + name, 'utf8')) } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const limit = (birds: Birds) => birds.setting<{ most: Date }>('limit')`,
    },
    told: { in: ['losses', 'refusals'], says: /open-generic/ },
  },
  {
    name: 'an answer of which nobody knows what it is',
    files: {
      'birds/birds.ts': `${kept}export class Birds {
  async raw(id: string): Promise<any> { return JSON.parse(await readFile(path + id, 'utf8')) } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const raw = async (birds: Birds) => (await birds.raw('a')).born.getTime()`,
    },
    told: { in: ['losses'], says: /any/ },
  },
  {
    name: 'a symbol that says that nothing was found is another one over there',
    files: {
      'birds/birds.ts': `${kept}export const nobody = Symbol('nobody')
export class Birds {
  async find(id: string): Promise<string | typeof nobody> { /*!*/
    const text = await readFile(path + id, 'utf8')
    return text === '' ? nobody : text
  }
}`,
      'walks/walks.ts': `import { Birds, nobody } from '../birds/birds'
export const known = async (birds: Birds) => (await birds.find('a')) !== nobody`,
    },
    told: { in: ['losses', 'refusals'], says: /symbol/ },
  },
  {
    name: 'a property that is not enumerable stays behind',
    files: {
      'birds/birds.ts': `${kept}export interface Bird { name: string; source?: string }
export class Birds {
  async find(id: string): Promise<Bird> {
    const bird: Bird = { name: id }
    Object.defineProperty(bird, 'source', { value: await readFile(path, 'utf8'), enumerable: false }) /*!*/
    return bird
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const source = async (birds: Birds) => (await birds.find('a')).source`,
    },
    told: { in: ['losses'], says: /not-enumerable/ },
  },
  {
    name: 'an error among the properties of an answer loses its class in plain JSON',
    files: {
      'birds/birds.ts': `${kept}export class Lost extends Error { constructor(readonly ring: string) { super('lost') } }
export interface Outcome { id: string; reason: Lost | null }
export class Birds {
  async trace(id: string): Promise<Outcome> { /*!*/
    return { id, reason: (await readFile(path)).length > 0 ? null : new Lost(id) }
  }
}`,
      'walks/walks.ts': `import { Birds, Lost } from '../birds/birds'
export const lost = async (birds: Birds) => (await birds.trace('a')).reason instanceof Lost`,
    },
    told: { in: ['contract', 'losses'], says: /error/ },
  },
  {
    name: 'bytes of a picture are an object of numbers in plain JSON',
    files: {
      'birds/birds.ts': `${kept}export class Birds {
  async picture(id: string): Promise<{ bytes: Buffer; spectrum: Float32Array }> { /*!*/
    return { bytes: await readFile(path + id), spectrum: new Float32Array(4) }
  }
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const first = async (birds: Birds) => (await birds.picture('a')).bytes.readUInt8(0)`,
    },
    told: { in: ['contract'], says: /bytes.*Buffer.*Float32Array|Float32Array.*Buffer/ },
  },
  {
    name: 'a lazy relation loads from the database of one side',
    files: {
      'birds/bird.entity.ts': `import { Entity, OneToMany, PrimaryColumn } from 'typeorm'
@Entity('lazy_egg')
export class Egg { @PrimaryColumn() id!: string }
@Entity('lazy_bird')
export class Bird { /*!*/
  @PrimaryColumn() id!: string
  @OneToMany(() => Egg, egg => egg.id, { lazy: true }) eggs!: Promise<Egg[]> /*!*/
}`,
      'birds/birds.ts': `import type { Repository } from 'typeorm'
import { Bird } from './bird.entity'
export class Birds {
  constructor(private readonly rows: Repository<Bird>) {}
  async find(id: string): Promise<Bird | null> { return this.rows.findOneBy({ id }) } /*!*/
}`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const eggs = async (birds: Birds) => (await (await birds.find('a'))!.eggs).length`,
    },
    told: { in: ['losses', 'refusals'], says: /lazy-relation/ },
  },
]
