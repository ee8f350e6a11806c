import { describe, expect, it } from 'vitest'
import type { Violation } from '../../../src/kernel/finding.js'
import { makeEntry, makeViolation, match, moduleOf, today } from './shop.js'

describe('matchBaseline', () => {
  it('knows a violation whose lines have moved, at all of its sites', () => {
    const moved = makeViolation('users/a.ts')
    const again: Violation = { ...moved, from: { ...moved.from, line: 80 } }
    const result = match([moved, again], [makeEntry('users/a.ts')])
    expect(result.known).toEqual([true, true])
    expect(result.stale).toEqual([])
  })

  it('calls a second symbol over a known edge new, and a second file with a known symbol', () => {
    const violations = [
      makeViolation('users/a.ts', 'charge'),
      makeViolation('users/a.ts', 'refund'),
      makeViolation('users/b.ts', 'charge'),
    ]
    expect(match(violations, [makeEntry('users/a.ts')]).known).toEqual([true, false, false])
  })

  it('calls an entry stale when its violation is gone, whether its file still stands or not', () => {
    const entries = [makeEntry('users/b.ts'), makeEntry('users/a.ts')]
    const result = match([], entries, { files: ['users/a.ts'] })
    expect(result.stale.map(entry => entry.from)).toEqual(['users/a.ts', 'users/b.ts'])
    expect(result.claims.size).toBe(0)
  })

  it('tolerates doubled entries', () => {
    const result = match([makeViolation('users/a.ts')], [makeEntry('users/a.ts'), makeEntry('users/a.ts')])
    expect(result.known).toEqual([true])
    expect(result.stale).toEqual([])
  })
})

describe('a file that git knows to have moved', () => {
  const entry = makeEntry('users/a.ts')

  it('takes its entry along, also into another module', () => {
    const violation = makeViolation('orders/b.ts')
    const result = match([violation], [entry], { renames: new Map([['users/a.ts', 'orders/b.ts']]) })
    expect(result.known).toEqual([true])
    expect(result.claims.get(entry)).toEqual({ ...entry, module: 'orders', from: 'orders/b.ts' })
  })

  it('leaves its entry behind while a file stands at the old path', () => {
    const violation = makeViolation('orders/b.ts')
    const renames = new Map([['users/a.ts', 'orders/b.ts']])
    const result = match([violation], [entry], { renames, files: ['users/a.ts'] })
    expect(result.known).toEqual([false])
    expect(result.stale).toEqual([entry])
  })

  it('does not bring two entries for one violation', () => {
    const there = makeEntry('users/b.ts')
    const renames = new Map([['users/a.ts', 'users/b.ts']])
    const result = match([makeViolation('users/b.ts')], [entry, there], { renames })
    expect(result.known).toEqual([true])
    expect(result.stale).toEqual([entry])
  })

  it('makes its entry stale when it was fixed on the way', () => {
    const renames = new Map([['users/a.ts', 'users/b.ts']])
    expect(match([], [entry], { renames, files: ['users/b.ts'] }).stale).toEqual([entry])
  })
})

describe('a file that is gone without a trace', () => {
  it('hands its entry to one other file of its module, never to two', () => {
    const entry = makeEntry('users/a.ts')
    const violations = [makeViolation('users/c.ts'), makeViolation('users/b.ts')]
    const result = match(violations, [entry])
    expect(result.known).toEqual([false, true])
    expect(result.claims.get(entry)?.from).toBe('users/b.ts')
  })

  it('prefers a file of the same name', () => {
    const violations = [makeViolation('users/b.ts'), makeViolation('users/deep/a.ts')]
    expect(match(violations, [makeEntry('users/a.ts')]).known).toEqual([false, true])
  })

  it.each<[string, Violation]>([
    ['another module', makeViolation('orders/a.ts')],
    ['another symbol', makeViolation('users/b.ts', 'refund')],
    ['another rule', { ...makeViolation('users/b.ts'), rule: 'undeclared-dependency' }],
    ['another target', { ...makeViolation('users/b.ts'), to: { module: 'orders', file: null } }],
  ])('hands nothing to %s', (_, violation) => {
    const result = match([violation], [makeEntry('users/a.ts')])
    expect(result.known).toEqual([false])
    expect(result.stale).toHaveLength(1)
  })

  it('hands nothing over while it still stands', () => {
    const result = match([makeViolation('users/b.ts')], [makeEntry('users/a.ts')], { files: ['users/a.ts'] })
    expect(result.known).toEqual([false])
  })

  it('hands nothing on among files of no module, which have nothing in common', () => {
    expect(match([makeViolation('b.ts')], [makeEntry('a.ts')]).known).toEqual([false])
  })

  it('hands an entry about a folder outside all modules to another file of that folder', () => {
    const outside = { moduleOf: () => null }
    const about = (file: string) => makeViolation(file, 'tools', { to: { module: null, file: null } })
    const entry = { ...makeEntry('tools/a.ts', 'tools'), to: 'tools', module: null }
    const inside = { ...about('tools/b.ts'), from: { ...about('tools/b.ts').from, module: null } }
    expect(match([inside], [entry], outside).known).toEqual([true])
    expect(match([inside], [{ ...entry, from: 'scripts/a.ts', to: 'scripts' }], outside).known).toEqual([
      false,
    ])
  })

  it('is replaced in the same way whatever the order of entries and violations', () => {
    const names = ['a', 'b', 'c', 'd', 'e']
    const entries = names.map(name => makeEntry(`users/old/${name}.ts`))
    const violations = ['users/new/c.ts', 'users/new/x.ts', 'users/new/y.ts'].map(file => makeViolation(file))
    const pairs = (result: ReturnType<typeof match>) =>
      [...result.claims].map(([entry, place]) => `${entry.from} → ${place.from}`).sort()
    const expected = pairs(match(violations, entries))
    expect(expected).toEqual([
      'users/old/a.ts → users/new/x.ts',
      'users/old/b.ts → users/new/y.ts',
      'users/old/c.ts → users/new/c.ts',
    ])
    expect(pairs(match([...violations].reverse(), [...entries].reverse()))).toEqual(expected)
  })
})

