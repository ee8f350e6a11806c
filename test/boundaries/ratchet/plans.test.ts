import { afterEach, describe, expect, it } from 'vitest'
import { matchBaseline, planAccept, planMigrate, planShrink } from '../../../src/boundaries/ratchet/index.js'
import type { Violation } from '../../../src/kernel/finding.js'
import { UserError } from '../../../src/kernel/problem.js'
import { removeFolders } from '../../facts/git/git-repository.js'
import { makeShop, makeViolation, moduleOf, type Shop, today } from './shop.js'

afterEach(removeFolders)

const violations = ['users/a.ts', 'users/b.ts', 'orders/c.ts', 'run.ts'].map(file => makeViolation(file))

function accept(
  shop: Shop,
  found: readonly Violation[],
  more: Partial<Parameters<typeof planAccept>[0]> = {},
) {
  const request = {
    baseline: shop.baseline(),
    match: shop.match(found),
    violations: found,
    reason: 'adopted',
    today,
  }
  return planAccept({ ...request, ...more })
}

const shrink = (shop: Shop, found: readonly Violation[]) =>
  planShrink({ baseline: shop.baseline(), match: shop.match(found) })

const migrate = (shop: Shop, found: readonly Violation[]) =>
  planMigrate({ baseline: shop.baseline(), match: shop.match(found) })

function makeAccepted(found: readonly Violation[] = violations): Shop {
  const shop = makeShop()
  shop.apply(accept(shop, found))
  shop.commit()
  return shop
}

describe('planAccept', () => {
  it('records what is new, a file a module, and nothing twice', () => {
    const shop = makeShop()
    expect(shop.apply(accept(shop, [...violations, ...violations]))).toEqual([
      'create .banyan/baseline/_unassigned.json',
      'create .banyan/baseline/orders.json',
      'create .banyan/baseline/users.json',
    ])
    expect(shop.baseline().entries).toHaveLength(4)
    expect([...shop.match(violations).statuses.values()]).toEqual(['known', 'known', 'known', 'known'])
    expect(accept(shop, violations).changes).toEqual([])
  })

  it('writes one entry a line, closed by an empty object so that no line depends on its neighbours', () => {
    const shop = makeShop()
    const [change] = accept(shop, violations.slice(0, 2), {
      owner: '@shop/users',
      until: '2027-01-31',
    }).changes
    expect(change).toMatchObject({ kind: 'create', path: '.banyan/baseline/users.json' })
    expect(change?.kind === 'create' ? change.content : '').toMatchInlineSnapshot(`
      "{
        "schemaVersion": 1,
        "module": "users",
        "entries": [

          { "rule": "private-import", "from": "users/a.ts", "to": "billing", "symbol": "charge", "reason": "adopted", "owner": "@shop/users", "until": "2027-01-31" },

          { "rule": "private-import", "from": "users/b.ts", "to": "billing", "symbol": "charge", "reason": "adopted", "owner": "@shop/users", "until": "2027-01-31" },

          {}
        ]
      }
      "
    `)
  })

  it('keeps the reasons and lines of what was known', () => {
    const shop = makeAccepted()
    const more = [...violations, makeViolation('users/aa.ts')]
    expect(shop.apply(accept(shop, more, { reason: 'a new one' }))).toEqual([
      'update .banyan/baseline/users.json',
    ])
    expect(
      shop
        .baseline()
        .entries.map(entry => entry.reason)
        .sort(),
    ).toEqual(['a new one', ...Array.from({ length: 4 }, () => 'adopted')])
    expect(shop.git('diff', '--numstat')).toMatch(/^2\s+0\s/)
  })

  it.each([
    [{ rules: ['private-import'], modules: [], files: [] }, 4],
    [{ rules: ['file-cycle'], modules: [], files: [] }, 0],
    [{ rules: [], modules: ['users', 'orders'], files: [] }, 3],
    [{ rules: [], modules: [], files: ['users/**'] }, 2],
    [{ rules: ['private-import'], modules: ['users'], files: ['**/b.ts'] }, 1],
  ])('accepts only what %j means', (only, count) => {
    const shop = makeShop()
    shop.apply(accept(shop, violations, { only }))
    expect(shop.baseline().entries).toHaveLength(count)
  })

  it('renews an expired entry instead of adding a second one', () => {
    const shop = makeShop()
    const found = violations.slice(0, 1)
    shop.apply(accept(shop, found, { until: '2026-01-31', today: '2026-01-01' }))
    expect([...shop.match(found).statuses.values()]).toEqual(['new'])
    shop.apply(accept(shop, found, { reason: 'once more', until: '2027-01-31' }))
    expect(shop.baseline().entries).toMatchObject([{ reason: 'once more', until: '2027-01-31' }])
    expect(accept(shop, found).changes).toEqual([])
  })

  it.each([
    [{ reason: ' ' }, 'takes a reason'],
    [{ owner: '' }, 'owner is blank'],
    [{ until: '2026-02-30' }, 'is not a date'],
    [{ until: '' }, 'is not a date'],
    [{ until: '2026-06-14' }, 'is over'],
  ])('refuses %j', (more, message) => {
    expect(() => accept(makeShop(), violations, more)).toThrow(message)
  })

  it('stores modules whose names differ only in case in two files', () => {
    const inModule = (module: string): Violation => {
      const violation = makeViolation(`${module}/a.ts`)
      return { ...violation, from: { ...violation.from, module } }
    }
    const shop = makeShop()
    const found = [inModule('users'), inModule('Users')]
    const paths = accept(shop, found).changes.map(change => change.path.toLowerCase())
    expect(new Set(paths).size).toBe(2)
    shop.apply(accept(shop, found))
    expect([...shop.match(found).statuses.values()]).toEqual(['known', 'known'])
  })
})

