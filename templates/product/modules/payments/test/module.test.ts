import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { migrations, type PaymentsFacade } from '@shop/payments'
import { paymentsContract } from '@shop/payments/contract'
import { signEvent } from '@shop/payments/dev'
import { localFacade } from '@shop/platform/contract'
import { eventStoreTables, projectEvents, readHistory, rebuildProjection } from '@shop/platform/event-store'
import { inspectSaga, sagaTables } from '@shop/platform/saga'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { paymentList } from '../src/infrastructure/payment-list.js'
import { as, openModule, webhookSecret } from './open-module.js'

let opened: Awaited<ReturnType<typeof openModule>>
let facade: PaymentsFacade

beforeAll(async () => {
  opened = await openModule()
  facade = localFacade(paymentsContract, opened.module.implementation)
})
afterAll(() => opened.close())
beforeEach(async () => {
  opened.provider.setTrouble(() => null)
  opened.setTime(null)
  await sql`truncate outbox, reservations`.execute(opened.database.db)
})

const order = (more: object = {}) => ({
  id: randomUUID(),
  reference: 'order 1',
  amount: 1_000,
  currency: 'EUR',
  method: 'tok_ok',
  ...more,
})
const read = (id: string, payer = 'ann') => as(payer, () => facade.getPayment({ id }))
const admin = <T>(work: () => Promise<T>) => as('root', work, ['admin'])

async function settle(id: string, status: string) {
  await vi.waitFor(
    async () => {
      await opened.module.sagas.runDue()
      expect(await read(id)).toMatchObject({ status })
    },
    { timeout: 15_000, interval: 20 },
  )
  return await read(id)
}

async function pay(more: object = {}, status = 'captured') {
  const { id } = await as('ann', () => facade.startPayment(order(more)))
  return await settle(id, status)
}

async function readEvents() {
  const { rows } = await sql<{ type: string; payload: object }>`
    select type, payload from outbox order by xid, seq`.execute(opened.database.db)
  return rows
}
const chargesOf = (method: string) => opened.provider.charges.filter(({ source }) => source === method)

it.each([
  ['0001_events.sql', eventStoreTables],
  ['0002_sagas.sql', sagaTables],
])('%s has the tables as the platform wants them', async (file, tables) => {
  expect(await readFile(new URL(`${migrations}/${file}`), 'utf8')).toBe(tables)
})

