import type { Facade } from '@shop/platform/contract'
import type { Log, ModuleDatabase } from '@shop/platform/database'
import { projectEvents } from '@shop/platform/event-store'
import type { Module } from '@shop/platform/module'
import { createSagas, type Sagas, type SagasOptions } from '@shop/platform/saga'
import type { WebhookSettings } from './application/parts.js'
import { createPaySaga } from './application/pay-saga.js'
import { getPayment, listPayments, present, refundPayment, startPayment } from './application/payments.js'
import { receiveProviderEvent } from './application/receive-provider-event.js'
import { createRefundSaga } from './application/refund-saga.js'
import { paymentsContract } from './contract.js'
import { paymentCaptured, paymentFailed, paymentRefunded } from './events.js'
import { routes } from './http/routes.js'
import { paymentList } from './infrastructure/payment-list.js'
import { createHttpPaymentProvider } from './infrastructure/provider/http-payment-provider.js'
import type { ProviderSettings } from './infrastructure/provider/provider-client.js'
import { forgetProviderEvents } from './infrastructure/provider-events.js'
import type { PaymentsTables } from './infrastructure/tables.js'

export type { WebhookSettings } from './application/parts.js'
export { webhook, webhookPath, webhookRoutes } from './http/webhook.js'
export type { ProviderSettings } from './infrastructure/provider/provider-client.js'
export type { PaymentsTables } from './infrastructure/tables.js'

export type PaymentsFacade = Facade<typeof paymentsContract>

export const migrations = new URL('../migrations', import.meta.url)

export interface PaymentsDeps {
  readonly database: ModuleDatabase<PaymentsTables>
  readonly provider: ProviderSettings
  readonly webhook: WebhookSettings
  readonly log: Log
  /** What a payer may pay in a day, in the smallest unit of each currency; a million unless told otherwise. */
  readonly dailyLimit?: number
  /** Milliseconds until a payment that is not through is given up; five minutes unless told otherwise. */
  readonly deadline?: number
  readonly sagas?: Pick<SagasOptions, 'grace' | 'policy' | 'poll'>
  readonly now?: () => Date
}

export interface PaymentsModule extends Module<typeof paymentsContract> {
  /** For tests and tools. */
  readonly sagas: Sagas
}

const second = 1_000

export function createPaymentsModule(deps: PaymentsDeps): PaymentsModule {
  const {
    database,
    log,
    webhook,
    dailyLimit = 1_000_000,
    deadline = 300 * second,
    now = () => new Date(),
  } = deps
  const provider = createHttpPaymentProvider(deps.provider)
  const pay = createPaySaga(provider, { dailyLimit, deadline })
  const refund = createRefundSaga(provider)
  const sagas = createSagas({ database, sagas: [pay, refund], log, ...deps.sagas })
  const parts = { database, sagas, pay, refund, webhook, now }
  return {
    contract: paymentsContract,
    implementation: {
      startPayment: async input => present(await startPayment(parts, input)),
      getPayment: async input => present(await getPayment(parts, input)),
      listPayments: async input => ({ entries: [...(await listPayments(parts, input))] }),
      refundPayment: async input => present(await refundPayment(parts, input)),
      receiveProviderEvent: input => receiveProviderEvent(parts, input),
    },
    routes,
    events: [paymentCaptured, paymentRefunded, paymentFailed],
    subscriptions: [],
    jobs: [
      sagas.job,
      { name: 'list-payments', every: second, run: signal => projectEvents(database, paymentList, signal) },
      { name: 'forget-provider-events', every: 3_600 * second, run: () => forgetProviderEvents(database.db) },
    ],
    sagas,
  }
}
