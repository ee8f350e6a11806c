import { describe, expect, it } from 'vitest'
import { findOwners } from '../../../src/adoption/find-modules/find-owners.js'
import { sketch } from '../sketch.js'

const ownerOf = (lines: string, path: string, place = 'CODEOWNERS') =>
  findOwners(sketch({ [place]: lines }).tree)(path)

const cases: readonly [string, string, string, string | null][] = [
  ['the last matching line counts', '* @all\n/users/ @identity', 'users/a.ts', '@identity'],
  ['a line without owners takes ownership away', '* @all\n/users/', 'users/a.ts', null],
  ['a name matches at any depth', 'billing @money', 'src/billing/deep/a.ts', '@money'],
  ['a leading slash anchors', '/billing @money', 'src/billing/a.ts', null],
  ['a star does not cross folders', '/src/* @all', 'src/users/a.ts', null],
  ['several owners stay together', '* @one @two # both', 'a.ts', '@one @two'],
  ['a pattern may hold an escaped space', '/my\\ shop/ @shop', 'my shop/a.ts', '@shop'],
  ['a section lends its owners', '[Shop] @shop\n/users/', 'users/a.ts', '@shop'],
  ['a pattern of all files below a folder', '/users/**/* @identity', 'users/a/b.ts', '@identity'],
]

describe('owners', () => {
  it.each(cases)('%s', (_, lines, path, expected) => {
    expect(ownerOf(lines, path)).toBe(expected)
  })

  it.each(['.github/CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])('are read from %s', place => {
    expect(ownerOf('* @all', 'a.ts', place)).toBe('@all')
  })

  it('are nobody without the file', () => {
    expect(findOwners(sketch([]).tree)('a.ts')).toBeNull()
  })
})
