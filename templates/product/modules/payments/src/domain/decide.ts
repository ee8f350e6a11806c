import { type Payment, type PaymentEvent, sumRefunds } from './payment.js'

/** What a command leads to; no events where it was done before. */
export type Decision<Problem extends string = never> =
  | { readonly kind: 'events'; readonly events: readonly PaymentEvent[] }
  | { readonly kind: 'refused'; readonly problem: Problem }

const nothing: Decision = { kind: 'events', events: [] }
const happen = (...events: readonly PaymentEvent[]): Decision => ({ kind: 'events', events })

export function start(given: Extract<PaymentEvent, { type: 'Started' }>['data']): Decision {
  return happen({ type: 'Started', data: given })
}

export function authorise(payment: Payment, authorisation: string): Decision {
  return payment.status === 'started' ? happen({ type: 'Authorised', data: { authorisation } }) : nothing
}

export function capture(payment: Payment): Decision {
  return payment.status === 'authorised' ? happen({ type: 'Captured', data: {} }) : nothing
}

export function giveUp(payment: Payment, reason: string): Decision {
  const isOpen = payment.status === 'started' || payment.status === 'authorised'
  return isOpen ? happen({ type: 'Failed', data: { reason } }) : nothing
}

/** The rest where no amount is named. The same refund is asked for once. */
export function requestRefund(
  payment: Payment,
  { refundId, amount }: { readonly refundId: string; readonly amount?: number | undefined },
): Decision<'not-captured' | 'refund-too-large'> {
  if (payment.refunds[refundId] !== undefined) return nothing
  if (payment.status !== 'captured') return { kind: 'refused', problem: 'not-captured' }
  const rest = payment.amount - sumRefunds(payment, 'done', 'requested')
  const asked = amount ?? rest
  if (asked > rest || asked <= 0) return { kind: 'refused', problem: 'refund-too-large' }
  return happen({ type: 'RefundRequested', data: { refundId, amount: asked } })
}

/** Null for the reason where the provider has paid it back; that counts too where we had given up on it. */
export function settleRefund(payment: Payment, refundId: string, reason: string | null): Decision {
  const refund = payment.refunds[refundId]
  if (refund === undefined || refund.status === 'done') return nothing
  if (reason !== null && refund.status === 'rejected') return nothing
  if (reason !== null) return happen({ type: 'RefundRejected', data: { refundId, reason } })
  return happen({ type: 'Refunded', data: { refundId, amount: refund.amount } })
}
