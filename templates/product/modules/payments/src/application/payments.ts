import { currentContext, fail, platformError } from '@shop/platform/contract'
import { paymentsContract } from '../contract.js'
import { requestRefund, start } from '../domain/decide.js'
import { type Payment, sumRefunds } from '../domain/payment.js'
import { type ListedPayment, readPayments } from '../infrastructure/payment-list.js'
import { changePayment, loadPayment, retryOnConflict } from '../infrastructure/payment-store.js'
import type { Parts } from './parts.js'
import { requireCaller } from './require-caller.js'

interface Order {
  readonly id: string
  readonly reference: string
  readonly amount: number
  readonly currency: string
  readonly method: string
}

export interface Shown {
  readonly id: string
  readonly payment: Payment
}

export async function startPayment({ database, sagas, pay }: Parts, { id, ...order }: Order): Promise<Shown> {
  const payerId = requireCaller()
  const payment = await retryOnConflict(() =>
    database.transaction(async tx => {
      const { state, number } = await loadPayment(tx, id)
      if (number > 0) return state
      const changed = await changePayment(tx, id, () => start({ payerId, ...order }))
      if (changed.kind === 'refused') throw platformError('internal')
      await sagas.start(tx, pay, { key: id, input: { paymentId: id, payerId, ...order } })
      return changed.after
    }),
  )
  const { reference, amount, currency, method } = payment
  const isSame =
    payment.payerId === payerId &&
    [reference, amount, currency, method].join() ===
      [order.reference, order.amount, order.currency, order.method].join()
  if (!isSame) fail(paymentsContract, 'startPayment', 'id-taken')
  return { id, payment }
}

export async function getPayment({ database }: Parts, { id }: { readonly id: string }): Promise<Shown> {
  const userId = requireCaller()
  const { state: payment, number } = await loadPayment(database.db, id)
  const isAdmin = currentContext().caller?.roles.includes('admin') === true
  if (number === 0 || (payment.payerId !== userId && !isAdmin))
    fail(paymentsContract, 'getPayment', 'not-found')
  return { id, payment }
}

export async function listPayments(
  { database }: Parts,
  { limit }: { readonly limit: number },
): Promise<readonly ListedPayment[]> {
  return await readPayments(database.db, requireCaller(), limit)
}

export async function refundPayment(
  { database, sagas, refund }: Parts,
  {
    id,
    refundId,
    amount,
  }: { readonly id: string; readonly refundId: string; readonly amount?: number | undefined },
): Promise<Shown> {
  if (currentContext().caller?.roles.includes('admin') !== true) throw platformError('forbidden')
  const payment = await retryOnConflict(() =>
    database.transaction(async tx => {
      const changed = await changePayment(tx, id, before => requestRefund(before, { refundId, amount }))
      if (changed.kind === 'refused') return changed.problem
      const { after } = changed
      const asked = after.refunds[refundId]
      if (after.authorisation !== null && asked !== undefined) {
        const { authorisation } = after
        const input = { paymentId: id, refundId, authorisation, amount: asked.amount }
        await sagas.start(tx, refund, { key: `${id}:${refundId}`, input })
      }
      return after
    }),
  )
  if (payment === 'not-captured') {
    const { number } = await loadPayment(database.db, id)
    fail(paymentsContract, 'refundPayment', number === 0 ? 'not-found' : payment)
  }
  if (payment === 'refund-too-large') fail(paymentsContract, 'refundPayment', payment)
  return { id, payment }
}

export function present({ id, payment }: Shown) {
  const { payerId, reference, amount, currency, status, reason } = payment
  const refunded = sumRefunds(payment, 'done')
  if (status === 'none') throw new Error(`${id} has no beginning`)
  return { id, payerId, reference, amount, currency, refunded, status, reason }
}
