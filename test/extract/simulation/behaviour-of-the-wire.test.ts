import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import {
  broken,
  kindsSeen,
  operation,
  projectWith,
  removeProjects,
  seen,
  simulateUsers,
} from './simulated-shop.js'

const aviary = `
import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
export const keeper = new AsyncLocalStorage()
class Subject {
  constructor(subscribe) { this.begin = subscribe }
  subscribe(observer) { return this.begin(observer) }
  pipe() { return this }
}
Object.defineProperty(Subject, 'name', { value: 'Observable' })
class Egg { constructor(laid) { this.laid = laid } crack() { return 'chick' } }
const feeders = []
export class Aviary {
  async hatch() { await new Promise(resolve => setTimeout(resolve, 2500)); return 'chick' }
  peck() { return 'seed' }
  count() { return feeders.length }
  eggs() { return new Subject(observer => { observer.next(new Egg(new Date(0))); observer.complete() }) }
  spill() { return new Subject(observer => { observer.error(new RangeError('spilt')) }) }
  song() { return Readable.from(['tweet']) }
  async fed() { await null; return keeper.getStore() ?? 'by nobody' }
  plan(seeds) { if (seeds < 0) throw new RangeError('no seeds'); return async () => new Map([['seeds', seeds]]) }
  async hang(feeder) { feeders.push(feeder) }
  async seeds() { return feeders.at(-1).seeds }
  async refill() { feeders.at(-1).seeds += 10; return feeders.at(-1).seeds }
}
`
const tests = `
import test from 'node:test'
import assert from 'node:assert/strict'
import { Aviary, keeper } from '../src/users/users.js'
const aviary = new Aviary()
test('hatching takes its time', async () => { assert.equal(await aviary.hatch(), 'chick') })
test('what is pecked is used at once', () => { assert.equal(aviary.peck().length, 4) })
test('what is counted is waited for', async () => { assert.equal(await aviary.count(), 0) })
test('eggs come as they are laid', () => {
  const eggs = []
  aviary.eggs().subscribe({ next: egg => eggs.push(egg), error: assert.fail, complete: () => eggs.push('done') })
  assert.equal(eggs[0].laid.getFullYear(), 1970)
  assert.equal(eggs[1], 'done')
})
test('eggs are cracked', () => {
  aviary.eggs().subscribe({ next: egg => assert.equal(egg.crack(), 'chick'), error: assert.fail, complete() {} })
})
test('a spill is an error of its class', () => {
  aviary.spill().subscribe({ next: assert.fail, error: error => assert.ok(error instanceof RangeError), complete() {} })
})
test('a song is heard', async () => { for await (const sound of aviary.song()) assert.equal(sound, 'tweet') })
test('who feeds stands around the call', async () => {
  await keeper.run('by Ada', async () => {
    assert.equal(await aviary.fed(), 'by Ada')
    assert.equal(keeper.getStore(), 'by Ada')
  })
})
test('a plan is carried out when it is started', async () => {
  const task = aviary.plan(3)
  assert.equal(typeof task, 'function')
  assert.equal((await task()).get('seeds'), 3)
})
test('a feeder hangs, whatever is answered', async () => {
  const before = await aviary.count()
  await aviary.hang({ seeds: 0 }).catch(() => {})
  assert.equal(await aviary.count(), before + 1)
})
test('a feeder that was handed over is filled here', async () => {
  const feeder = { seeds: 1 }
  await aviary.hang(feeder)
  feeder.seeds = 5
  assert.equal(await aviary.seeds(), 5)
})
test('a feeder that was handed over is filled there', async () => {
  const feeder = { seeds: 1 }
  await aviary.hang(feeder)
  await aviary.refill()
  assert.equal(feeder.seeds, 11)
})
`

const operations = [
  ...['hatch', 'fed', 'hang', 'seeds', 'refill'].map(name => operation(`Aviary.${name}`)),
  ...['peck', 'count'].map(name => operation(`Aviary.${name}`, { answer: 'value' })),
  operation('Aviary.plan', { answer: 'task' }),
  ...['eggs', 'spill', 'song'].map(name => operation(`Aviary.${name}`, { answer: 'stream' })),
]

