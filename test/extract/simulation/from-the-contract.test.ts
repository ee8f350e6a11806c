import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { simulateExtraction } from '../../../src/api/extract.js'
import type { Contract } from '../../../src/extract/contract/contract.js'
import { deriveSimulatedOperations } from '../../../src/extract/simulation/simulated-operations.js'
import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import { broken, projectWith, removeProjects, seen } from './simulated-shop.js'

/** The nest is in the contract, since an operation answers with one; the twig is not: its type is never told. */
const aviary = {
  'package.json': '{ "name": "aviary", "type": "module", "scripts": { "test": "node --test" } }\n',
  'banyan.config.json':
    '{ "modules": { "nests": { "path": "src/nests" }, "keepers": { "path": "src/keepers" } } }\n',
  'src/nests/nests.js': `export class Nest {
  /** @param {number} eggs */
  constructor(eggs) { this.eggs = eggs }
  isFull() { return this.eggs > 2 }
}
class Twig { constructor() { this.length = 3 } snap() { return this.length / 2 } }
export class Nests {
  built = new Map()
  /** @param {number} eggs @returns {Promise<Nest>} */
  async build(eggs) { this.built.set(this.built.size, eggs); return new Nest(eggs) }
  /** @returns {Promise<object>} */
  async gather() { this.built.set(this.built.size, 0); return new Twig() }
}
`,
  'src/nests/nests.test.js': `import assert from 'node:assert/strict'
import test from 'node:test'
import { Nests } from './nests.js'
test('a nest of our own', async () => { assert.equal((await new Nests().build(1)).isFull(), false) })
`,
  'src/keepers/keepers.js': `import { Nests } from '../nests/nests.js'
const nests = new Nests()
/** @param {number} eggs */
export async function inspect(eggs) { return (await nests.build(eggs)).isFull() }
export async function snap() { return /** @type {any} */ (await nests.gather()).snap() }
`,
  'src/keepers/keepers.test.js': `import assert from 'node:assert/strict'
import test from 'node:test'
import { inspect, snap } from './keepers.js'
test('a nest is inspected', async () => { assert.equal(await inspect(3), true) })
test('a twig snaps', async () => { assert.equal(await snap(), 1.5) })
`,
}

it('tells tasks from promises, as the contract does', () => {
  const found = (name: string) =>
    ({
      name,
      direction: 'inbound',
      symbol: 'nests.ts#Nests',
      member: name,
      answer: 'promise',
      calls: 1,
    }) as const
  const promised = (name: string, answer: 'task' | 'promise') =>
    ({ name, signatures: [{ answer }] }) as unknown as Contract['operations'][number]
  const contract = {
    operations: [promised('build', 'promise'), promised('plan', 'task')],
  } as unknown as Contract
  const operations = deriveSimulatedOperations({ operations: [found('build'), found('plan')], contract })
  expect(operations.map(({ id, answer }) => [id, answer])).toEqual([
    ['build', 'promise'],
    ['plan', 'task'],
  ])
  expect(operations[1]).toMatchObject({ file: 'nests.ts', symbol: 'Nests', member: 'plan' })
})

describe('a simulation of what an extraction found', () => {
  let root = ''
  let simulation: Simulation
  beforeAll(async () => {
    root = projectWith([], aviary)
    simulation = await simulateExtraction({ root, module: 'nests', cacheFolder: null })
  }, 120_000)
  afterAll(removeProjects)

  it('makes instances anew of the classes in the contract, and of no others', () => {
    expect(simulation.runs.find(({ round }) => round === 'local')).toMatchObject({ passed: 3, failed: 0 })
    expect(broken(simulation)).toEqual(['a twig snaps'])
    expect(seen(simulation, 'Nests.build')).toEqual(['codec result instance'])
    expect(seen(simulation, 'Nests.gather')).toContain('result class-instance Twig')
  })

  it('takes tests of the module for its own code, or for that of others when asked, and some of all', async () => {
    const only = ['src/nests/nests.test.js']
    const outside = await simulateExtraction({
      root,
      module: 'nests',
      cacheFolder: null,
      command: 'node --test',
      only,
      ownTests: 'outside',
    })
    const calls = ({ operations }: Simulation) =>
      Object.fromEntries(operations.map(({ operation: { id }, crossings }) => [id, crossings]))
    expect(calls(simulation)).toEqual({ 'Nests.build': 1, 'Nests.gather': 1 })
    expect(calls(outside)).toEqual({ 'Nests.build': 1, 'Nests.gather': 0 })
    expect(outside.runs.map(({ passed }) => passed)).toEqual([1, 1, 1, 1])
  }, 120_000)
})
