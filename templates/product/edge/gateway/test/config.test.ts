import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { deriveRoutes, InvalidGatewayConfig } from '../src/index.js'
import { startInternalServer } from './support/internal-server.js'
import { later, makeFolder, signer, startScene, waitUntil } from './support/scene.js'

const routes = deriveRoutes([
  {
    bindings: {
      list: { path: 'GET /orders', auth: 'none' },
      refund: { path: 'POST /orders/:id/refund', auth: 'clerk' },
    },
  },
])

async function startService() {
  const service = await startInternalServer((_request, response) => response.end('service'))
  later(service.close)
  return service
}

it('derives who may use a route from the bindings of modules; HEAD goes with GET', () => {
  expect(routes).toEqual([
    { path: '/orders', methods: ['GET', 'HEAD'], settings: { auth: 'none' } },
    { path: '/orders/:id/refund', methods: ['POST'], settings: { auth: 'role:clerk' } },
  ])
})

it('a route that has moved to a service stays as guarded as it was', async () => {
  const service = await startService()
  const config = {
    upstreams: { orders: service.origin },
    routes: [{ path: '/orders/*', new: 'orders', mode: 'new' as const }],
  }
  const { ask, seen } = await startScene({ routes, config })
  const refund = async (roles: string[]) =>
    ask('/orders/7/refund', { method: 'POST', headers: await signer.bearer({ roles }) })
  expect((await refund([])).status).toBe(403)
  expect(await (await refund(['clerk'])).text()).toBe('service')
  expect(await (await ask('/orders')).text()).toBe('GET /orders')
  expect(service.seen[0]?.headers).toMatchObject({ 'x-user-id': 'ada', 'x-user-roles': 'clerk' })
  expect(seen).toHaveLength(1)
})

it('what the config says of a route counts before what the product says', async () => {
  const config = {
    defaults: { settings: { auth: 'none' } },
    routes: [{ path: '/orders', settings: { auth: 'role:auditor|clerk' } }],
  }
  const { ask } = await startScene({ routes, config })
  expect((await ask('/orders')).status).toBe(401)
  expect((await ask('/orders', { headers: await signer.bearer({ roles: ['clerk'] }) })).status).toBe(200)
  expect((await ask('/elsewhere')).status).toBe(200)
  expect((await ask('/orders/7/refund', { method: 'POST' })).status).toBe(401)
})

it('a wide route of the config opens nothing that the product closes', async () => {
  const config = { routes: [{ path: '/*', settings: { auth: 'none' } }] }
  const { ask } = await startScene({ routes, config })
  expect((await ask('/elsewhere')).status).toBe(200)
  expect((await ask('/orders/7/refund', { method: 'POST' })).status).toBe(401)
  expect((await ask('/rpc/orders/refund', { method: 'POST' })).status).toBe(404)
})

it('tells all that is wrong with settings at once', async () => {
  const config = {
    defaults: { settings: { rate: 'unheard' } },
    routes: [{ path: '/a', settings: { auth: 'admin', priorty: 'low' } }],
  }
  const problems = await startScene({ config }).catch(error => (error as InvalidGatewayConfig).problems)
  expect(problems).toEqual([
    'defaults.settings.rate: there is no class "unheard".',
    expect.stringMatching(/^\/a.*auth/),
    expect.stringMatching(/^\/a.*priorty/),
  ])
})

it('takes another config as a whole, or not at all', async () => {
  const { ask, gateway } = await startScene()
  const open = { path: '/a', settings: { auth: 'none' } }
  expect(gateway.reload({ routes: [open, { path: '/b', settings: { auth: '?' } }] })).toHaveLength(1)
  expect(gateway.reload({ routes: [open, { path: 'b' }] })).toHaveLength(1)
  expect((await ask('/a')).status).toBe(401)
  expect(gateway.reload({ routes: [open] })).toEqual([])
  expect((await ask('/a')).status).toBe(200)
})

it('follows its file, and keeps the old config while the file is wrong', async () => {
  const file = path.join(makeFolder(), 'strangler.config.json')
  const write = (settings: object) =>
    writeFileSync(
      file,
      `{ // who may\n "routes": [{ "path": "/a", "settings": ${JSON.stringify(settings)} },] }`,
    )
  write({ auth: 'user' })
  const { ask, events } = await startScene({ config: file })
  expect((await ask('/a')).status).toBe(401)
  write({ auth: 'none' })
  await waitUntil(async () => (await ask('/a')).status === 200)
  write({ auth: 'somebody' })
  await waitUntil(() => events.some(event => event.includes('The old config stays.')))
  expect((await ask('/a')).status).toBe(200)
})

it('does not start with a file that is no config', async () => {
  const file = path.join(makeFolder(), 'strangler.config.json')
  writeFileSync(file, '{ "routes": ')
  await expect(startScene({ config: file })).rejects.toThrow(InvalidGatewayConfig)
})
