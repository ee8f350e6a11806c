import type { Payment } from '../domain/payment.js'

/** What events tell of a payment. */
export function describePayment(paymentId: string, { payerId, reference, amount, currency }: Payment) {
  return { paymentId, payerId, reference, amount, currency }
}
