import { randomUUID } from 'node:crypto'
import { webhook, webhookPath } from '@shop/payments'
import { paymentsContract } from '@shop/payments/contract'
import { paymentCaptured, paymentFailed, paymentRefunded } from '@shop/payments/events'
import { createOutboxBus, type RunningSubscriptions } from '@shop/platform/bus'
import { localFacade, remoteFacade, serveContract } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { type RunningJobs, startJobs } from '@shop/platform/jobs'
import { on } from '@shop/platform/module'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { routes } from '../src/http/routes.js'
import { as, openModule } from './open-module.js'

const heard: unknown[] = []
const listener = {
  contract: { name: 'listener' },
  events: [],
  subscriptions: [paymentCaptured, paymentRefunded, paymentFailed].map(event =>
    on(event, event.type.replace('payments.', ''), async ({ reference }) => {
      heard.push([event.type, reference])
    }),
  ),
}
const app = createHttpServer({ internal: true })
let opened: Awaited<ReturnType<typeof openModule>>
let bus: RunningSubscriptions
let jobs: RunningJobs
let origin: string

beforeAll(async () => {
  opened = await openModule()
  const { test, database, module } = opened
  await test.database.migrate([{ name: 'listener', migrations: null }])
  bus = await createOutboxBus({ database: test.database, log: silent }).startSubscriptions([
    { module, database },
    { module: listener, database: await test.database.module('listener') },
  ])
  jobs = await startJobs({ database: test.database, modules: [module], log: silent })
  const facade = localFacade(module.contract, module.implementation)
  mountRoutes(app, routes, facade)
  await app.register(webhook(facade))
  await app.register(serveContract(module.contract, module.implementation))
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
  opened.webhook.url = `${origin}${webhookPath}`
})
afterAll(async () => {
  await app.close()
  await Promise.all([jobs.drain(), bus.drain()])
  await opened.close()
})

async function ask(user: string, route: string, payload?: object) {
  const [method = '', url = ''] = route.split(' ')
  const headers = { 'x-user-id': user, 'x-user-roles': user === 'root' ? 'admin' : '' }
  const response = await app.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) })
  return { status: response.statusCode, body: response.json() }
}
const eventually = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 15_000, interval: 50 })

describe('over HTTP', () => {
  it('somebody pays, an admin pays back, the provider confirms, and another module hears of it', async () => {
    const id = randomUUID()
    const order = { id, reference: 'order 7', amount: 2_500, currency: 'EUR', method: 'tok_ok' }
    expect(await ask('', 'POST /payments', order)).toMatchObject({ status: 401 })
    expect(await ask('ann', 'POST /payments', order)).toMatchObject({
      status: 202,
      body: { status: 'started' },
    })
    await eventually(async () =>
      expect((await ask('ann', `GET /payments/${id}`)).body).toMatchObject({ status: 'captured' }),
    )
    expect(await ask('eve', `GET /payments/${id}`)).toMatchObject({ status: 404 })
    const refund = { refundId: randomUUID() }
    expect(await ask('ann', `POST /payments/${id}/refunds`, refund)).toMatchObject({ status: 403 })
    expect(await ask('root', `POST /payments/${id}/refunds`, refund)).toMatchObject({ status: 202 })
    await eventually(async () =>
      expect((await ask('ann', 'GET /payments')).body.entries).toMatchObject([{ id, refunded: 2_500 }]),
    )
    expect((await ask('ann', `GET /payments/${id}`)).body).toMatchObject({ refunded: 2_500 })
    await ask('ann', 'POST /payments', {
      ...order,
      id: randomUUID(),
      reference: 'order 8',
      method: 'tok_declined',
    })
    await eventually(() => expect(heard).toHaveLength(3))
    await bus.settled()
    expect(heard).toEqual([
      ['payments.PaymentCaptured', 'order 7'],
      ['payments.PaymentRefunded', 'order 7'],
      ['payments.PaymentFailed', 'order 8'],
    ])
  })

  it('nobody tells it of refunds without a signature', async () => {
    const response = await fetch(`${origin}${webhookPath}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"id":"x","type":"refund.succeeded"}',
    })
    expect(response.status).toBe(401)
  })
})

describe.each(['local', 'remote'])('over a %s facade, a payment', side => {
  const facade = () =>
    side === 'local'
      ? localFacade(paymentsContract, opened.module.implementation)
      : remoteFacade(paymentsContract, { origin })

  it('has the same answers and errors', async () => {
    const order = { id: randomUUID(), reference: side, amount: 100, currency: 'JPY', method: 'tok_ok' }
    const started = await as('sue', () => facade().startPayment(order))
    expect(started).toMatchObject({
      reference: side,
      amount: 100,
      currency: 'JPY',
      refunded: 0,
      reason: null,
    })
    await expect(as('eve', () => facade().getPayment({ id: order.id }))).rejects.toMatchObject({
      code: 'not-found',
      details: { module: 'payments' },
    })
    await expect(as('sue', () => facade().startPayment({ ...order, amount: 0.5 }))).rejects.toMatchObject({
      code: 'invalid-input',
    })
  })
})
