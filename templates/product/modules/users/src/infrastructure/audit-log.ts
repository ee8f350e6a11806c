import { currentContext } from '@shop/platform/contract'
import type { Kysely } from 'kysely'
import type { UsersTables } from './tables.js'

export type AuditedAction =
  | 'profile-changed'
  | 'refresh-token-reused'
  | 'roles-changed'
  | 'session-revoked'
  | 'sign-in-refused'
  | 'signed-in'
  | 'signed-out'
  | 'signed-up'
  | 'signing-key-created'
  | 'signing-key-removed'

export interface AuditEntry {
  readonly action: AuditedAction
  /** Id of what it was done to; null where there is none. */
  readonly subject: string | null
  /** Who did it; the caller unless told otherwise. */
  readonly actor?: string | null
  /** From where; null for the product itself. */
  readonly address?: string | null
  /** No secrets, and nothing that people typed. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** In the transaction of what it tells of. */
export async function writeAudit(tx: Kysely<UsersTables>, entry: AuditEntry): Promise<void> {
  const {
    action,
    subject,
    actor = currentContext().caller?.userId ?? null,
    address = null,
    details = {},
  } = entry
  const row = { action, subject, actor, address, details: JSON.stringify(details) }
  await tx.insertInto('audit_log').values(row).execute()
}
