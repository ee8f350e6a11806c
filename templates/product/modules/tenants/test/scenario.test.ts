import { localFacade, remoteFacade, serveContract } from '@shop/platform/contract'
import { createHttpServer, mountRoutes } from '@shop/platform/http'
import { tenantsContract } from '@shop/tenants/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { routes } from '../src/http/routes.js'
import { as, openModule } from './open-module.js'

const app = createHttpServer({ internal: true })
let origin: string
let opened: Awaited<ReturnType<typeof openModule>>

beforeAll(async () => {
  opened = await openModule()
  const { implementation } = opened.module
  mountRoutes(app, routes, localFacade(tenantsContract, implementation))
  await app.register(serveContract(tenantsContract, implementation))
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => {
  await app.close()
  await opened.test.drop()
})

type Method = 'DELETE' | 'GET' | 'POST' | 'PUT'

async function ask(userId: string, route: string, payload?: object) {
  const [method = '', url = ''] = route.split(' ')
  const headers = { 'x-user-id': userId }
  const response = await app.inject({
    method: method as Method,
    url,
    headers,
    ...(payload && { payload }),
  })
  return { status: response.statusCode, body: response.body === '' ? null : response.json() }
}

describe('over HTTP', () => {
  it('an owner creates a tenant, lets somebody in and out, and nobody else sees it', async () => {
    const { status, body: tenant } = await ask('ann', 'POST /tenants', { name: 'Acme' })
    expect(status).toBe(201)
    const members = `/tenants/${tenant.id}/members`
    expect(await ask('bob', `GET ${members}`)).toMatchObject({ status: 404 })
    expect(await ask('bob', `PUT ${members}/bob`, { role: 'owner' })).toMatchObject({ status: 404 })
    expect(await ask('ann', `PUT ${members}/bob`, {})).toMatchObject({
      status: 200,
      body: { role: 'member' },
    })
    expect(await ask('bob', `PUT ${members}/eve`, {})).toMatchObject({
      status: 403,
      body: { code: 'not-owner' },
    })
    expect((await ask('bob', `GET ${members}`)).body.members).toHaveLength(2)
    expect((await ask('bob', 'GET /tenants')).body.tenants).toMatchObject([{ name: 'Acme', role: 'member' }])
    expect(await ask('ann', `DELETE ${members}/bob`)).toMatchObject({ status: 204 })
    expect(await ask('bob', `GET ${members}`)).toMatchObject({ status: 404 })
    expect(await ask('', 'GET /tenants')).toMatchObject({ status: 401 })
  })
})

describe.each(['local', 'remote'])('over a %s facade, a tenant', side => {
  const facade = () =>
    side === 'local'
      ? localFacade(tenantsContract, opened.module.implementation)
      : remoteFacade(tenantsContract, { origin })

  it('has the same answers and errors', async () => {
    const { id: tenantId } = await as('sue', () => facade().createTenant({ name: ' Sue & sons ' }))
    const { members } = await as('sue', () => facade().listMembers({ tenantId }))
    expect(members).toMatchObject([{ userId: 'sue', role: 'owner' }])
    await expect(as('eve', () => facade().listMembers({ tenantId }))).rejects.toMatchObject({
      code: 'not-found',
      details: { module: 'tenants' },
    })
    await expect(facade().createTenant({ name: 'Nobody' })).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
