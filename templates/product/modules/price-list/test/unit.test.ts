import { newId } from '@shop/platform/ids'
import { describe, expect, it } from 'vitest'
import { createPriceListItem, renamePriceListItem } from '../src/domain/price-list-item.js'

const created = createPriceListItem({ id: newId(), name: 'First', notes: '', createdAt: new Date(0) })

describe('one price list item', () => {
  it('begins with version 1', () => {
    expect(created.version).toBe(1)
  })

  it('has the next version after it was renamed', () => {
    expect(renamePriceListItem(created, 1, 'Second')).toEqual({
      kind: 'renamed',
      next: { ...created, name: 'Second', version: 2 },
    })
  })

  it('stays as it is when the name is the same', () => {
    expect(renamePriceListItem(created, 1, 'First')).toEqual({ kind: 'unchanged' })
  })

  it.each([0, 2])('is not renamed by whoever has seen version %i', seen => {
    expect(renamePriceListItem(created, seen, 'Second')).toEqual({ kind: 'conflict' })
  })
})
