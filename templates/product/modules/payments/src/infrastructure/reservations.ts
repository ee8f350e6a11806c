import { type QueryExecutorProvider, sql } from 'kysely'

interface Reservation {
  readonly paymentId: string
  readonly payerId: string
  readonly amount: number
  readonly currency: string
}

/** False where the payer would get over the limit of a day. Of one payer, one reservation is decided on at a time. */
export async function reserve(
  tx: QueryExecutorProvider,
  { paymentId, payerId, amount, currency }: Reservation,
  limit: number,
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reserve ${payerId}`}, 0))`.execute(tx)
  const { rows } = await sql`
    insert into reservations (payment_id, payer_id, amount, currency)
    select ${paymentId}, ${payerId}, ${amount}, ${currency}
    where ${amount} + (
      select coalesce(sum(amount), 0) from reservations
      where payer_id = ${payerId} and currency = ${currency} and reserved_at > now() - interval '1 day'
    ) <= ${limit}
    returning 1`.execute(tx)
  return rows.length > 0
}

export async function release(tx: QueryExecutorProvider, paymentId: string): Promise<void> {
  await sql`delete from reservations where payment_id = ${paymentId}`.execute(tx)
}
