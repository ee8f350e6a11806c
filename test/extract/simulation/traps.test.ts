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

const users = `
export class UnknownUser extends Error {
  constructor(id) { super('No user ' + id); this.code = 'unknown-user'; this.id = id }
}
export class User {
  constructor(name, born) { this.name = name; this.born = born }
  get age() { return 2026 - this.born.getFullYear() }
  greet() { return 'Hello ' + this.name }
}
const cache = new Map([['ada', { name: 'Ada', born: new Date('1815-12-10'), tags: new Map([['maths', 1]]) }]])
const log = []
export class Users {
  async find(id) { if (!cache.has(id)) throw new UnknownUser(id); return cache.get(id) }
  async rename(user, name) { user.name = name; return true }
  async make(name) { return new User(name, new Date('1990-01-01')) }
  async each(ids, visit) { for (const id of ids) visit(cache.get(id)) }
  async touch(user) { return user }
  async note(text) { log.push(text); return log.length }
  async fail() { throw 'a text' }
  count() { return cache.size }
  *names() { yield 'ada' }
  static async reset() { log.length = 0 }
  later = async text => { await null; return text.toUpperCase() }
  reject() { if (this !== undefined) throw new TypeError('at once'); return Promise.resolve() }
}
export const written = () => log
export async function greetAll(names) { return names.map(name => 'Hello ' + name) }
export const tidy = async ({ name }) => ({ name: name.trim(), seen: undefined })
`
const tests = `
import test from 'node:test'
import assert from 'node:assert/strict'
import { UnknownUser, Users, User, greetAll, tidy, written } from '../src/users/users.js'
const users = new Users()
test('dates and maps arrive', async () => {
  const ada = await users.find('ada')
  assert.equal(ada.born.getFullYear(), 1815)
  assert.equal(ada.tags.get('maths'), 1)
})
test('errors keep class, code and fields', async () => {
  await assert.rejects(users.find('bob'), error => error instanceof UnknownUser && error.code === 'unknown-user' && error.id === 'bob')
})
test('an argument is changed', async () => {
  const user = { name: 'Ada' }
  await users.rename(user, 'Bea')
  assert.equal(user.name, 'Bea')
})
test('an instance has methods', async () => {
  const made = await users.make('Cleo')
  assert.equal(made.greet(), 'Hello Cleo')
})
test('the same object comes twice', async () => {
  assert.equal(await users.find('ada'), await users.find('ada'))
})
test('what is changed outside is seen inside', async () => {
  const ada = await users.find('ada')
  ada.name = 'Ada L.'
  assert.equal((await users.find('ada')).name, 'Ada L.')
})
test('a callback is called', async () => {
  const names = []
  await users.each(['ada'], user => names.push(user.born.getFullYear()))
  assert.deepEqual(names, [1815])
})
test('the argument is the answer', async () => {
  const user = { name: 'Eve' }
  assert.equal(await users.touch(user), user)
})
test('it starts at once', async () => {
  const before = written().length
  const noted = users.note('hello')
  assert.equal(written().length, before + 1)
  await noted
})
test('nobody waits', async () => { users.note('lost'); await new Promise(resolve => setTimeout(resolve, 60)) })
test('a text is thrown', async () => { await assert.rejects(users.fail(), error => error === 'a text') })
test('it answers at once', () => { assert.equal(users.count(), 1) })
test('a generator is walked', () => { assert.deepEqual([...users.names()], ['ada']) })
test('a static method, a property and functions', async () => {
  await Users.reset()
  assert.equal(await users.later('a'), 'A')
  assert.deepEqual(await greetAll(['Ada']), ['Hello Ada'])
  assert.equal((await tidy({ name: ' Ada ' })).name, 'Ada')
})
test('it throws before it answers', () => { assert.throws(() => users.reject(), TypeError) })
test('many at once', async () => { await Promise.all(['ada', 'ada'].map(id => users.find(id))) })
`

const operations = [
  ...['find', 'rename', 'make', 'each', 'touch', 'note', 'fail', 'reset', 'later', 'reject'].map(name =>
    operation(`Users.${name}`),
  ),
  operation('Users.count', { answer: 'value' }),
  operation('Users.names', { answer: 'iterator' }),
  operation('greetAll'),
  operation('tidy'),
  operation('never', { symbol: 'never' }),
]

describe('traps at the border, with node:test', () => {
  let simulation: Simulation

  beforeAll(async () => {
    const root = projectWith([], {
      'package.json': JSON.stringify({ name: 'shop', type: 'module', scripts: { test: 'node --test' } }),
      'src/users/users.js': users,
      'test/users.test.js': tests,
    })
    simulation = await simulateUsers(root, { operations })
  }, 60_000)

  afterAll(removeProjects)

  it('leaves the tests as green as they were with nothing between', () => {
    expect(simulation.runs.map(({ round, passed, failed }) => [round, passed, failed])).toEqual([
      ['off', 16, 0],
      ['off', 16, 0],
      ['local', 16, 0],
      ['remote', expect.any(Number), expect.any(Number)],
    ])
  })
  it('names the tests that break over a wire', () => {
    expect(broken(simulation)).toEqual([
      'an argument is changed',
      'an instance has methods',
      'it starts at once',
      'it throws before it answers',
      'the argument is the answer',
      'the same object comes twice',
      'what is changed outside is seen inside',
    ])
    expect(simulation.verdict).toBe('breaks')
  })

  it('says which operations were crossed in a test that breaks, and how it ends', () => {
    const [first] = simulation.differences
    expect(first).toMatchObject({
      file: 'test/users.test.js',
      before: 'passed',
      after: 'failed',
      operations: ['Users.rename'],
    })
    expect(first?.message).toContain("'Ada' !== 'Bea'")
    expect(first?.message).toContain('(test/users.test.js:')
  })

  it.each([
    ['Users.rename', 'mutated-argument /0'],
    ['Users.make', 'result class-instance User'],
    ['Users.find', 'codec result /born date'],
    ['Users.find', 'codec result /tags map'],
    ['Users.find', 'error-class UnknownUser'],
    ['Users.find', 'same-result'],
    ['Users.find', 'mutated-result'],
    ['Users.find', 'concurrent'],
    ['Users.each', 'callback /1'],
    ['Users.touch', 'returned-argument'],
    ['Users.note', 'floating'],
    ['Users.fail', 'not-an-error string'],
    ['Users.reject', 'sync-throw'],
    ['Users.count', 'sync'],
    ['Users.names', 'iterator'],
  ])('reports of %s: %s', (id, expected) => {
    expect(seen(simulation, id)).toContain(expected)
  })

  it.each(['Users.reset', 'Users.later', 'greetAll', 'tidy'])(
    'reports nothing of %s, of which all survives',
    id => {
      expect(kindsSeen(simulation, id)).toEqual([])
    },
  )

  it('counts what crossed, and says why it could not stand in place of something', () => {
    expect(simulation.crossed).toBe(operations.length - 1)
    const never = simulation.operations.find(({ operation: { id } }) => id === 'never')
    expect(never?.refused?.reason).toBe('is not declared at the top of its file')
    const find = simulation.operations.find(({ operation: { id } }) => id === 'Users.find')
    expect(find).toMatchObject({ crossings: 8, callers: [{ caller: 'test/users.test.js', crossings: 8 }] })
    expect(find?.tests[0]).toEqual({ test: 'test/users.test.js › many at once', crossings: 2 })
  })
})