describe('a renamed module', () => {
  const accounts = (file: string) => (file.startsWith('users/') ? { name: 'accounts' } : moduleOf(file))
  const inAccounts = (file: string): Violation => {
    const violation = makeViolation(file)
    return { ...violation, from: { ...violation.from, module: 'accounts' } }
  }

  it('keeps its entries when only the name changed', () => {
    const entry = makeEntry('users/a.ts')
    const result = match([inAccounts('users/a.ts')], [entry], { moduleOf: accounts })
    expect(result.known).toEqual([true])
    expect(result.claims.get(entry)).toEqual({ ...entry, module: 'accounts' })
  })

  it('keeps what others recorded about it and what the config says of it', () => {
    const inbound = { ...makeEntry('orders/x.ts'), to: 'users' }
    const unused = makeEntry('banyan.config.json', null, { rule: 'unused-dependency', module: 'users' })
    const violations: Violation[] = [
      { ...makeViolation('orders/x.ts'), to: { module: 'accounts', file: 'users/a.ts' } },
      {
        ...makeViolation('banyan.config.json', null, { rule: 'unused-dependency' }),
        from: { module: 'accounts', file: 'banyan.config.json', line: 1, column: 1, symbol: null },
      },
    ]
    const evidence = makeEntry('users/a.ts', 'fixed')
    const more = { moduleOf: accounts, files: ['users/a.ts'] }
    expect(match(violations, [inbound, unused, evidence], more).known).toEqual([true, true])
    expect(match(violations, [inbound, unused], more).known).toEqual([false, false])
    const renamedModules = new Map([['users', 'accounts']])
    expect(match(violations, [inbound, unused], { ...more, renamedModules }).known).toEqual([true, true])
  })

  it('is not guessed when its files went to two modules', () => {
    const inbound = { ...makeEntry('orders/x.ts'), to: 'old' }
    const entries = [
      inbound,
      makeEntry('users/a.ts', 's', { module: 'old' }),
      makeEntry('catalog/b.ts', 's', { module: 'old' }),
    ]
    const heirs = ['users', 'catalog'].map(
      (module): Violation => ({ ...makeViolation('orders/x.ts'), to: { module, file: null } }),
    )
    const files = ['users/a.ts', 'catalog/b.ts']
    expect(match(heirs, entries, { files }).known).toEqual([false, false])
  })

  it('does not excuse another module for the same line of the config', () => {
    const of = (module: string): Violation => ({
      ...makeViolation('banyan.config.json', null, { rule: 'unused-dependency' }),
      from: { module, file: 'banyan.config.json', line: 1, column: 1, symbol: null },
    })
    const entry = makeEntry('banyan.config.json', null, { rule: 'unused-dependency', module: 'users' })
    expect(match([of('users'), of('orders')], [entry], { files: ['users/a.ts'] }).known).toEqual([
      true,
      false,
    ])
  })
})

describe('an entry with a date', () => {
  it.each([
    ['2026-06-16', true],
    [today, true],
    ['2026-06-14', false],
  ])('that ends on %s excuses today: %s', (until, known) => {
    const entry = makeEntry('users/a.ts', 'charge', { until })
    const result = match([makeViolation('users/a.ts')], [entry])
    expect(result.known).toEqual([known])
    expect(result.stale).toEqual([])
    expect(result.expired).toEqual(known ? [] : [entry])
  })

  it('is stale like any other when its violation is gone', () => {
    const result = match([], [makeEntry('users/a.ts', 'charge', { until: '2020-01-01' })])
    expect(result.stale).toHaveLength(1)
    expect(result.expired).toEqual([])
  })
})

it('takes linear time, also when a whole folder moved without a trace', () => {
  const count = 100_000
  const files = Array.from({ length: count }, (_, at) => `f${at}.ts`)
  const violations = files.map(file => makeViolation(`users/new/x${file}`))
  const entries = files.map(file => makeEntry(`users/old/${file}`))
  const result = match(violations, entries)
  expect(result.claims.size).toBe(count)
  expect(result.stale).toEqual([])
})
