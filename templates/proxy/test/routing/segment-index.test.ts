import { describe, expect, it } from 'vitest'
import { createSegmentIndex, extendHash } from '../../src/routing/segment-index.js'

function hashOf(text: string): number {
  return [...text].reduce((hash, character) => extendHash(hash, character.charCodeAt(0)), 0)
}

function find(names: readonly string[], wanted: string): string | undefined {
  const index = createSegmentIndex(new Map(names.map(name => [name, name])))
  const path = `/before/${wanted}/after`
  return index.find(path, 8, 8 + wanted.length, hashOf(wanted))
}

describe('texts with one hash are told apart', () => {
  it.each([
    ['Aa', 'BB'],
    ['users', 'usersabwwz1dl'],
  ])('%s and %s', (one, other) => {
    expect(hashOf(one)).toBe(hashOf(other))
    expect(find([one], other)).toBeUndefined()
    expect(find([other], one)).toBeUndefined()
    expect([find([one, other], one), find([one, other], other)]).toEqual([one, other])
  })
})

it('an empty index finds nothing, and an empty text can be found', () => {
  expect(find([], 'a')).toBeUndefined()
  expect(find([], '')).toBeUndefined()
  expect(find(['a', ''], '')).toBe('')
})
