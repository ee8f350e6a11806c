import { defineContract } from '@shop/platform/contract'
import { z } from 'zod'

/** In the smallest unit of the currency: cents of EUR, yen of JPY. */
const amount = z.int().positive().max(1_000_000_000_000)
const currency = z.string().regex(/^[A-Z]{3}$/)

export const paymentSchema = z.object({
  id: z.uuid(),
  payerId: z.string(),
  /** What is paid for, in the words of whoever asks for it. */
  reference: z.string(),
  amount: z.int(),
  currency: z.string(),
  /** What was paid back. */
  refunded: z.int(),
  status: z.enum(['started', 'authorised', 'captured', 'failed']),
  /** Why it failed. */
  reason: z.string().nullable(),
})

const id = z.uuid()
const notFound = { status: 404, title: 'There is no such payment' }

export const paymentsContract = defineContract({
  name: 'payments',
  operations: {
    startPayment: {
      kind: 'command',
      description:
        'Begins a payment of the caller. It is through once it is captured: events tell, or the payment itself.',
      idempotent: true,
      input: z.object({
        /** Chosen by whoever pays, so that a repetition does not pay twice. */
        id,
        reference: z.string().trim().min(1).max(200),
        amount,
        currency,
        /** The provider's token of a card or account. */
        method: z.string().min(1).max(200),
      }),
      output: paymentSchema,
      errors: { 'id-taken': { status: 409, title: 'There is another payment with this id' } },
    },
    getPayment: {
      kind: 'query',
      description: 'Reads a payment of the caller.',
      input: z.object({ id }),
      output: paymentSchema,
      errors: { 'not-found': notFound },
    },
    listPayments: {
      kind: 'query',
      description: 'Lists the payments of the caller, the newest ids first; the last moments may be missing.',
      input: z.object({ limit: z.int().min(1).max(100).default(20) }),
      output: z.object({ entries: z.array(paymentSchema.omit({ reference: true })) }),
      errors: {},
    },
    refundPayment: {
      kind: 'command',
      description: 'Asks the provider to pay back a captured payment or a part of it; for admins alone.',
      idempotent: true,
      input: z.object({ id, refundId: z.uuid(), amount: amount.optional() }),
      output: paymentSchema,
      errors: {
        'not-found': notFound,
        'not-captured': { status: 409, title: 'Nothing was paid yet' },
        'refund-too-large': { status: 422, title: 'This is more than what is left of the payment' },
      },
    },
    receiveProviderEvent: {
      kind: 'command',
      description:
        'Takes what the provider tells; it proves itself by a signature, and each event counts once.',
      idempotent: true,
      input: z.object({
        /** As it came, to the byte. */
        body: z.string().max(100_000),
        signature: z.string().max(1_000),
      }),
      output: z.void(),
      errors: {
        'signature-invalid': { status: 401, title: 'This was not signed by the provider, or too long ago' },
        'event-unreadable': { status: 422, title: 'This is no event of the provider' },
      },
    },
  },
})
