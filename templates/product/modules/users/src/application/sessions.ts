import { fail } from '@shop/platform/contract'
import type { Session } from '@shop/platform/credentials'
import { type Input, usersContract } from '../contract.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function signOut(parts: Parts, { refreshToken }: Input<'signOut'>): Promise<void> {
  const { database, sessions, audit } = parts
  await database.transaction(async tx => {
    const session = await sessions.find(tx, refreshToken)
    if (session === null || !(await sessions.end(tx, session.id))) return
    const { id, userId } = session
    await audit(tx, { action: 'signed-out', subject: userId, actor: userId, details: { session: id } })
  })
}

export async function listSessions({ database, sessions }: Parts) {
  const open = await sessions.list(database.db, requireCaller().userId)
  return { sessions: open.map(presentSession) }
}

export async function revokeSession(parts: Parts, { id }: Input<'revokeSession'>): Promise<void> {
  const { database, sessions, audit } = parts
  const { userId } = requireCaller()
  await database.transaction(async tx => {
    if (!(await sessions.belongs(tx, id, userId))) fail(usersContract, 'revokeSession', 'not-found')
    if (!(await sessions.end(tx, id))) return
    await audit(tx, { action: 'session-revoked', subject: userId, details: { session: id } })
  })
}

function presentSession({ id, address, agent, createdAt, lastUsedAt }: Session) {
  return { id, address, agent, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt.toISOString() }
}
