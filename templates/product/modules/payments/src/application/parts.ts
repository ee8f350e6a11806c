import type { ModuleDatabase } from '@shop/platform/database'
import type { Sagas } from '@shop/platform/saga'
import type { PaymentsTables } from '../infrastructure/tables.js'
import type { PaySaga } from './pay-saga.js'
import type { RefundSaga } from './refund-saga.js'

export interface WebhookSettings {
  /** Shared with the provider. */
  readonly secret: string
  /** Milliseconds that a signature may be old; five minutes unless told otherwise. */
  readonly tolerance?: number
}

/** What use cases are made of. */
export interface Parts {
  readonly database: ModuleDatabase<PaymentsTables>
  readonly sagas: Sagas
  readonly pay: PaySaga
  readonly refund: RefundSaga
  readonly webhook: WebhookSettings
  readonly now: () => Date
}
