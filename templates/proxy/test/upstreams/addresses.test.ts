import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { Origin } from '../../src/upstreams/origin.js'
import { proxyOptions } from '../http/support/proxy-options.js'
import { waitUntil } from '../http/support/scene.js'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

async function startSystem(listener: RequestListener) {
  let connections = 0
  const server = createServer(listener)
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closers.push(
    () => server.closeAllConnections(),
    () => server.close(),
  )
  return { port: (server.address() as AddressInfo).port, connections: () => connections }
}

/** An origin of this name whose addresses are what the array holds at the time. */
function openOrigin(url: string, addresses: string[]): { origin: Origin; looks: () => number } {
  const upstream = proxyOptions([url]).config.upstreams.get('only')
  if (upstream === undefined) throw new Error('no upstream')
  let looks = 0
  const origin = new Origin(url, { ...upstream, resolve: 20 }, { connect: 1_000, idle: 60_000 }, async () => {
    looks += 1
    return [...addresses]
  })
  closers.push(() => origin.destroy())
  return { origin, looks: () => looks }
}

const ask = (origin: Origin) =>
  origin.pool.request({ path: '/', method: 'GET' }).then(({ body }) => body.text())

it('connections are kept while the name keeps its addresses, even if it gets more', async () => {
  const system = await startSystem((_request, response) => void response.end('ok'))
  const addresses = ['127.0.0.1']
  const { origin, looks } = openOrigin(`http://localhost:${system.port}`, addresses)
  await ask(origin)
  addresses.push('127.0.0.2')
  const before = looks()
  await waitUntil(() => looks() > before + 2)
  await ask(origin)
  expect(system.connections()).toBe(1)
})

it('connections are made anew when the name loses an address, and what is at work on the old ones ends there', async () => {
  const answers: (() => void)[] = []
  const system = await startSystem((_request, response) => void answers.push(() => response.end('ok')))
  const addresses = ['127.0.0.1']
  const { origin, looks } = openOrigin(`http://localhost:${system.port}`, addresses)
  const atWork = ask(origin)
  await waitUntil(() => answers.length === 1)
  const old = origin.pool
  addresses[0] = '127.0.0.2'
  await waitUntil(() => origin.pool !== old)
  const next = ask(origin)
  await waitUntil(() => answers.length === 2)
  for (const answer of answers) answer()
  expect(await Promise.all([atWork, next])).toEqual(['ok', 'ok'])
  expect(system.connections()).toBe(2)
  const before = looks()
  await waitUntil(() => looks() > before + 2)
})

it('a name that cannot be resolved for a while costs no connection', async () => {
  const system = await startSystem((_request, response) => void response.end('ok'))
  const addresses = ['127.0.0.1']
  const { origin, looks } = openOrigin(`http://localhost:${system.port}`, addresses)
  await ask(origin)
  addresses.length = 0
  const before = looks()
  await waitUntil(() => looks() > before + 2)
  await ask(origin)
  expect(system.connections()).toBe(1)
})

it('an origin that is left is not looked up any more', async () => {
  const { origin, looks } = openOrigin('http://localhost:1', ['127.0.0.1'])
  await waitUntil(() => looks() > 1)
  origin.retire()
  const before = looks()
  await new Promise(resolve => setTimeout(resolve, 100))
  expect(looks()).toBe(before)
})
