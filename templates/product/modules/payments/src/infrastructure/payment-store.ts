import { appendEvents, type Loaded, loadAggregate, StreamConflict } from '@shop/platform/event-store'
import type { QueryExecutorProvider } from 'kysely'
import type { Decision } from '../domain/decide.js'
import { type Payment, paymentAggregate } from '../domain/payment.js'

export type Changed<Problem extends string> =
  | { readonly kind: 'done'; readonly before: Payment; readonly after: Payment; readonly version: number }
  | { readonly kind: 'refused'; readonly problem: Problem }

export function loadPayment(db: QueryExecutorProvider, id: string): Promise<Loaded<Payment>> {
  return loadAggregate(db, paymentAggregate, id)
}

/** Decides on what is there and adds what follows; throws `StreamConflict` where somebody was faster. */
export async function changePayment<Problem extends string>(
  tx: QueryExecutorProvider,
  id: string,
  decide: (payment: Payment) => Decision<Problem>,
): Promise<Changed<Problem>> {
  const loaded = await loadPayment(tx, id)
  const decision = decide(loaded.state)
  if (decision.kind === 'refused') return decision
  const { events } = decision
  const { state, number } = await appendEvents(tx, paymentAggregate, { id, loaded, events })
  return { kind: 'done', before: loaded.state, after: state, version: number }
}

/** Again, a few times, when somebody was faster. */
export async function retryOnConflict<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof StreamConflict) || attempt >= 5) throw error
    }
  }
}
