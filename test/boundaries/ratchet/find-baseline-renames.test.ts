import { afterEach, describe, expect, it } from 'vitest'
import { findBaselineRenames, matchBaseline, planAccept } from '../../../src/boundaries/ratchet/index.js'
import { longText, removeFolders } from '../../facts/git/git-repository.js'
import { makeShop, makeViolation, match, moduleOf, type Shop, today } from './shop.js'

afterEach(removeFolders)

const before = makeViolation('users/a.ts')
const after = makeViolation('orders/moved.ts')

/** A baseline that knows `users/a.ts`, which then moves to another module. */
function makeMoved(commitBaseline: boolean): Shop {
  const shop = makeShop({ 'users/a.ts': longText('users') })
  const [baseline, found] = [shop.baseline(), match([before], [])]
  shop.apply(planAccept({ baseline, match: found, reason: 'adopted', today }))
  if (commitBaseline) shop.commit()
  shop.move('users/a.ts', 'orders/moved.ts')
  shop.write({ 'orders/moved.ts': longText('users', "import '../billing/charge.js'") })
  return shop
}

function statusOf(shop: Shop) {
  const { baseline, paths } = { baseline: shop.baseline(), paths: shop.paths() }
  const renames = findBaselineRenames(shop.root, baseline, paths)
  const { entries } = baseline
  return matchBaseline({ violations: [after], entries, paths, renames, moduleOf, today }).statuses.get(after)
}

describe('a known violation in a renamed file', () => {
  it.each<[string, (shop: Shop) => void]>([
    ['renamed on disk only', () => {}],
    ['staged', shop => void shop.git('add', '--all')],
    ['committed', shop => void shop.commit()],
    [
      'committed, with the baseline written again later for another module',
      shop => {
        shop.commit()
        shop.commit({
          '.banyan/baseline/catalog.json': '{ "schemaVersion": 1, "module": "catalog", "entries": [] }',
        })
      },
    ],
    [
      'renamed a second time',
      shop => {
        shop.commit()
        shop.move('orders/moved.ts', 'orders/again.ts')
        shop.commit()
        shop.move('orders/again.ts', 'orders/moved.ts')
        shop.commit()
      },
    ],
  ])('stays known: %s', (_, record) => {
    const shop = makeMoved(true)
    record(shop)
    expect(statusOf(shop)).toBe('known')
  })

  it('stays known while the baseline itself is not committed', () => {
    expect(statusOf(makeMoved(false))).toBe('known')
  })

  it('is new when the file at the new path is another one', () => {
    const shop = makeMoved(true)
    shop.write({ 'orders/moved.ts': longText('something else') })
    expect(statusOf(shop)).toBe('new')
  })
})

it('asks nobody when no file is gone, nor outside a repository', () => {
  const baseline = { files: [], problems: [], entries: [] }
  expect(findBaselineRenames('/nowhere', baseline, []).size).toBe(0)
})
