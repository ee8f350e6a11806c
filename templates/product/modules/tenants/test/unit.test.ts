import { describe, expect, it } from 'vitest'
import { judgeChange, type Role } from '../src/domain/membership.js'

const members = Object.entries({ ann: 'owner', bob: 'member' } as const).map(([userId, role]) => ({
  userId,
  role,
  joinedAt: new Date(0),
}))

describe('what a member is', () => {
  it.each<[string, string, Role | null, string]>([
    ['ann', 'cid', 'member', 'allowed'],
    ['ann', 'bob', 'owner', 'allowed'],
    ['ann', 'bob', null, 'allowed'],
    ['bob', 'bob', null, 'allowed'],
    ['ann', 'bob', 'member', 'unchanged'],
    ['ann', 'cid', null, 'unchanged'],
    ['bob', 'bob', 'owner', 'not-owner'],
    ['bob', 'ann', null, 'not-owner'],
    ['eve', 'eve', 'owner', 'not-a-member'],
    ['ann', 'ann', null, 'last-owner'],
    ['ann', 'ann', 'member', 'last-owner'],
  ])('when %s makes %s %s is %s', (actor, userId, role, verdict) => {
    expect(judgeChange(members, { actor, userId, role })).toBe(verdict)
  })
})
