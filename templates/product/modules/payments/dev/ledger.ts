import { randomUUID } from 'node:crypto'

export interface Charge {
  readonly id: string
  readonly key: string
  readonly amount_minor: number
  readonly currency: string
  readonly source: string
  state: 'authorized' | 'captured' | 'refunded' | 'voided'
  refunded: number
}

export interface Answer {
  readonly status: number
  readonly body: object
}

export interface RefundNotice {
  readonly metadata: object
  readonly failure_code?: string
}

/** The money of the fake provider. Tokens of sources say what happens: `tok_declined`, `tok_refund_fails`; any other is fine. */
export function createLedger(tell: (type: string, data: RefundNotice) => void) {
  const charges: Charge[] = []
  const refuse = (status: number, code: string): Answer => ({ status, body: { error: { code } } })
  const change = (id: string, next: (charge: Charge) => Answer): Answer => {
    const charge = charges.find(one => one.id === id)
    return charge === undefined ? refuse(404, 'charge_not_found') : next(charge)
  }
  return {
    charges,
    authorise: (order: Pick<Charge, 'amount_minor' | 'currency' | 'source'>, key: string): Answer => {
      if (order.source === 'tok_declined') return refuse(402, 'card_declined')
      if (!Number.isSafeInteger(order.amount_minor) || order.amount_minor <= 0)
        return refuse(400, 'amount_invalid')
      const charge: Charge = { id: `ch_${randomUUID()}`, key, ...order, state: 'authorized', refunded: 0 }
      charges.push(charge)
      return { status: 201, body: charge }
    },
    find: (key: string): Answer => ({
      status: 200,
      body: { data: charges.filter(charge => charge.key === key) },
    }),
    capture: (id: string): Answer =>
      change(id, charge => {
        if (charge.state === 'authorized') charge.state = 'captured'
        return charge.state === 'captured' ? { status: 200, body: charge } : refuse(409, 'charge_not_open')
      }),
    cancel: (id: string): Answer =>
      change(id, charge => {
        if (charge.state === 'authorized') charge.state = 'voided'
        if (charge.state === 'captured')
          Object.assign(charge, { state: 'refunded', refunded: charge.amount_minor })
        return { status: 200, body: charge }
      }),
    refund: ({
      charge: id,
      amount_minor,
      metadata,
    }: {
      charge: string
      amount_minor: number
      metadata: object
    }): Answer =>
      change(id, charge => {
        if (charge.state !== 'captured') return refuse(409, 'charge_not_captured')
        if (charge.refunded + amount_minor > charge.amount_minor) return refuse(409, 'amount_too_large')
        if (charge.source === 'tok_refund_fails')
          tell('refund.failed', { metadata, failure_code: 'account_closed' })
        else {
          charge.refunded += amount_minor
          tell('refund.succeeded', { metadata })
        }
        return { status: 201, body: { id: `re_${randomUUID()}` } }
      }),
  }
}
