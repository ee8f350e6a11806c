import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulation } from '../../../src/extract/simulation/simulation.js'
import { broken, operation, projectWith, removeProjects, simulateUsers } from './simulated-shop.js'

const files = {
  'package.json': JSON.stringify({
    name: 'shop',
    type: 'module',
    scripts: { test: 'npm run lint && npm run unit', lint: 'false', unit: 'vitest' },
  }),
  'src/users/users.ts': `
import { sendMail } from '../mail/mail'
export interface Store { find(id: string): Promise<{ id: string; born: Date } | null> }
export class MemoryStore implements Store {
  async find(id: string) { return id === 'ada' ? { id, born: new Date(0) } : null }
}
export default class {
  async hello(name: string): Promise<string> { return 'Hello ' + name }
}
export const api = {
  async rename(id: string, name: string) { await sendMail(id, name); return { id, name } },
}
export async function age<T extends { born: Date }>({ born }: T, now = new Date(0)): Promise<number> {
  return now.getTime() - born.getTime()
}
const count = async (ids: readonly string[]): Promise<ReadonlySet<string>> => new Set(ids)
export { count as unique }
export async function inside() { return age({ born: new Date(0) }) }
`,
  'src/users/users.test.ts': `
import { expect, it } from 'vitest'
import { age } from './users'
it('counts from birth', async () => { expect(await age({ born: new Date(0) })).toBe(0) })
`,
  'src/mail/mail.ts': `
export const sent: string[] = []
export async function sendMail(to: string, text: string): Promise<void> { sent.push(to + text) }
`,
  'test/shop.test.ts': `
import { beforeEach, describe, expect, it, vi } from 'vitest'
import Greeter, { age, api, inside, MemoryStore, unique, type Store } from '../src/users/users'
import { sendMail, sent } from '../src/mail/mail'
describe('shop', () => {
  it('finds', async () => { const store: Store = new MemoryStore(); expect((await store.find('ada'))?.born).toEqual(new Date(0)) })
  it('greets', async () => { expect(await new Greeter().hello('Ada')).toBe('Hello Ada') })
  it('renames and mails', async () => { expect(await api.rename('1', 'Bea')).toEqual({ id: '1', name: 'Bea' }); expect(sent).toEqual(['1Bea']) })
  it('counts', async () => { expect(await age({ born: new Date(0) })).toBe(0); expect(await inside()).toBe(0) })
  it('makes unique', async () => { expect(await unique(['a', 'a'])).toEqual(new Set(['a'])) })
  it('spies', async () => { const spy = vi.spyOn(MemoryStore.prototype, 'find').mockResolvedValue(null); expect(await new MemoryStore().find('ada')).toBe(null); spy.mockRestore() })
  it('does not wait for the clock', async () => { vi.useFakeTimers(); expect(await unique(['b'])).toEqual(new Set(['b'])); vi.useRealTimers() })
  it('mails by itself', async () => { await sendMail('2', 'x') })
  it.skip('is skipped', () => {})
  it('is red today', () => { expect(1).toBe(2) })
})
`,
}

const users = { file: 'src/users/users.ts' }
const request = {
  moduleFiles: ['src/users/users.ts', 'src/users/users.test.ts'],
  operations: [
    operation('Store.find', users),
    operation('greet', { ...users, symbol: 'default', member: 'hello' }),
    operation('api.rename', users),
    operation('age', users),
    operation('unique', users),
    operation('sendMail', { file: 'src/mail/mail.ts', direction: 'outbound' }),
    operation('inside', users),
  ],
}

describe('a clean project in TypeScript, with Vitest', () => {
  let simulation: Simulation
  let root = ''

  beforeAll(async () => {
    root = projectWith(['vitest'], files)
    simulation = await simulateUsers(root, { ...request, tests: { baselines: 1 } })
  }, 240_000)
  afterAll(removeProjects)

  it('is as green in each round as it was, and what was red is not blamed on the border', () => {
    expect(
      simulation.runs.map(({ round, passed, failed, skipped }) => [round, passed, failed, skipped]),
    ).toEqual([
      ['off', 9, 1, 1],
      ['local', 9, 1, 1],
      ['remote', 9, 1, 1],
    ])
    expect(simulation.differences).toEqual([])
    expect(simulation.failingBefore.map(({ file, name }) => [file, name])).toEqual([
      ['test/shop.test.ts', 'shop is red today'],
    ])
    expect(simulation.verdict).toBe('holds')
  })

  it('runs the scripts that the script names, without those that only look at the code', () => {
    expect(simulation.command).toEqual({ runner: 'vitest', text: 'vitest', folder: '' })
  })

  it('counts calls over the border alone: not those from the same side, nor those that a spy answers', () => {
    const crossings = simulation.operations.map(({ operation: { id }, crossings: count }) => [id, count])
    expect(Object.fromEntries(crossings)).toEqual({
      'Store.find': 1,
      greet: 1,
      'api.rename': 1,
      age: 1,
      unique: 2,
      sendMail: 1,
      inside: 1,
    })
    expect(simulation.operations.find(({ operation: { id } }) => id === 'sendMail')?.callers).toEqual([
      { caller: expect.stringContaining('src/users/users.ts'), crossings: 1 },
    ])
  })

  it('lets a module’s own tests call it from outside when asked', async () => {
    const outside = await simulateUsers(root, {
      ...request,
      tests: { baselines: 1, ownTests: 'outside', only: ['src/users'] },
      faults: { share: 0, every: 1, when: 'before', seed: 1 },
    })
    const age = outside.operations.find(({ operation: { id } }) => id === 'age')
    expect(age?.crossings).toBe(1)
    expect(broken(outside)).toEqual([])
    expect(outside.differences).toMatchObject([
      { round: 'faults', name: 'counts from birth', operations: ['age'] },
    ])
    expect(outside.differences[0]?.message).toContain('age cannot be reached')
  }, 240_000)
})
