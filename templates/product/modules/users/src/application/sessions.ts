import { fail } from '@shop/platform/contract'
import { type Input, usersContract } from '../contract.js'
import {
  endSession,
  hasSession,
  listOpenSessions,
  lockToken,
  type SessionRow,
} from '../infrastructure/session-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function signOut(parts: Parts, { refreshToken }: Input<'signOut'>): Promise<void> {
  const { database, audit, now } = parts
  await database.transaction(async tx => {
    const session = await lockToken(tx, refreshToken)
    if (session === null || !(await endSession(tx, session.id, now()))) return
    const { id, user_id: user } = session
    await audit(tx, { action: 'signed-out', subject: user, actor: user, details: { session: id } })
  })
}

export async function listSessions({ database, now }: Parts) {
  const rows = await listOpenSessions(database.db, requireCaller().userId, now())
  return { sessions: rows.map(presentSession) }
}

export async function revokeSession(parts: Parts, { id }: Input<'revokeSession'>): Promise<void> {
  const { database, audit, now } = parts
  const { userId } = requireCaller()
  await database.transaction(async tx => {
    if (!(await hasSession(tx, id, userId))) fail(usersContract, 'revokeSession', 'not-found')
    if (!(await endSession(tx, id, now()))) return
    await audit(tx, { action: 'session-revoked', subject: userId, details: { session: id } })
  })
}

function presentSession({ id, address, agent, created_at, last_used_at }: SessionRow) {
  return { id, address, agent, createdAt: created_at.toISOString(), lastUsedAt: last_used_at.toISOString() }
}
