import type { Session } from '../infrastructure/session-store.js'
import type { User } from '../infrastructure/user-store.js'

/** As the contract shows it. */
export function presentUser({ id, email, name, roles, created_at }: User) {
  return { id, email, name, roles, createdAt: created_at.toISOString() }
}

export function presentSession({ id, address, agent, created_at, last_used_at }: Session) {
  return { id, address, agent, createdAt: created_at.toISOString(), lastUsedAt: last_used_at.toISOString() }
}
