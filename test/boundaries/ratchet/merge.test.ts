import { afterEach, describe, expect, it } from 'vitest'
import { planAccept, planShrink } from '../../../src/boundaries/ratchet/index.js'
import { removeFolders } from '../../facts/git/git-repository.js'
import { makeShop, makeViolation, type Shop, today } from './shop.js'

afterEach(removeFolders)

const letters = ['a', 'b', 'c', 'd', 'e']
const violationsOf = (names: readonly string[]) => names.map(name => makeViolation(`users/${name}.ts`))

function accept(shop: Shop, names: readonly string[]): void {
  const violations = violationsOf(names)
  shop.apply(
    planAccept({
      baseline: shop.baseline(),
      match: shop.match(violations),
      reason: 'adopted',
      today,
    }),
  )
}

function shrink(shop: Shop, names: readonly string[]): void {
  shop.apply(planShrink({ baseline: shop.baseline(), match: shop.match(violationsOf(names)) }))
}

/** Merges what two branches made of the same baseline; answers the names left, or throws on a conflict. */
function merge(
  recorded: readonly string[],
  left: (shop: Shop) => void,
  right: (shop: Shop) => void,
): string[] {
  const shop = makeShop()
  accept(shop, recorded)
  shop.commit()
  shop.git('switch', '--quiet', '--create', 'left')
  left(shop)
  shop.commit()
  shop.git('switch', '--quiet', '--create', 'right', 'main')
  right(shop)
  shop.commit()
  shop.git('merge', '--quiet', '--no-edit', 'left')
  const { entries, problems } = shop.baseline()
  expect(problems).toEqual([])
  return entries.map(entry => entry.from.replace(/users\/(.*)\.ts/, '$1'))
}

describe('two branches that both shrink', () => {
  it.each([
    [['a'], ['e']],
    [['a'], ['b']],
    [['d'], ['e']],
    [
      ['a', 'c', 'e'],
      ['b', 'd'],
    ],
    [
      ['a', 'b'],
      ['c', 'd', 'e'],
    ],
    [
      ['b', 'c'],
      ['c', 'd'],
    ],
    [['c'], ['c']],
    [['a', 'b', 'c'], ['b']],
  ])('merge without a conflict when one fixes %j and the other %j', (left, right) => {
    const keep = (fixed: readonly string[]) => letters.filter(letter => !fixed.includes(letter))
    const merged = merge(
      letters,
      shop => shrink(shop, keep(left)),
      shop => shrink(shop, keep(right)),
    )
    expect(merged).toEqual(letters.filter(letter => !left.includes(letter) && !right.includes(letter)))
  })

  it('leave a file that the next shrinking deletes when together they fixed everything', () => {
    const shop = makeShop()
    accept(shop, ['a', 'b'])
    shop.commit()
    shop.git('switch', '--quiet', '--create', 'left')
    shrink(shop, ['a'])
    shop.commit()
    shop.git('switch', '--quiet', '--create', 'right', 'main')
    shrink(shop, ['b'])
    shop.commit()
    shop.git('merge', '--quiet', '--no-edit', 'left')
    expect(shop.baseline()).toMatchObject({ entries: [], problems: [] })
    const plan = planShrink({ baseline: shop.baseline(), match: shop.match([]) })
    expect(plan.changes).toEqual([{ kind: 'delete', path: '.banyan/baseline/users.json' }])
  })
})

describe('a branch that shrinks and one that accepts', () => {
  it.each([
    ['before the first', ['b'], ['c'], 'a'],
    ['after the last', ['a', 'b', 'c'], ['a'], 'z'],
    ['in the middle', ['a', 'b', 'd', 'e'], ['a'], 'c'],
  ])('merge without a conflict when the new entry comes %s', (_, recorded, fixed, added) => {
    const all = ['b', 'c', ...recorded].filter(
      (name, at, names) => names.indexOf(name) === at && name !== added,
    )
    const rest = all.filter(name => !fixed.includes(name))
    const merged = merge(
      all,
      shop => shrink(shop, rest),
      shop => accept(shop, [...all, added]),
    )
    expect(merged).toEqual([...rest, added].sort())
  })
})

describe('two branches that both accept', () => {
  it('merge by themselves with `merge=union` in .gitattributes, also at the same place', () => {
    const attributes = { '.gitattributes': '.banyan/baseline/*.json merge=union\n' }
    const merged = merge(
      ['a', 'e'],
      shop => {
        shop.write(attributes)
        accept(shop, ['a', 'b', 'e'])
      },
      shop => {
        shop.write(attributes)
        accept(shop, ['a', 'c', 'd', 'e'])
      },
    )
    expect([...merged].sort()).toEqual(letters)
  })
})

it('is rewritten line by line: every shrinking removes just the lines of what was fixed', () => {
  const shop = makeShop()
  accept(shop, letters)
  shop.commit()
  for (const kept of [['a'], ['c'], ['e'], ['a', 'e'], ['b', 'c'], ['a', 'c', 'e'], ['b', 'c', 'd', 'e']]) {
    shrink(shop, kept)
    const [added, removed] = (shop.git('diff', '--numstat') || '0 0').split(/\s+/)
    expect([Number(added), Number(removed)]).toEqual([0, letters.length - kept.length])
    shop.git('checkout', '--quiet', '.')
  }
})
