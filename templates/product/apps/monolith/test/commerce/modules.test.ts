import { randomUUID } from 'node:crypto'
import { articlePublished } from '@shop/content/events'
import { webhook, webhookPath } from '@shop/payments'
import { type FakeProvider, startFakeProvider } from '@shop/payments/dev'
import { paymentCaptured, paymentRefunded } from '@shop/payments/events'
import { createOutboxBus, type RunningSubscriptions } from '@shop/platform/bus'
import { localFacade } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { type RunningJobs, startJobs } from '@shop/platform/jobs'
import { type Module, on } from '@shop/platform/module'
import { openTestDatabase, type TestDatabase } from '@shop/platform/testing'
import { tenantCreated } from '@shop/tenants/events'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { apiKey, openCommerce, sources, webhookSecret } from './commerce.js'

const heard: string[] = []
const note = ({ envelope }: { envelope: { type: string } }) => void heard.push(envelope.type)
const listener = {
  contract: { name: 'listener' },
  events: [],
  subscriptions: [
    on(articlePublished, 'published', async (_, delivery) => note(delivery)),
    on(paymentCaptured, 'captured', async (_, delivery) => note(delivery)),
    on(paymentRefunded, 'refunded', async (_, delivery) => note(delivery)),
    on(tenantCreated, 'tenant', async (_, delivery) => note(delivery)),
  ],
}
const app = createHttpServer({ internal: true })
let test: TestDatabase
let commerce: Awaited<ReturnType<typeof openCommerce>>
let provider: FakeProvider
let bus: RunningSubscriptions
let jobs: RunningJobs
let origin: string

beforeAll(async () => {
  test = await openTestDatabase([...sources, { name: 'listener', migrations: null }])
  provider = await startFakeProvider({ apiKey, webhookSecret, webhookUrl: () => `${origin}${webhookPath}` })
  commerce = await openCommerce(test.database, provider.url)
  const { content, payments, tenants } = commerce
  const members = [content, payments, tenants]
  bus = await createOutboxBus({ database: test.database, log: silent }).startSubscriptions([
    ...members,
    { module: listener, database: await test.database.module('listener') },
  ])
  jobs = await startJobs({
    database: test.database,
    modules: members.map(({ module }) => module),
    log: silent,
  })
  for (const { module } of members as readonly { module: Module }[])
    if (module.routes !== null)
      mountRoutes(app, module.routes, localFacade(module.contract, module.implementation))
  await app.register(webhook(localFacade(payments.module.contract, payments.module.implementation)))
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await Promise.all([jobs.drain(), bus.drain(), commerce.caches.close()])
  await provider.close()
  await test.drop()
})

async function ask(user: string, route: string, payload?: object) {
  const [method = '', url = ''] = route.split(' ')
  const headers = { 'x-user-id': user, 'x-user-roles': user === 'root' ? 'admin' : '' }
  const response = await app.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) })
  return { status: response.statusCode, body: response.body === '' ? null : response.json() }
}

describe('the shop', () => {
  it('has tenants, articles and payments side by side, each told of once', async () => {
    expect(await ask('ann', 'POST /tenants', { name: 'Acme' })).toMatchObject({ status: 201 })
    const { body: article } = await ask('ann', 'POST /articles', { title: 'Soup', text: 'Warm.' })
    await ask('ann', `POST /articles/${article.id}/publication`, { version: 1 })
    const id = randomUUID()
    await ask('ann', 'POST /payments', {
      id,
      reference: article.id,
      amount: 900,
      currency: 'EUR',
      method: 'tok_ok',
    })
    const eventually = (check: () => Promise<void> | void) =>
      vi.waitFor(check, { timeout: 20_000, interval: 50 })
    await eventually(async () =>
      expect((await ask('ann', `GET /payments/${id}`)).body).toMatchObject({ status: 'captured' }),
    )
    await ask('root', `POST /payments/${id}/refunds`, { refundId: randomUUID() })
    await eventually(async () =>
      expect((await ask('ann', `GET /payments/${id}`)).body).toMatchObject({ refunded: 900 }),
    )
    await bus.settled()
    expect(heard.toSorted()).toEqual([
      'content.ArticlePublished',
      'payments.PaymentCaptured',
      'payments.PaymentRefunded',
      'tenants.TenantCreated',
    ])
  })

  it.each([
    ['content', 'payments.events'],
    ['content', 'tenants.members'],
    ['payments', 'content.documents'],
    ['payments', 'tenants.tenants'],
    ['tenants', 'payments.reservations'],
    ['tenants', 'content.outbox'],
  ] as const)('does not let %s read %s', async (module, table) => {
    const reading = sql.raw(`select 1 from ${table}`).execute(commerce[module].database.db)
    await expect(reading).rejects.toMatchObject({ code: '42501' })
  })
})
