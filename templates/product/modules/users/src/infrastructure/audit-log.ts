import { currentContext } from '@shop/platform/contract'
import type { Client } from '@shop/platform/http'
import { type QueryExecutorProvider, sql } from 'kysely'

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
export type Audit = (tx: QueryExecutorProvider, entry: AuditEntry) => Promise<void>

export function createAudit(readClient: () => Client): Audit {
  return async (tx, { action, subject, actor = currentContext().caller?.userId ?? null, details = {} }) => {
    const { address } = readClient()
    await sql`
      insert into audit_log (action, subject, actor, address, details)
      values (${action}, ${subject}, ${actor}, ${address}, ${JSON.stringify(details)}::jsonb)`.execute(tx)
  }
}
