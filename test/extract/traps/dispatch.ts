import type { Trap } from './trap.js'

const birds = `import { readFile } from 'node:fs/promises'
export class Birds {
  async find(id: string) { return readFile(id, 'utf8') }
  async ringAll(id: string) { return readFile(id, 'utf8') }
}
export const birds = new Birds()
`

/** Ways across that no name in the code leads along. */
export const dispatch: readonly Trap[] = [
  {
    name: 'a method is called by a name that is computed',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
export const call = (action: 'find' | 'ringAll', id: string) => birds[action](id) /*!*/`,
    },
    told: { in: ['unfollowed', 'refusals'], says: /Birds|birds/ },
  },
  {
    name: 'a method is called by a name that comes from outside',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export class Walks {
  constructor(private readonly birds: Birds) {}
  call(action: string, id: string) {
    return (this.birds as any)[action](id) /*!*/
  }
}`,
    },
    told: { in: ['unfollowed'], says: /birds/i },
  },
  {
    name: 'a receiver of which nothing is known has a method of this name',
    files: {
      'birds/birds.ts': birds,
      'app.ts': `import { birds } from './birds/birds'
import { ringing } from './walks/walks'
export const run = () => ringing({ birds })`,
      'walks/walks.ts': `export const ringing = (services: any) => services.birds.ringAll('a') /*!*/`,
    },
    told: { in: ['unfollowed'], says: /ringAll/ },
  },
  {
    name: 'nothing in the code but a receiver without a type calls the module',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `const registry: any = {}
export const add = (name: string, service: unknown) => { registry[name] = service }
export const ringing = () => registry.birds.ringAll('a') /*!*/`,
      'app.ts': `import { birds } from './birds/birds'
import { add } from './walks/walks'
add('birds', birds)`,
    },
    told: { in: ['unfollowed'], says: /ringAll/ },
  },
  {
    name: 'a file of the module is loaded by a path that is computed',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `export async function load(name: string) {
  const found = await import('../' + name + '/' + name) /*!*/
  return found
}`,
    },
    told: { in: ['unfollowed', 'problems', 'treatments'], says: /import|loaded/ },
  },
  {
    name: 'a file is required by a variable',
    files: {
      'package.json': '{ "name": "birds", "type": "commonjs" }',
      'birds/birds.js': `exports.find = async id => require('node:fs').promises.readFile(id)`,
      'walks/walks.js': `const modules = ['birds']
for (const name of modules) {
  const path = '../' + name + '/' + name
  module.exports[name] = require(path) /*!*/
}`,
    },
    told: { in: ['unfollowed', 'problems'], says: /require/ },
  },
  {
    name: 'the module itself requires by a variable',
    files: {
      'package.json': '{ "name": "birds", "type": "commonjs" }',
      'birds/birds.js': `const path = require('node:path')
exports.plugin = name => require(path.join(__dirname, '..', name)) /*!*/
exports.find = async id => require('node:fs').promises.readFile(id)`,
      'walks/walks.js': `const { find } = require('../birds/birds')
exports.walk = () => find('a')`,
    },
    told: { in: ['unfollowed', 'problems'], says: /require/ },
  },
  {
    name: 'metadata of a class of the module is read by reflection',
    files: {
      'birds/birds.ts': `import 'reflect-metadata'
${birds}Reflect.defineMetadata('habitat', 'wood', Birds)`,
      'walks/walks.ts': `import { Birds } from '../birds/birds'
export const habitat = () => Reflect.getMetadata('habitat', Birds) /*!*/`,
    },
    told: { in: ['unfollowed', 'refusals', 'crossings'], says: /Birds/ },
  },
  {
    name: 'a handler table holds functions of the module',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
const table: Record<string, (id: string) => Promise<string>> = {
  find: id => birds.find(id), /*!*/
  ring: birds.ringAll.bind(birds), /*!*/
}
export const run = (name: string) => table[name]!('a')`,
    },
    told: { in: ['crossings'], says: /Birds\.(find|ringAll)/ },
  },
  {
    name: 'all that a file exports is gone through',
    files: {
      'birds/birds.ts': `${birds}export async function count() { return (await readFile('all')).length }`,
      'walks/walks.ts': `import * as all from '../birds/birds'
export const names = () => Object.keys(all)
export const run = (name: keyof typeof all) => (all[name] as any)() /*!*/`,
    },
    told: { in: ['unfollowed', 'refusals', 'treatments'], says: /birds|loaded/ },
  },
  {
    name: 'Reflect calls what is looked up',
    files: {
      'birds/birds.ts': birds,
      'walks/walks.ts': `import { birds } from '../birds/birds'
export const run = (name: string) => Reflect.apply(Reflect.get(birds, name), birds, ['a']) /*!*/`,
    },
    told: { in: ['unfollowed', 'refusals'], says: /birds/ },
  },
]
