import { describe, expect, it } from 'vitest'
import { newId } from '../../src/ids/index.js'

describe('ids', () => {
  it('sort by age', () => {
    const ids = [1, 2, 255, 256, 1_800_000_000_000].map(time => newId(time))
    expect(ids.toSorted()).toEqual(ids)
  })

  it('are UUIDs of version 7, no two the same', () => {
    const ids = Array.from({ length: 100 }, () => newId())
    expect(new Set(ids).size).toBe(100)
    for (const id of ids)
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  })
})
