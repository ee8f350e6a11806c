import type { Trap } from './trap.js'

const flock = `export interface Bird { name: string; fed: boolean }
export class Flock {
  private readonly birds = new Map<string, Bird>()
  private readonly fed = new Set<Bird>()
  private readonly order: Bird[] = []
`

/** Objects that are the same on both sides today. */
export const identities: readonly Trap[] = [
  {
    name: 'the caller changes what it got, and the callee counts on it',
    files: {
      'flock/flock.ts': `${flock}  async find(name: string): Promise<Bird> {
    return this.birds.get(name)! /*!*/
  }
  async hungry() { return [...this.birds.values()].filter(bird => !bird.fed).length }
}
export const flock = new Flock()`,
      'feeders/feeders.ts': `import { Flock } from '../flock/flock'
export async function feed(flock: Flock) {
  const bird = await flock.find('wren')
  bird.fed = true /*!*/
  return flock.hungry()
}`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'two answers are compared by reference',
    files: {
      'flock/flock.ts': `const known: Record<string, { name: string }> = {}
export async function birdOf(name: string) {
  known[name] ??= { name }
  return known[name]! /*!*/
}`,
      'feeders/feeders.ts': `import { birdOf } from '../flock/flock'
export const same = async (a: string, b: string) => (await birdOf(a)) === (await birdOf(b)) /*!*/`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'answers are keys of a map of the caller',
    files: {
      'flock/flock.ts': `${flock}  async all(): Promise<readonly Bird[]> {
    return this.order /*!*/
  }
}`,
      'feeders/feeders.ts': `import { type Bird, Flock } from '../flock/flock'
const grams = new Map<Bird, number>()
export async function weigh(flock: Flock) {
  for (const bird of await flock.all()) grams.set(bird, (grams.get(bird) ?? 0) + 1) /*!*/
  return grams.size
}`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'arguments are remembered as objects',
    files: {
      'flock/flock.ts': `${flock}  async feed(bird: Bird) {
    this.fed.add(bird) /*!*/
  }
  async isFed(bird: Bird) {
    return this.fed.has(bird) /*!*/
  }
}`,
      'feeders/feeders.ts': `import { type Bird, Flock } from '../flock/flock'
export async function once(flock: Flock, bird: Bird) { if (!(await flock.isFed(bird))) await flock.feed(bird) }`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'an argument is looked for among the objects that are kept',
    files: {
      'flock/flock.ts': `${flock}  async leave(bird: Bird) {
    const at = this.order.indexOf(bird) /*!*/
    if (at !== -1) this.order.splice(at, 1)
  }
}`,
      'feeders/feeders.ts': `import { type Bird, Flock } from '../flock/flock'
export const scare = (flock: Flock, bird: Bird) => flock.leave(bird)`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'an argument is compared with what is kept',
    files: {
      'flock/flock.ts': `export interface Bird { name: string }
let leader: Bird | null = null
export async function lead(bird: Bird) { leader = bird } /*!*/
export async function isLeader(bird: Bird) {
  return leader === bird /*!*/
}`,
      'feeders/feeders.ts': `import { type Bird, isLeader, lead } from '../flock/flock'
export async function crown(bird: Bird) { await lead(bird); return isLeader(bird) }`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'the argument is the answer',
    files: {
      'flock/flock.ts': `import { appendFile } from 'node:fs/promises'
export interface Bird { name: string }
export async function ring(bird: Bird) {
  await appendFile('rings', bird.name)
  return bird /*!*/
}`,
      'feeders/feeders.ts': `import { type Bird, ring } from '../flock/flock'
export const isSame = async (bird: Bird) => (await ring(bird)) === bird`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'an answer is compared with a constant object that both sides would have',
    files: {
      'flock/flock.ts': `import { readFile } from 'node:fs/promises'
export const kinds = { wren: { song: 'long' }, owl: { song: 'dark' } }
export async function kindOf(name: string) {
  return (await readFile(name, 'utf8')) === 'owl' ? kinds.owl : kinds.wren /*!*/
}`,
      'feeders/feeders.ts': `import { kindOf, kinds } from '../flock/flock'
export const isOwl = async (name: string) => (await kindOf(name)) === kinds.owl /*!*/`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
  {
    name: 'a singleton would be another one on each side',
    files: {
      'flock/registry.ts': `export class Registry {
  private static instance: Registry | null = null
  private readonly names: string[] = []
  static getInstance() {
    Registry.instance ??= new Registry()
    return Registry.instance /*!*/
  }
  add(name: string) { this.names.push(name) }
  count() { return this.names.length }
}`,
      'feeders/feeders.ts': `import { Registry } from '../flock/registry'
export function register(name: string) {
  Registry.getInstance().add(name) /*!*/
  return Registry.getInstance().count() /*!*/
}`,
    },
    told: { in: ['losses', 'refusals'], says: /identity|static|itself|living|getInstance/ },
  },
  {
    name: 'the answer is a living collection of the callee',
    files: {
      'flock/flock.ts': `${flock}  names(): Map<string, Bird> {
    return this.birds /*!*/
  }
}`,
      'feeders/feeders.ts': `import { Flock } from '../flock/flock'
export function release(flock: Flock) { flock.names().delete('wren') } /*!*/`,
    },
    told: { in: ['losses'], says: /identity/ },
  },
]
