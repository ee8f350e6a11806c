import { beforeAll, describe, expect, it } from 'vitest'
import { deriveInversions } from '../../../src/extract/inversions/derive-inversions.js'
import type { Inversion, InversionKind, Remedy } from '../../../src/extract/inversions/inversions.js'
import { deriveSeam } from '../../../src/extract/seam/derive-seam.js'
import { openBorder } from '../asynchrony/open-border.js'

const users = `export interface Rule { allows(id: string): boolean }
export interface Visitor { visitUser(id: string): void }
type Handler = (id: string) => void
export class Users {
  private readonly handlers: Handler[] = []
  private readonly checks = new Map<string, (id: string) => boolean>()
  private readonly rules: Rule[] = []
  onDeleted(handler: Handler) { this.handlers.push(handler) }
  addCheck(name: string, check: (id: string) => boolean) { this.checks.set(name, check) }
  addRule(rule: Rule) { this.rules.push(rule) }
  remove(id: string) { for (const handler of this.handlers) handler(id) }
  check(id: string) { return this.checks.get('a')?.(id) }
  allowed(id: string) { return this.rules.every(rule => rule.allows(id)) }
  locked<T>(work: () => T): T { return work() }
  accept(visitor: Visitor) { visitor.visitUser('a') }
  use(middleware: Handler) { this.handlers.push(middleware) }
  find(id: string) { return id }
}
export const users = new Users()
export abstract class Exporter {
  run() { return this.format('a') }
  protected abstract format(id: string): string
  plain() { return '' }
}
`

/** Code of another module and what it inverts. */
const table: Readonly<
  Record<string, readonly [code: string, kind: InversionKind, used: boolean, remedy: Remedy, line: number]>
> = {
  'a handler that is kept in a list': [
    `users.onDeleted(id => console.log(id))`,
    'callback-list',
    false,
    'event',
    11,
  ],
  'a handler by its name': [
    `const log = (id: string) => console.log(id)
users.onDeleted(log)`,
    'callback-list',
    false,
    'event',
    11,
  ],
  'a check that is asked': [`users.addCheck('a', id => id !== '')`, 'callback-list', true, 'webhook', 12],
  'an object whose member is asked': [
    `class Long { allows(id: string) { return id.length > 3 } }
users.addRule(new Long())`,
    'strategy',
    true,
    'webhook',
    13,
  ],
  'work that runs within the call': [`users.locked(() => 1)`, 'callback', true, 'refuse', 14],
  'a visitor': [`users.accept({ visitUser: id => console.log(id) })`, 'visitor', false, 'refuse', 15],
  middleware: [`users.use(id => console.log(id))`, 'middleware', false, 'move', 11],
  'a method that a base class calls': [
    `import { Exporter } from '../users/users'
export class Csv extends Exporter { protected format(id: string) { return id } override plain() { return 'x' } }`,
    'template-method',
    true,
    'move',
    21,
  ],
}

const lookalikes: Readonly<Record<string, string>> = {
  'data among the arguments': `users.find(String({ id: 'a', tags: ['b'] }))`,
  'a date among the arguments': `users.find(new Date().toISOString())`,
  'a callback of the module itself': `const own = (work: () => void) => work()
own(() => { users.find('a') })`,
  'an answer that is mapped': `[users.find('a')].map(id => id)`,
}

const here = `import { users } from '../users/users'\n`
const paths = Object.keys(table).map((title, index) => [title, `src/orders/case-${index}.ts`] as const)
const quiet = Object.keys(lookalikes).map((title, index) => [title, `src/orders/quiet-${index}.ts`] as const)

describe('code that is registered across a border', () => {
  let found: readonly Inversion[]
  beforeAll(async () => {
    const files = Object.fromEntries([
      ...paths.map(([title, path]) => [path, here + table[title]?.[0]]),
      ...quiet.map(([title, path]) => [path, here + lookalikes[title]]),
      ['src/users/users.ts', users],
      ['src/orders/events.ts', 'export const wait = 1'],
    ])
    const border = await openBorder(files, 'users')
    const seam = deriveSeam(border.calls.program, 'users')
    const flow = { message: 'users.deleted', symbol: null, kind: 'event' } as const
    const other = { message: 'users.renamed', symbol: null, kind: 'event' } as const
    const inside = { file: 'src/users/users.ts', line: 11, column: 1 }
    const outside = { file: 'src/orders/events.ts', line: 1, column: 1 }
    const flows = [
      { ...flow, end: 'publish', place: inside },
      { ...flow, end: 'subscribe', place: outside },
      { ...other, end: 'publish', place: inside },
      { ...other, end: 'subscribe', place: inside },
    ] as const
    found = deriveInversions({ border, seam, frameworks: { flows } })
  }, 60_000)

  it.each(paths)('%s', (title, path) => {
    const [, kind, used, remedy, line] = table[title] ?? []
    const own = found.filter(({ place }) => place.file === path)
    expect(own).toMatchObject([{ kind, answerUsed: used, remedy, calledBy: 'module' }])
    expect(own[0]?.calledBack.map(each => `${each.file}:${each.line}`)).toEqual([
      `src/users/users.ts:${line}`,
    ])
  })

  it.each(quiet)('leaves out %s', (_, path) => {
    expect(found.filter(({ place }) => place.file === path)).toEqual([])
  })

  it('tells an event that crosses by its name, and none that stays inside', () => {
    const events = found.filter(({ kind }) => kind === 'event-name')
    expect(events).toMatchObject([
      { through: 'users.deleted', calledBy: 'module', answerUsed: false, remedy: 'event' },
    ])
  })
})