describe('the wire', () => {
  let root = ''
  const simulate = (request: Parameters<typeof simulateUsers>[1]) =>
    simulateUsers(root, { operations, ...request, tests: { baselines: 1 } })

  beforeAll(() => {
    root = projectWith([], {
      'package.json': JSON.stringify({ name: 'aviary', type: 'module', scripts: { test: 'node --test' } }),
      'src/users/users.js': aviary,
      'test/aviary.test.js': tests,
    })
  })
  afterAll(removeProjects)

  describe('with a deadline, and with answers that have to be waited for', () => {
    let simulation: Simulation
    beforeAll(async () => {
      simulation = await simulate({ wire: { deadline: 1000, strictAsync: true } })
    }, 120_000)

    it('leaves everything as it was while nothing is in between', () => {
      expect(simulation.runs.map(({ round, passed, failed }) => [round, passed, failed])).toEqual([
        ['off', 12, 0],
        ['local', 12, 0],
        ['remote', 6, 6],
      ])
    })

    it('breaks what counts on one memory, on time and on answers at once, and nothing else', () => {
      expect(broken(simulation)).toEqual([
        'a feeder that was handed over is filled here',
        'a feeder that was handed over is filled there',
        'eggs are cracked',
        'hatching takes its time',
        'what is pecked is used at once',
        'who feeds stands around the call',
      ])
    })

    it('ends a call that takes longer than it may', () => {
      expect(seen(simulation, 'Aviary.hatch')).toEqual(['deadline 1000 ms'])
      const late = simulation.differences.find(({ name }) => name === 'hatching takes its time')
      expect(late?.message).toContain('Aviary.hatch took longer than 1000 ms')
    })

    it('lets whoever waits for a synchronous answer have it', () => {
      expect(kindsSeen(simulation, 'Aviary.count')).toEqual(['sync'])
      expect(kindsSeen(simulation, 'Aviary.peck')).toContain('sync')
    })

    it('lets a task be started by whoever asked for it', () => {
      expect(seen(simulation, 'Aviary.plan')).toEqual(['codec result map', 'lazy'])
    })

    it('carries each item of an observable, and hands a stream out', () => {
      expect(seen(simulation, 'Aviary.eggs')).toEqual([
        'codec result /laid date',
        'result class-instance Egg',
      ])
      expect(seen(simulation, 'Aviary.song')).toEqual(['stream'])
    })
  })

  describe('that rebuilds a class, with calls that fail before they have run', () => {
    let simulation: Simulation
    beforeAll(async () => {
      const faults = { share: 0, every: 1, when: 'before', seed: 1 } as const
      simulation = await simulate({ wire: { rebuilt: ['Egg'] }, faults })
    }, 120_000)

    it('breaks nothing that counts on the class, nor on answers at once', () => {
      expect(broken(simulation)).toEqual([
        'a feeder that was handed over is filled here',
        'a feeder that was handed over is filled there',
        'who feeds stands around the call',
      ])
      expect(seen(simulation, 'Aviary.eggs')).toEqual(['codec result instance', 'codec result /laid date'])
    })

    it('leaves nothing behind where a call failed', () => {
      expect(broken(simulation, 'faults')).toContain('a feeder hangs, whatever is answered')
      const late = simulation.differences.find(
        ({ name, round }) => round === 'faults' && name.startsWith('hatch'),
      )
      expect(late?.message).toContain('Aviary.hatch cannot be reached')
    })
  })

  it('may lose the answer of a call that has run', async () => {
    const faults = { share: 0, every: 1, when: 'after', seed: 1 } as const
    const simulation = await simulate({ faults })
    expect(broken(simulation, 'faults')).toContain('hatching takes its time')
    expect(broken(simulation, 'faults')).not.toContain('a feeder hangs, whatever is answered')
  }, 120_000)
})
