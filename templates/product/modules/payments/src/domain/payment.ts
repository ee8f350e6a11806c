import { defineAggregate, type EventOf } from '@shop/platform/event-store'
import { z } from 'zod'

/** In the smallest unit of the currency: cents of EUR, yen of JPY. */
const amount = z.int().positive()
const currency = z.string().regex(/^[A-Z]{3}$/)
const refundId = z.string()

export const paymentEvents = {
  Started: {
    version: 1,
    data: z.object({ payerId: z.string(), reference: z.string(), amount, currency, method: z.string() }),
  },
  Authorised: { version: 1, data: z.object({ authorisation: z.string() }) },
  Captured: { version: 1, data: z.object({}) },
  Failed: { version: 1, data: z.object({ reason: z.string() }) },
  RefundRequested: { version: 1, data: z.object({ refundId, amount }) },
  Refunded: { version: 1, data: z.object({ refundId, amount }) },
  RefundRejected: { version: 1, data: z.object({ refundId, reason: z.string() }) },
} as const

export type PaymentEvent = EventOf<typeof paymentEvents>

export interface Refund {
  readonly amount: number
  readonly status: 'done' | 'rejected' | 'requested'
}

export interface Payment {
  readonly status: 'authorised' | 'captured' | 'failed' | 'none' | 'started'
  readonly payerId: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly method: string
  /** The provider's name of it; null before. */
  readonly authorisation: string | null
  readonly reason: string | null
  readonly refunds: Readonly<Record<string, Refund>>
}

const none: Payment = {
  status: 'none',
  payerId: '',
  reference: '',
  amount: 0,
  currency: '',
  method: '',
  authorisation: null,
  reason: null,
  refunds: {},
}

export const paymentAggregate = defineAggregate({
  name: 'payment',
  events: paymentEvents,
  initial: none,
  evolve: (payment: Payment, event): Payment => {
    switch (event.type) {
      case 'Started':
        return { ...payment, ...event.data, status: 'started' }
      case 'Authorised':
        return { ...payment, ...event.data, status: 'authorised' }
      case 'Captured':
        return { ...payment, status: 'captured' }
      case 'Failed':
        return { ...payment, ...event.data, status: 'failed' }
      case 'RefundRequested':
        return withRefund(payment, event.data.refundId, { amount: event.data.amount, status: 'requested' })
      case 'Refunded':
        return withRefund(payment, event.data.refundId, { amount: event.data.amount, status: 'done' })
      case 'RefundRejected':
        return withRefund(payment, event.data.refundId, { status: 'rejected' })
    }
  },
})

function withRefund(payment: Payment, id: string, refund: Partial<Refund>): Payment {
  const before = payment.refunds[id] ?? { amount: 0, status: 'requested' }
  return { ...payment, refunds: { ...payment.refunds, [id]: { ...before, ...refund } } }
}

/** What was given back, or is on its way. */
export function sumRefunds({ refunds }: Payment, ...statuses: readonly Refund['status'][]): number {
  return Object.values(refunds)
    .filter(({ status }) => statuses.includes(status))
    .reduce((sum, refund) => sum + refund.amount, 0)
}
