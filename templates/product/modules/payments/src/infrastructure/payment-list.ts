import type { Projection } from '@shop/platform/event-store'
import { type Kysely, type QueryExecutorProvider, sql } from 'kysely'
import { paymentAggregate, type paymentEvents } from '../domain/payment.js'
import type { PaymentsTables } from './tables.js'

export interface ListedPayment {
  readonly id: string
  readonly payerId: string
  readonly amount: number
  readonly refunded: number
  readonly currency: string
  readonly status: 'authorised' | 'captured' | 'failed' | 'started'
  readonly reason: string | null
}

/** The payments of each payer, for lists: made of events, a moment after them. */
export const paymentList: Projection<typeof paymentEvents> = {
  name: 'payment-list',
  version: 1,
  aggregate: paymentAggregate,
  reset: async tx => void (await sql`delete from payments`.execute(tx)),
  apply: async (tx, event, { id }) => {
    const set = (change: ReturnType<typeof sql>) =>
      sql`update payments set ${change} where id = ${id}`.execute(tx)
    switch (event.type) {
      case 'Started':
        return await insert(tx, id, event.data)
      case 'Authorised':
        return void (await set(sql`status = 'authorised'`))
      case 'Captured':
        return void (await set(sql`status = 'captured'`))
      case 'Failed':
        return void (await set(sql`status = 'failed', reason = ${event.data.reason}`))
      case 'Refunded':
        return void (await set(sql`refunded = refunded + ${event.data.amount}`))
      case 'RefundRequested':
      case 'RefundRejected':
        return
    }
  },
}

async function insert(
  tx: QueryExecutorProvider,
  id: string,
  {
    payerId,
    amount,
    currency,
  }: { readonly payerId: string; readonly amount: number; readonly currency: string },
): Promise<void> {
  await sql`
    insert into payments (id, payer_id, amount, refunded, currency, status)
    values (${id}, ${payerId}, ${amount}, 0, ${currency}, 'started')`.execute(tx)
}

export async function readPayments(
  db: Kysely<PaymentsTables>,
  payerId: string,
  limit: number,
): Promise<readonly ListedPayment[]> {
  const query = db.selectFrom('payments').selectAll().where('payer_id', '=', payerId)
  const rows = await query.orderBy('id', 'desc').limit(limit).execute()
  return rows.map(({ payer_id, amount, refunded, ...row }) => ({
    ...row,
    payerId: payer_id,
    amount: Number(amount),
    refunded: Number(refunded),
  }))
}
