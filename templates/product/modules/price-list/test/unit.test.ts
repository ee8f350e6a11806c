import { describe, expect, it } from 'vitest'
import { newId } from '../src/domain/new-id.js'
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

describe('ids', () => {
  it('sort by age', () => {
    const ids = [1, 2, 255, 256, 1_800_000_000_000].map(newId)
    expect(ids.toSorted()).toEqual(ids)
  })

  it('are UUIDs of version 7, no two the same', () => {
    const ids = Array.from({ length: 100 }, () => newId())
    expect(new Set(ids).size).toBe(100)
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})