describe('planShrink', () => {
  it('removes what is fixed and touches no other line', () => {
    const shop = makeAccepted([...violations, makeViolation('users/c.ts')])
    const found = violations.filter(violation => violation.from.file !== 'users/b.ts')
    expect(shop.apply(shrink(shop, [...found, makeViolation('users/c.ts')]))).toEqual([
      'update .banyan/baseline/users.json',
    ])
    expect(shop.git('diff', '--numstat')).toMatch(/^0\s+1\s/)
    expect(shrink(shop, [...found, makeViolation('users/c.ts')]).changes).toEqual([])
  })

  it('never adds what is new', () => {
    const shop = makeAccepted()
    expect(shrink(shop, [...violations, makeViolation('users/z.ts')]).changes).toEqual([])
  })

  it('deletes the file of a module that has nothing left', () => {
    const shop = makeAccepted()
    expect(shop.apply(shrink(shop, violations.slice(0, 2)))).toEqual([
      'delete .banyan/baseline/_unassigned.json',
      'delete .banyan/baseline/orders.json',
    ])
  })

  it('lets a moved entry point to where its violation is now, with its reason', () => {
    const shop = makeAccepted(violations.slice(0, 1))
    const moved = [makeViolation('users/deep/a.ts')]
    shop.apply(shrink(shop, moved))
    expect(shop.baseline().entries).toMatchObject([{ from: 'users/deep/a.ts', reason: 'adopted' }])
    expect(shrink(shop, moved).changes).toEqual([])
  })

  it('gives back the same bytes when a fixed entry comes back', () => {
    const shop = makeAccepted([...violations, makeViolation('users/c.ts')])
    const without = (file: string) =>
      [...violations, makeViolation('users/c.ts')].filter(({ from }) => from.file !== file)
    for (const file of ['users/a.ts', 'users/b.ts', 'users/c.ts']) {
      shop.apply(shrink(shop, without(file)))
      expect(shop.git('status', '--porcelain')).not.toBe('')
      shop.apply(accept(shop, [...violations, makeViolation('users/c.ts')]))
      expect(shop.git('status', '--porcelain')).toBe('')
    }
  })

  it('refuses a baseline that cannot be read, because it would lose entries', () => {
    const shop = makeAccepted()
    shop.write({ '.banyan/baseline/catalog.json': '{' })
    expect(() => shrink(shop, [])).toThrow(UserError)
    expect(() => migrate(shop, [])).toThrow(UserError)
    expect(() => accept(shop, [])).toThrow(UserError)
  })

  it('puts a file into order that was merged by hand', () => {
    const found = [...violations, makeViolation('users/c.ts')]
    const shop = makeAccepted(found)
    const path = '.banyan/baseline/users.json'
    const text = () => shop.baseline().files.find(file => file.path === path)?.text ?? ''
    shop.write({ [path]: text().replace(/( {4}.*a\.ts.*\n)\n( {4}.*b\.ts.*\n)/, '$2\n$1') })
    expect(text()).toMatch(/b\.ts[\s\S]*a\.ts/)
    shop.apply(shrink(shop, violations))
    expect(text()).toMatch(/a\.ts[\s\S]*b\.ts/)
    expect(text()).not.toContain('c.ts')
  })

  it('keeps Windows line endings', () => {
    const shop = makeAccepted()
    const path = '.banyan/baseline/users.json'
    const crlf = (text: string) => text.replaceAll('\n', '\r\n')
    const before = shop.baseline().files.find(file => file.path === path)?.text ?? ''
    shop.write({ [path]: crlf(before) })
    shop.apply(shrink(shop, violations.slice(1)))
    const after = shop.baseline().files.find(file => file.path === path)?.text ?? ''
    expect(after.split('\r\n').length).toBe(before.split('\n').length - 1)
    expect(after.replaceAll('\r\n', '')).not.toContain('\n')
  })
})

