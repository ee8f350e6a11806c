import { defineSaga, StepRefused } from '@shop/platform/saga'
import { publish } from '@shop/platform/outbox'
import { z } from 'zod'
import { authorise, capture, giveUp } from '../domain/decide.js'
import { paymentCaptured, paymentFailed } from '../events.js'
import { changePayment } from '../infrastructure/payment-store.js'
import type { PaymentProvider } from '../infrastructure/provider/payment-provider.js'
import { release, reserve } from '../infrastructure/reservations.js'
import { describePayment } from './describe-payment.js'

const input = z.object({
  paymentId: z.uuid(),
  payerId: z.string(),
  reference: z.string(),
  amount: z.int(),
  currency: z.string(),
  method: z.string(),
})

/** Steps back for which the first one has not been taken find nothing, and leave it so. */
export function createPaySaga(
  provider: PaymentProvider,
  { dailyLimit, deadline }: { readonly dailyLimit: number; readonly deadline: number },
) {
  return defineSaga({
    name: 'pay',
    input,
    deadline,
    steps: [
      {
        name: 'reserve',
        record: async (tx, call) => {
          if (!(await reserve(tx, call.input, dailyLimit))) throw new StepRefused('limit-exceeded')
        },
        recordCompensation: (tx, call) => release(tx, call.input.paymentId),
      },
      {
        name: 'authorise',
        run: async call => {
          const answer = await provider.authorise(call.input, call)
          if (answer.kind === 'refused') throw new StepRefused(answer.reason)
          return answer.authorisation
        },
        record: async (tx, call, authorisation) => {
          await changePayment(tx, call.input.paymentId, payment => authorise(payment, String(authorisation)))
        },
        compensate: async call => {
          const known = call.results.authorise
          const authorisation =
            typeof known === 'string' ? known : await provider.findAuthorisation(call.key, call)
          // One that the provider makes after this look takes no money: it expires without a capture.
          if (authorisation !== null)
            await provider.cancel(authorisation, { ...call, key: `${call.key}:cancel` })
        },
      },
      {
        name: 'capture',
        run: call => provider.capture(String(call.results.authorise), call),
        record: async (tx, { input: { paymentId } }) => {
          const changed = await changePayment(tx, paymentId, capture)
          if (changed.kind === 'refused' || changed.before.status === 'captured') return
          const about = describePayment(paymentId, changed.after)
          await publish(tx, paymentCaptured, about, { aggregateVersion: changed.version })
        },
        // Cancelling the authorisation, one step further back, pays back what a capture without an answer has taken.
      },
    ],
    atEnd: async (tx, { status, reason, input: { paymentId } }) => {
      if (status === 'completed') return
      const why = reason ?? 'unknown'
      const changed = await changePayment(tx, paymentId, payment => giveUp(payment, why))
      if (changed.kind === 'refused') return
      const about = { ...describePayment(paymentId, changed.after), reason: why }
      await publish(tx, paymentFailed, about, { aggregateVersion: changed.version })
    },
  })
}

export type PaySaga = ReturnType<typeof createPaySaga>
