import { currentContext } from '@shop/platform/contract'
import type { Kysely } from 'kysely'
import type { UsersTables } from './tables.js'

/** Where a request comes from, as far as it is known. */
export interface Client {
  readonly address: string | null
  readonly agent: string | null
}

export interface AuditEntry {
  readonly action: string
  /** Id of whom or what it was done to; null where there is none. */
  readonly subject: string | null
  /** Who did it; the caller unless told otherwise. */
  readonly actor?: string | null
  /** No secrets, and nothing that people typed. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** Writes down who did what and from where, in the transaction of what was done. */
export type Audit = (tx: Kysely<UsersTables>, entry: AuditEntry) => Promise<void>

export function createAudit(readClient: () => Client): Audit {
  return async (tx, { action, subject, actor = currentContext().caller?.userId ?? null, details = {} }) => {
    const { address } = readClient()
    const row = { action, subject, actor, address, details: JSON.stringify(details) }
    await tx.insertInto('audit_log').values(row).execute()
  }
}
