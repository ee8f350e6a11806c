import { type QueryExecutorProvider, sql } from 'kysely'

/** False where the event came before. */
export async function noteProviderEvent(tx: QueryExecutorProvider, id: string): Promise<boolean> {
  const { rows } = await sql`
    insert into provider_events (id) values (${id}) on conflict do nothing returning 1`.execute(tx)
  return rows.length > 0
}

/** Those that the provider does not send again any more. */
export async function forgetProviderEvents(db: QueryExecutorProvider): Promise<void> {
  await sql`delete from provider_events where received_at < now() - interval '90 days'`.execute(db)
}
