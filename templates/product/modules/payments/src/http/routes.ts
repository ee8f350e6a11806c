import { defineRoutes } from '@shop/platform/http'
import { paymentsContract } from '../contract.js'

/** The provider's events have an address in `webhook.ts`: their signature is over the bytes of the body. */
export const routes = defineRoutes(paymentsContract, {
  startPayment: { path: 'POST /payments', auth: 'user', status: 202 },
  getPayment: { path: 'GET /payments/:id', auth: 'user' },
  listPayments: { path: 'GET /payments', auth: 'user' },
  refundPayment: { path: 'POST /payments/:id/refunds', auth: 'admin', status: 202 },
})
