import { createOutboxBus, type RunningSubscriptions } from '@shop/platform/bus'
import { localFacade } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { on } from '@shop/platform/module'
import { priceListItemCreated, priceListItemRenamed } from '@shop/price-list/events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/http/routes.js'
import { openModule } from './open-module.js'

const heard: unknown[] = []
const listener = {
  contract: { name: 'listener' },
  events: [],
  subscriptions: [
    on(priceListItemCreated, 'created', async payload => void heard.push(['created', payload])),
    on(priceListItemRenamed, 'renamed', async payload => void heard.push(['renamed', payload])),
  ],
}
const app = createHttpServer({ internal: true })
let bus: RunningSubscriptions
let drop: () => Promise<void>

beforeAll(async () => {
  const { test, database, module } = await openModule()
  await test.database.migrate([{ name: 'listener', migrations: null }])
  bus = await createOutboxBus({ database: test.database, log: silent }).startSubscriptions([
    { module, database },
    { module: listener, database: await test.database.module('listener') },
  ])
  mountRoutes(app, routes, localFacade(module.contract, module.implementation))
  drop = test.drop
})
afterAll(async () => {
  await app.close()
  await bus.drain()
  await drop()
})

type Method = 'GET' | 'PATCH' | 'POST'

async function ask(method: Method, url: string, payload?: object, headers = { 'x-user-id': 'ann' }) {
  const response = await app.inject({ method, url, headers, ...(payload && { payload }) })
  return { status: response.statusCode, body: response.json() }
}

describe('over HTTP', () => {
  it('whoever is signed in creates, renames and lists, and another module hears of it', async () => {
    const { status, body } = await ask('POST', '/price-list-items', { name: 'First' })
    expect(status).toBe(201)
    const url = `/price-list-items/${body.id}`
    const renamed = await ask('PATCH', url, { name: 'Second', version: 1 })
    expect(renamed).toEqual({ status: 200, body: { ...body, name: 'Second', version: 2 } })
    expect(await ask('PATCH', url, { name: 'Third', version: 1 })).toMatchObject({ status: 409 })
    expect(await ask('GET', url)).toEqual(renamed)
    expect((await ask('GET', '/price-list-items?limit=1')).body).toEqual({
      entries: [renamed.body],
      next: null,
    })
    await bus.settled()
    const { id } = body
    expect(heard.toSorted()).toEqual([
      ['created', { id, name: 'First', version: 1 }],
      ['renamed', { id, name: 'Second', version: 2 }],
    ])
  })

  it('nobody else does', async () => {
    const nobody = { 'x-user-id': '' }
    expect(await ask('POST', '/price-list-items', { name: 'First' }, nobody)).toMatchObject({ status: 401 })
    expect(await ask('GET', '/price-list-items', undefined, nobody)).toMatchObject({ status: 401 })
  })
})