describe('planMigrate', () => {
  it('has nothing to do for what Banyan wrote', () => {
    expect(migrate(makeAccepted(), violations).changes).toEqual([])
  })

  it.each<[string, (text: string) => string]>([
    ['reformatted', text => JSON.stringify(JSON.parse(text), null, 4)],
    ['unsorted', text => text.replace(/( {4}.*a\.ts.*\n)\n( {4}.*b\.ts.*\n)/, '$2\n$1')],
    ['with doubled entries', text => text.replace(/( {4}.*a\.ts.*\n)/, '$1$1')],
    ['without the closing object', text => text.replace(/,\n\n {4}\{\}\n/, '\n')],
    ['with left-over empty lines', text => text.replaceAll('\n\n', '\n\n\n\n')],
  ])('brings a file that is %s back into the layout', (_, damage) => {
    const shop = makeAccepted()
    const path = '.banyan/baseline/users.json'
    const before = shop.baseline().files.find(file => file.path === path)?.text ?? ''
    shop.write({ [path]: damage(before) })
    expect(shop.git('status', '--porcelain')).not.toBe('')
    shop.apply(migrate(shop, violations))
    expect(shop.git('status', '--porcelain')).toBe('')
    expect(migrate(shop, violations).changes).toEqual([])
  })

  it('moves files and entries home: wrongly named files, entries in the file of another module', () => {
    const shop = makeAccepted()
    shop.move('.banyan/baseline/users.json', '.banyan/baseline/people.json')
    const orders = shop.baseline().files.find(file => file.module === 'orders')?.text ?? ''
    shop.write({ '.banyan/baseline/orders.json': orders.replace('"orders"', '"users"') })
    expect([...shop.match(violations).statuses.values()]).toEqual(['known', 'known', 'known', 'known'])
    shop.apply(migrate(shop, violations))
    expect(shop.git('status', '--porcelain')).toBe('')
  })

  it('follows a renamed module and keeps stale entries for the shrinking', () => {
    const shop = makeAccepted()
    const accounts = (file: string) => (file.startsWith('users/') ? { name: 'accounts' } : moduleOf(file))
    const [first] = violations
    const found = first === undefined ? [] : [{ ...first, from: { ...first.from, module: 'accounts' } }]
    const { entries } = shop.baseline()
    const paths = ['users/a.ts', 'orders/c.ts']
    const match = matchBaseline({
      violations: found,
      entries,
      paths,
      renames: new Map(),
      moduleOf: accounts,
      today,
    })
    shop.apply(planMigrate({ baseline: shop.baseline(), match }))
    expect(shop.baseline().files.map(({ path, module }) => [path, module])).toEqual([
      ['.banyan/baseline/_unassigned.json', null],
      ['.banyan/baseline/accounts.json', 'accounts'],
      ['.banyan/baseline/orders.json', 'orders'],
      ['.banyan/baseline/users.json', 'users'],
    ])
    expect(shop.baseline().entries).toHaveLength(4)
  })
})
