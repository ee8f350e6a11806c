import { fail } from '@shop/platform/contract'
import { usersContract } from '../contract.js'
import { writeAudit } from '../infrastructure/audit-log.js'
import {
  endSession,
  findSession,
  listOpenSessions,
  lockToken,
  type Session,
} from '../infrastructure/session-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

export async function signOut(
  { database, readClient, now }: Parts,
  { refreshToken }: { readonly refreshToken: string },
): Promise<void> {
  await database.transaction(async tx => {
    const session = await lockToken(tx, refreshToken)
    if (session === null || session.revoked_at !== null) return
    await endSession(tx, session.id, now())
    const entry = { action: 'signed-out', subject: session.user_id, actor: session.user_id } as const
    await writeAudit(tx, { ...entry, address: readClient().address, details: { session: session.id } })
  })
}

export async function listSessions({ database, now }: Parts): Promise<readonly Session[]> {
  return await listOpenSessions(database.db, requireCaller().userId, now())
}

export async function revokeSession(
  { database, readClient, now }: Parts,
  { id }: { readonly id: string },
): Promise<void> {
  const { userId } = requireCaller()
  await database.transaction(async tx => {
    const session = await findSession(tx, id, userId)
    if (session === null) fail(usersContract, 'revokeSession', 'not-found')
    if (session.revoked_at !== null) return
    await endSession(tx, id, now())
    const details = { session: id }
    await writeAudit(tx, {
      action: 'session-revoked',
      subject: userId,
      address: readClient().address,
      details,
    })
  })
}
