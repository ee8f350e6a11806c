import { fail } from '@shop/platform/contract'
import { publish } from '@shop/platform/outbox'
import { paymentsContract } from '../contract.js'
import { settleRefund } from '../domain/decide.js'
import { paymentRefunded } from '../events.js'
import { changePayment, retryOnConflict } from '../infrastructure/payment-store.js'
import { isSigned, readProviderEvent } from '../infrastructure/provider/read-provider-event.js'
import { noteProviderEvent } from '../infrastructure/provider-events.js'
import { describePayment } from './describe-payment.js'
import type { Parts } from './parts.js'

const fiveMinutes = 300_000

export async function receiveProviderEvent(
  { database, webhook, now }: Parts,
  message: { readonly body: string; readonly signature: string },
): Promise<void> {
  const { secret, tolerance = fiveMinutes } = webhook
  if (!isSigned(message, { secret, tolerance, now: now() }))
    fail(paymentsContract, 'receiveProviderEvent', 'signature-invalid')
  const event = readProviderEvent(message.body)
  if (event === null) fail(paymentsContract, 'receiveProviderEvent', 'event-unreadable')
  await retryOnConflict(() =>
    database.transaction(async tx => {
      if (!(await noteProviderEvent(tx, event.id)) || event.kind === 'other') return
      const { paymentId, refundId, reason } = event
      const changed = await changePayment(tx, paymentId, payment => settleRefund(payment, refundId, reason))
      if (changed.kind === 'refused' || changed.before === changed.after || reason !== null) return
      const amount = changed.after.refunds[refundId]?.amount ?? 0
      const about = { ...describePayment(paymentId, changed.after), refundId, amount }
      await publish(tx, paymentRefunded, about, { aggregateVersion: changed.version })
    }),
  )
}
