import { describe, expect, it } from 'vitest'
import {
  authorise,
  capture,
  type Decision,
  giveUp,
  requestRefund,
  settleRefund,
  start,
} from '../src/domain/decide.js'
import { type Payment, paymentAggregate, sumRefunds } from '../src/domain/payment.js'

const order = { payerId: 'ann', reference: 'order 1', amount: 1_000, currency: 'EUR', method: 'tok_1' }

/** The state that decisions lead to, one after the other. */
function after(...decisions: readonly ((payment: Payment) => Decision<string>)[]): Payment {
  return decisions.reduce((payment, decide) => {
    const decision = decide(payment)
    if (decision.kind === 'refused') throw new Error(decision.problem)
    return decision.events.reduce(paymentAggregate.evolve, payment)
  }, paymentAggregate.initial)
}
const begin = () => start(order)
const toAuthorised = (payment: Payment) => authorise(payment, 'ch_1')
const refund = (refundId: string, amount?: number) => (payment: Payment) =>
  requestRefund(payment, { refundId, amount })
const captured = after(begin, toAuthorised, capture)

describe('a payment', () => {
  it('is started, authorised, captured', () => {
    expect(after(begin)).toMatchObject({ ...order, status: 'started' })
    expect(captured).toMatchObject({ status: 'captured', authorisation: 'ch_1' })
  })

  it('does nothing twice', () => {
    expect(authorise(captured, 'ch_2')).toEqual({ kind: 'events', events: [] })
    expect(capture(captured)).toEqual({ kind: 'events', events: [] })
    expect(giveUp(captured, 'late')).toEqual({ kind: 'events', events: [] })
  })

  it('fails before it is captured, and is not captured afterwards', () => {
    const failed = after(begin, toAuthorised, payment => giveUp(payment, 'card-declined'))
    expect(failed).toMatchObject({ status: 'failed', reason: 'card-declined' })
    expect(capture(failed)).toEqual({ kind: 'events', events: [] })
  })
})

describe('refunds', () => {
  it('never add up to more than was paid, counting what is on its way', () => {
    const once = after(
      () => ({ kind: 'events', events: [] }),
      () => begin(),
      toAuthorised,
      capture,
      refund('a', 600),
    )
    expect(requestRefund(once, { refundId: 'b', amount: 401 })).toMatchObject({ problem: 'refund-too-large' })
    expect(requestRefund(once, { refundId: 'b' })).toMatchObject({ events: [{ data: { amount: 400 } }] })
  })

  it('are asked for once, and settled once', () => {
    const asked = after(begin, toAuthorised, capture, refund('a'))
    expect(requestRefund(asked, { refundId: 'a' })).toEqual({ kind: 'events', events: [] })
    const done = after(begin, toAuthorised, capture, refund('a'), payment => settleRefund(payment, 'a', null))
    expect(sumRefunds(done, 'done')).toBe(1_000)
    expect(settleRefund(done, 'a', null)).toEqual({ kind: 'events', events: [] })
    expect(settleRefund(done, 'a', 'late')).toEqual({ kind: 'events', events: [] })
    expect(requestRefund(done, { refundId: 'b' })).toMatchObject({ problem: 'refund-too-large' })
  })

  it('that were rejected leave the money to other ones, and count after all when it was paid back', () => {
    const rejected = after(begin, toAuthorised, capture, refund('a'), payment =>
      settleRefund(payment, 'a', 'closed'),
    )
    expect(requestRefund(rejected, { refundId: 'b' })).toMatchObject({
      events: [{ data: { amount: 1_000 } }],
    })
    expect(settleRefund(rejected, 'a', null)).toMatchObject({ events: [{ type: 'Refunded' }] })
  })

  it('are of captured payments alone, and of refunds that were asked for', () => {
    expect(requestRefund(after(begin), { refundId: 'a' })).toMatchObject({ problem: 'not-captured' })
    expect(settleRefund(captured, 'unknown', null)).toEqual({ kind: 'events', events: [] })
  })
})