describe('a payment', () => {
  it('is captured at the provider once, and told of once', async () => {
    const payment = await pay({ method: 'tok_once' })
    expect(chargesOf('tok_once')).toMatchObject([{ amount_minor: 1_000, currency: 'eur', state: 'captured' }])
    const { id: paymentId } = payment
    const payload = { paymentId, payerId: 'ann', reference: 'order 1', amount: 1_000, currency: 'EUR' }
    expect(await readEvents()).toEqual([{ type: 'payments.PaymentCaptured', payload }])
    const history = await readHistory(opened.database.db, `payment-${paymentId}`)
    expect(history.map(({ type, actor }) => [type, actor])).toEqual([
      ['Started', 'ann'],
      ['Authorised', null],
      ['Captured', null],
    ])
  })

  it('is one, however often it is begun, and nobody else takes its id', async () => {
    const same = order({ method: 'tok_repeated' })
    await Promise.all(Array.from({ length: 5 }, () => as('ann', () => facade.startPayment(same))))
    await settle(same.id, 'captured')
    await as('ann', () => facade.startPayment(same))
    await opened.module.sagas.runDue()
    expect(chargesOf('tok_repeated')).toHaveLength(1)
    for (const [payer, other] of [
      ['eve', same],
      ['ann', { ...same, amount: 1 }],
    ] as const)
      await expect(as(payer, () => facade.startPayment(other))).rejects.toMatchObject({ code: 'id-taken' })
  })

  it('is read by its payer and by admins', async () => {
    const { id } = await pay()
    expect(await admin(() => facade.getPayment({ id }))).toMatchObject({ payerId: 'ann' })
    await expect(read(id, 'eve')).rejects.toMatchObject({ code: 'not-found' })
    await expect(facade.getPayment({ id })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  it('that is declined fails, and gives back what it had reserved', async () => {
    const { id } = await pay({ method: 'tok_declined' }, 'failed')
    expect(await read(id)).toMatchObject({ reason: 'card-declined' })
    expect(await readEvents()).toMatchObject([
      { type: 'payments.PaymentFailed', payload: { reason: 'card-declined' } },
    ])
    expect((await sql`select 1 from reservations`.execute(opened.database.db)).rows).toEqual([])
  })

  it('that goes over the limit of a day is never asked for', async () => {
    await Promise.all(
      [1, 2, 3].map(() =>
        as('bob', () => facade.startPayment(order({ amount: 45_000, method: 'tok_limit' }))),
      ),
    )
    await vi.waitFor(async () => {
      await opened.module.sagas.runDue()
      expect((await readEvents()).map(({ type }) => type).toSorted()).toEqual([
        'payments.PaymentCaptured',
        'payments.PaymentCaptured',
        'payments.PaymentFailed',
      ])
    }, 10_000)
    expect(chargesOf('tok_limit')).toHaveLength(2)
  })
})

describe('a provider in trouble', () => {
  it('that loses answers takes the money once', async () => {
    opened.provider.setTrouble(({ source, times }) => (source === 'tok_lossy' && times <= 3 ? 'lost' : null))
    await pay({ method: 'tok_lossy' })
    expect(chargesOf('tok_lossy')).toMatchObject([{ state: 'captured' }])
  })

  it('that never answers an authorisation keeps nothing of it', async () => {
    opened.provider.setTrouble(({ source, route }) =>
      source === 'tok_silent' && route === 'POST /v1/charges' ? 'lost' : null,
    )
    await pay({ method: 'tok_silent' }, 'failed')
    expect(chargesOf('tok_silent')).toMatchObject([{ state: 'voided' }])
    expect((await readEvents()).map(({ type }) => type)).toEqual(['payments.PaymentFailed'])
  })

  it('that captures without an answer pays it back', async () => {
    opened.provider.setTrouble(({ source, route }) =>
      source === 'tok_mute' && route.endsWith('capture') ? 'lost' : null,
    )
    const { id } = await pay({ method: 'tok_mute' }, 'failed')
    expect(chargesOf('tok_mute')).toMatchObject([{ state: 'refunded' }])
    const saga = await inspectSaga(opened.database.db, 'pay', id)
    expect(saga?.history.filter(({ direction }) => direction === 'back').map(({ step }) => step)).toEqual([
      'capture',
      'authorise',
      'reserve',
    ])
  })
})

describe('a refund', () => {
  const provide = (type: string, payment: string, refund: string, id = randomUUID()) =>
    JSON.stringify({ id, type, data: { metadata: { payment, refund }, failure_code: 'account_closed' } })
  const receive = (body: string, signature = signEvent(body, webhookSecret)) =>
    facade.receiveProviderEvent({ body, signature })

  it('is asked for once, and done when the provider says so, once an event', async () => {
    const { id } = await pay({ method: 'tok_refund' })
    const refundId = randomUUID()
    const ask = () => admin(() => facade.refundPayment({ id, refundId, amount: 400 }))
    await Promise.all([ask(), ask(), ask()])
    await opened.module.sagas.runDue()
    expect(chargesOf('tok_refund')).toMatchObject([{ refunded: 400 }])
    expect(await read(id)).toMatchObject({ refunded: 0 })
    const body = provide('refund.succeeded', id, refundId)
    await Promise.all(Array.from({ length: 4 }, () => receive(body)))
    await receive(provide('refund.succeeded', id, refundId))
    expect(await read(id)).toMatchObject({ refunded: 400 })
    expect((await readEvents()).filter(({ type }) => type === 'payments.PaymentRefunded')).toMatchObject([
      { payload: { paymentId: id, refundId, amount: 400, currency: 'EUR' } },
    ])
  })

  it('that the provider rejects changes nothing, and another one may be asked for', async () => {
    const { id } = await pay()
    const refundId = randomUUID()
    await admin(() => facade.refundPayment({ id, refundId }))
    await opened.module.sagas.runDue()
    await receive(provide('refund.failed', id, refundId))
    expect(await read(id)).toMatchObject({ refunded: 0 })
    await admin(() => facade.refundPayment({ id, refundId: randomUUID() }))
  })

  it('hears an event once by its id, whatever comes under it a second time', async () => {
    const { id } = await pay()
    const refundId = randomUUID()
    await admin(() => facade.refundPayment({ id, refundId }))
    const event = randomUUID()
    await receive(provide('refund.failed', id, refundId, event))
    await receive(provide('refund.succeeded', id, refundId, event))
    expect(await read(id)).toMatchObject({ refunded: 0 })
    await receive(provide('refund.succeeded', id, refundId))
    expect(await read(id)).toMatchObject({ refunded: 1_000 })
  })

  it('is not for everybody, nor for more than was paid, nor before it', async () => {
    const { id } = await pay()
    const refundId = randomUUID()
    await expect(as('ann', () => facade.refundPayment({ id, refundId }))).rejects.toMatchObject({
      code: 'forbidden',
    })
    const codes = [
      [{ id, refundId, amount: 1_001 }, 'refund-too-large'],
      [{ id: randomUUID(), refundId }, 'not-found'],
      [{ id: (await pay({ method: 'tok_declined' }, 'failed')).id, refundId }, 'not-captured'],
    ] as const
    for (const [input, code] of codes)
      await expect(admin(() => facade.refundPayment(input))).rejects.toMatchObject({ code })
  })

  it.each([
    ['another secret', (body: string) => signEvent(body, 'guessed')],
    ['another body', () => signEvent('{}', webhookSecret)],
    ['an old time', (body: string) => signEvent(body, webhookSecret, new Date(Date.now() - 301_000))],
    ['a time to come', (body: string) => signEvent(body, webhookSecret, new Date(Date.now() + 301_000))],
    ['another time than it says', (body: string) => signEvent(body, webhookSecret).replace(/^t=\d+/, 't=1')],
    ['no signature', () => ''],
  ])('is not believed with %s', async (_, sign) => {
    const { id } = await pay()
    const refundId = randomUUID()
    await admin(() => facade.refundPayment({ id, refundId }))
    const body = provide('refund.succeeded', id, refundId)
    await expect(receive(body, sign(body))).rejects.toMatchObject({ code: 'signature-invalid' })
    expect(await read(id)).toMatchObject({ refunded: 0 })
  })

  it('is not read from what is no event, and other events are let be', async () => {
    for (const body of ['', 'null', '{"id":"x"}', '{"id":"x","type":"refund.failed","data":{}}'])
      await expect(receive(body)).rejects.toMatchObject({ code: 'event-unreadable' })
    await receive('{"id":"y","type":"dispute.opened","data":{}}')
  })
})

describe('the list of payments', () => {
  it('is made of events, and the same when it is made anew', async () => {
    const [first, second] = [await pay(), await pay({ method: 'tok_declined' }, 'failed')]
    const list = async () => (await as('ann', () => facade.listPayments({ limit: 100 }))).entries
    await projectEvents(opened.database, paymentList)
    const before = await list()
    expect(before.find(({ id }) => id === first.id)).toMatchObject({
      status: 'captured',
      amount: 1_000,
      refunded: 0,
    })
    expect(before.find(({ id }) => id === second.id)).toMatchObject({
      status: 'failed',
      reason: 'card-declined',
    })
    await sql`update payments set amount = 1`.execute(opened.database.db)
    await rebuildProjection(opened.database, paymentList)
    expect(await list()).toEqual(before)
    expect((await as('eve', () => facade.listPayments({}))).entries).toEqual([])
  })
})
