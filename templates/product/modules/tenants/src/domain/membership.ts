export type Role = 'member' | 'owner'

export interface Member {
  readonly userId: string
  readonly role: Role
  readonly joinedAt: Date
}

/** Who changes what a member is, seen from all members of the tenant. */
export interface MembershipChange {
  readonly actor: string
  readonly userId: string
  /** Null for no longer a member. */
  readonly role: Role | null
}

export type Verdict = 'allowed' | 'last-owner' | 'not-a-member' | 'not-owner' | 'unchanged'

export function judgeChange(members: readonly Member[], { actor, userId, role }: MembershipChange): Verdict {
  const roleOf = (id: string) => members.find(member => member.userId === id)?.role ?? null
  if (roleOf(actor) === null) return 'not-a-member'
  const leaves = actor === userId && role === null
  if (roleOf(actor) !== 'owner' && !leaves) return 'not-owner'
  if (roleOf(userId) === role) return 'unchanged'
  const others = members.filter(member => member.role === 'owner' && member.userId !== userId)
  return roleOf(userId) === 'owner' && others.length === 0 ? 'last-owner' : 'allowed'
}
