import { beforeAll, describe, expect, it } from 'vitest'
import type { Chattiness } from '../../../src/extract/chattiness/chattiness.js'
import { deriveChattiness } from '../../../src/extract/chattiness/derive-chattiness.js'
import type { Border } from '../../../src/extract/calls/operation-uses.js'
import { openBorder, operation } from '../asynchrony/open-border.js'

const users = `export class Users {
  async find(id: string): Promise<number> { return id.length }
  async list(): Promise<string[]> { return [] }
  async save(id: string): Promise<void> {}
}
export const users = new Users()
`

/** Functions, with calls and round trips of the longest and of the typical path. */
const table: Readonly<Record<string, readonly [code: string, longest: string, typical: string]>> = {
  'one after the other': [`await users.find('a'); await users.save('b')`, '2/2', '2/2'],
  'side by side': [`await Promise.all([users.find('a'), users.find('b'), users.list()])`, '3/1', '3/1'],
  'a branch': [`if (id) await users.find('a'); await users.list()`, '2/2', '1.5/1.5'],
  'the worse of two branches': [
    `if (id) { await users.find('a'); await users.find('b') } else await users.find('c')`,
    '2/2',
    '1.5/1.5',
  ],
  'a branch that fails': [
    `if (!id) { await users.save('a'); throw new Error() } await users.list()`,
    '2/2',
    '1/1',
  ],
  'what is caught': [`try { await users.find('a') } catch { await users.save('b') }`, '2/2', '1/1'],
  'what always follows': [`try { await users.find('a') } finally { await users.save('b') }`, '2/2', '2/2'],
  'the right side of a default': [
    `return (await users.find('a')) || (await users.find('b'))`,
    '2/2',
    '1.5/1.5',
  ],
  cases: [
    `switch (id) { case 'a': await users.find('a'); break; case 'b': await users.save('b') }`,
    '1/1',
    '1/1',
  ],
  'a loop with a bound': [`for (const each of ['a', 'b', 'c']) await users.find(each)`, '3/3', '3/3'],
  'a loop without a bound': [
    `for (const each of await users.list()) await users.find(each)`,
    '11/11',
    '11/11',
  ],
  'many at a time': [`await Promise.all((await users.list()).map(each => users.find(each)))`, '11/2', '11/2'],
  'another function': [`await twice(id); await twice(id)`, '4/4', '4/4'],
  'a function by its name, for each': [`await Promise.all([id, id, id].map(twice))`, '6/2', '6/2'],
  'what runs later': [`setTimeout(() => void users.find(id), 10)`, '0/0', '0/0'],
}

const names = Object.keys(table)
const code = `import { users } from '../users/users'
async function twice(id: string) { await users.find(id); await users.save(id) }
${names.map((title, index) => `export async function entry${index}(id: string) { ${table[title]?.[0]} }`).join('\n')}
export class OrdersController {
  constructor(private readonly orders: Orders) {}
  place(id: string) { return this.orders.place(id) }
}
class Orders {
  async place(id: string) { await this.check(id); const user = await users.find(id); return user }
  private async check(owner: string) { await users.find(owner); await users.find('other') }
}
export async function branches(id: string) { if (id) await users.find('x'); else await users.find('x') }
export async function changing(id: string) { let at = id; await users.find(at); at = 'b'; await users.find(at) }
export async function independent(id: string) {
  const one = await users.find(id)
  const list = await users.list()
  return [one, list]
}
export async function dependent(id: string) {
  const one = await users.find(id)
  const two = await users.find(String(one))
  return two
}
export async function writing(id: string) {
  const one = await users.save(id)
  const two = await users.save('b')
  return [one, two]
}
`

describe('what a request costs', () => {
  let border: Border
  let found: Chattiness
  const operations = ['find', 'list', 'save'].map(name =>
    operation(`src/users/users.ts#Users.${name}`, { answer: 'promise' }),
  )
  beforeAll(async () => {
    border = await openBorder({ 'src/users/users.ts': users, 'src/orders/orders.ts': code }, 'users')
    found = deriveChattiness({ border, operations, entryPoints: [] })
  }, 60_000)

  it.each(names.map((title, index) => [title, index] as const))('%s', (title, index) => {
    const cost = found.entryPoints.find(({ entryPoint }) => entryPoint === `entry${index}`)
    const show = (path = cost?.longest) => `${path?.calls ?? 0}/${path?.roundTrips ?? 0}`
    expect([show(), show(cost?.typical)]).toEqual(table[title]?.slice(1))
  })

  it('is reckoned in milliseconds from round trips that can be chosen', () => {
    const entryPoint = { kind: 'http', name: 'POST /orders', handler: 'OrdersController.place' } as const
    const place = { file: 'src/orders/orders.ts', line: 1, column: 1 }
    const chosen = deriveChattiness({
      border,
      operations,
      entryPoints: [{ ...entryPoint, place }],
      assumptions: { p50: 5 },
    })
    expect(chosen.entryPoints).toMatchObject([
      {
        entryPoint: 'POST /orders',
        kind: 'http',
        longest: { calls: 3, roundTrips: 3, p50: 15, p99: 45 },
        unbounded: false,
      },
    ])
    expect(chosen.formula).toContain('× 5 ms')
    expect(chosen.entryPoints[0]?.crossings.map(({ operation, times }) => [operation, times])).toEqual([
      ['Users.find', 1],
      ['Users.find', 1],
      ['Users.find', 1],
    ])
  })

  it('finds a handler that has no name by the place of its route', async () => {
    const file = `import { users } from '../users/users'
declare const app: any
app.get('/total', async () => users.find('a'))
app.get('/other', async () => 1)`
    const routes = await openBorder({ 'src/users/users.ts': users, 'src/orders/routes.ts': file }, 'users')
    const entryPoints = [3, 4].map(line => ({
      kind: 'http' as const,
      name: `route ${line}`,
      handler: '',
      place: { file: 'src/orders/routes.ts', line, column: 1 },
    }))
    const { entryPoints: costs } = deriveChattiness({ border: routes, operations, entryPoints })
    expect(costs.map(({ entryPoint }) => entryPoint)).toEqual(['route 3'])
  })

  it('says where a loop had to be guessed', () => {
    const unbounded = found.entryPoints.filter(each => each.unbounded).map(({ entryPoint }) => entryPoint)
    expect(unbounded.map(name => names[Number(name.slice(5))])).toEqual([
      'a loop without a bound',
      'many at a time',
    ])
  })

  it('tells the same question asked twice on one way, through parameters', () => {
    const same = found.same.filter(({ entryPoint }) => !/^entry/.test(entryPoint))
    expect(
      same.map(each => [
        each.entryPoint,
        each.operation,
        each.arguments,
        each.places.map(({ line }) => line),
      ]),
    ).toEqual([['OrdersController.place', 'Users.find', 'id', [23, 24]]])
  })

  it('tells reads that could run side by side, and no writes', () => {
    expect(found.sideBySide.map(({ within, calls, saves }) => [within, calls.length, saves])).toEqual([
      ['independent', 2, 1],
    ])
  })
})
