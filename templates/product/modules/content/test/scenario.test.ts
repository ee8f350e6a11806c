import { contentContract } from '@shop/content/contract'
import { articlePublished } from '@shop/content/events'
import { createOutboxBus, type RunningSubscriptions } from '@shop/platform/bus'
import { localFacade, remoteFacade, serveContract } from '@shop/platform/contract'
import { silent } from '@shop/platform/database'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { on } from '@shop/platform/module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/http/routes.js'
import { as, openModule } from './open-module.js'

const heard: unknown[] = []
const listener = {
  contract: { name: 'listener' },
  events: [],
  subscriptions: [on(articlePublished, 'published', async payload => void heard.push(payload))],
}
const app = createHttpServer({ internal: true })
let bus: RunningSubscriptions
let origin: string
let opened: Awaited<ReturnType<typeof openModule>>

beforeAll(async () => {
  opened = await openModule()
  const { test, database, module } = opened
  await test.database.migrate([{ name: 'listener', migrations: null }])
  bus = await createOutboxBus({ database: test.database, log: silent }).startSubscriptions([
    { module, database },
    { module: listener, database: await test.database.module('listener') },
  ])
  mountRoutes(app, routes, localFacade(module.contract, module.implementation))
  await app.register(serveContract(module.contract, module.implementation))
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await bus.drain()
  await opened.test.drop()
})

async function ask(userId: string, route: string, payload?: object) {
  const [method = '', url = ''] = route.split(' ')
  const headers = { 'x-user-id': userId }
  const response = await app.inject({ method: method as 'GET', url, headers, ...(payload && { payload }) })
  return { status: response.statusCode, body: response.json() }
}

describe('over HTTP', () => {
  it('an author drafts and publishes, anybody reads and searches, and another module hears of it', async () => {
    const { status, body } = await ask('ann', 'POST /articles', { title: 'Pumpkin soup', tags: ['food'] })
    expect(status).toBe(201)
    const url = `/articles/${body.id}`
    expect(await ask('', `GET ${url}`)).toMatchObject({ status: 404 })
    const changed = await ask('ann', `PATCH ${url}`, { version: 1, text: 'Warm and orange.' })
    expect(changed).toMatchObject({ status: 200, body: { version: 2 } })
    expect((await ask('ann', 'GET /articles/drafts')).body.entries).toEqual([changed.body])
    const published = await ask('ann', `POST ${url}/publication`, { version: 2 })
    expect(published).toMatchObject({ status: 200, body: { version: 3 } })
    expect(await ask('', `GET ${url}`)).toEqual(published)
    expect((await ask('', 'GET /articles?tag=food')).body).toEqual({ entries: [published.body], next: null })
    expect((await ask('', 'GET /articles/search?words=orange+soup')).body.entries).toEqual([published.body])
    expect(await ask('', 'POST /articles', { title: 'No' })).toMatchObject({ status: 401 })
    await bus.settled()
    expect(heard).toMatchObject([{ articleId: body.id, title: 'Pumpkin soup', authorId: 'ann' }])
  })
})

describe.each(['local', 'remote'])('over a %s facade, an article', side => {
  const facade = () =>
    side === 'local'
      ? localFacade(contentContract, opened.module.implementation)
      : remoteFacade(contentContract, { origin })

  it('has the same answers and errors', async () => {
    const draft = await as('sue', () => facade().draftArticle({ title: ' Draft ' }))
    expect(draft).toMatchObject({ title: 'Draft', text: '', tags: [], version: 1, authorId: 'sue' })
    expect(await as('sue', () => facade().getArticle({ id: draft.id }))).toEqual(draft)
    await expect(facade().getArticle({ id: draft.id })).rejects.toMatchObject({
      code: 'not-found',
      details: { module: 'content' },
    })
    await expect(facade().searchArticles({ words: ' ' })).rejects.toMatchObject({ code: 'invalid-input' })
  })
})
