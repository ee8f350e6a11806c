import { defineEvent } from '@shop/platform/events'
import { z } from 'zod'

const about = {
  paymentId: z.uuid(),
  payerId: z.string(),
  reference: z.string(),
  /** In the smallest unit of the currency. */
  amount: z.int(),
  currency: z.string(),
}

export const paymentCaptured = defineEvent({
  type: 'payments.PaymentCaptured',
  version: 1,
  description: 'A payment is through.',
  payload: z.object(about),
  key: ({ paymentId }) => paymentId,
})

export const paymentRefunded = defineEvent({
  type: 'payments.PaymentRefunded',
  version: 1,
  description: 'A payment, or the amount of it that is named, was paid back.',
  payload: z.object({ ...about, refundId: z.string() }),
  key: ({ paymentId }) => paymentId,
})

export const paymentFailed = defineEvent({
  type: 'payments.PaymentFailed',
  version: 1,
  description: 'A payment came to nothing; whatever was taken for it was given back.',
  payload: z.object({ ...about, reason: z.string() }),
  key: ({ paymentId }) => paymentId,
})
