import { defineSaga, StepRefused } from '@shop/platform/saga'
import { z } from 'zod'
import { settleRefund } from '../domain/decide.js'
import { changePayment } from '../infrastructure/payment-store.js'
import type { PaymentProvider } from '../infrastructure/provider/payment-provider.js'

const day = 86_400_000

const input = z.object({
  paymentId: z.uuid(),
  refundId: z.string(),
  authorisation: z.string(),
  amount: z.int(),
})

/**
 * Asks the provider until it has an answer. That the money is back, the provider tells by an event; a refund that it
 * refuses, or has not answered for a day, is rejected.
 */
export function createRefundSaga(provider: PaymentProvider) {
  return defineSaga({
    name: 'refund',
    input,
    deadline: day,
    steps: [
      {
        name: 'ask',
        attempts: 50,
        run: async call => {
          const answer = await provider.refund(call.input, call)
          if (answer.kind === 'refused') throw new StepRefused(answer.reason)
          return null
        },
      },
    ],
    atEnd: async (tx, { status, reason, input: { paymentId, refundId } }) => {
      if (status === 'completed') return
      await changePayment(tx, paymentId, payment => settleRefund(payment, refundId, reason ?? 'unknown'))
    },
  })
}

export type RefundSaga = ReturnType<typeof createRefundSaga>
