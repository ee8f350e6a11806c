import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { remoteFacade, serveContract } from '../../src/contract/index.js'
import { createHttpServer } from '../../src/http/index.js'
import { shelf, shelfImplementation } from './shelf.js'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const servers: Server[] = []

/** A server that answers with each of the answers in turn, and with the last one ever after. */
async function startServer(...answers: Answer[]) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]
    requests.push(request)
    request.resume().once('end', () => answer?.(request, response))
  })
  servers.push(server)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return { requests, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const hangUp: Answer = request => request.socket.destroy()
const badGateway: Answer = (_, response) => response.writeHead(502).end('<html>nginx</html>')
const silent: Answer = () => {}
const nobody: Answer = (_, response) =>
  response
    .writeHead(200)
    .end(JSON.stringify({ output: { userId: 'nobody', roles: [], tenant: 'none', traceparent: 'none' } }))
const removed: Answer = (_, response) => response.writeHead(200).end('{}')
const problem: Answer = (_, response) =>
  response.writeHead(503).end(JSON.stringify({ code: 'unavailable', title: 'Not now', status: 503 }))

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

describe('a remote facade', () => {
  it('is unavailable where nothing listens', async () => {
    const facade = remoteFacade(shelf, { origin: 'http://127.0.0.1:1' })
    await expect(facade.whoAsks({})).rejects.toMatchObject({ code: 'unavailable', details: { status: 503 } })
  })

  it.each([
    ['the connection breaks', hangUp],
    ['a proxy answers in place of the module', badGateway],
  ])('asks a query again when %s', async (_, failure) => {
    const { origin, requests } = await startServer(failure, failure, nobody)
    await expect(remoteFacade(shelf, { origin }).whoAsks({})).resolves.toMatchObject({ userId: 'nobody' })
    expect(requests).toHaveLength(3)
  })

  it('asks an idempotent command again', async () => {
    const { origin, requests } = await startServer(hangUp, removed)
    await remoteFacade(shelf, { origin }).removeBook({ title: 'Emma' })
    expect(requests).toHaveLength(2)
  })

  it('never asks another command again, for it may have been done', async () => {
    const { origin, requests } = await startServer(hangUp, removed)
    await expect(remoteFacade(shelf, { origin }).addBook({ title: 'Emma' })).rejects.toMatchObject({
      code: 'unavailable',
    })
    expect(requests).toHaveLength(1)
  })

  it('does not ask again when the module itself has answered that it cannot', async () => {
    const { origin, requests } = await startServer(problem)
    await expect(remoteFacade(shelf, { origin }).whoAsks({})).rejects.toMatchObject({ code: 'unavailable' })
    expect(requests).toHaveLength(1)
  })

  it('keeps retries a share of the calls', async () => {
    const { origin, requests } = await startServer(badGateway)
    const facade = remoteFacade(shelf, { origin, breaker: { failures: 1_000 } })
    await Promise.all(Array.from({ length: 20 }, () => facade.whoAsks({}).catch(() => {})))
    expect(requests.length).toBeGreaterThanOrEqual(30)
    expect(requests.length).toBeLessThanOrEqual(32)
  })

  it('stops asking a server that does not answer, and lets one probe through after a while', async () => {
    const { origin, requests } = await startServer(badGateway, badGateway, nobody)
    const facade = remoteFacade(shelf, { origin, retries: 0, breaker: { failures: 2, cooldown: 80 } })
    for (let call = 0; call < 5; call++)
      await expect(facade.whoAsks({})).rejects.toMatchObject({ code: 'unavailable' })
    expect(requests).toHaveLength(2)
    await pause(100)
    const together = await Promise.allSettled([facade.whoAsks({}), facade.whoAsks({}), facade.whoAsks({})])
    expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(requests).toHaveLength(3)
    await expect(facade.whoAsks({})).resolves.toMatchObject({ userId: 'nobody' })
  })

  it('does not hold a deadline against the server that the caller made too near', async () => {
    const { origin, requests } = await startServer(silent)
    const facade = remoteFacade(shelf, { origin, breaker: { failures: 1 } })
    for (let call = 0; call < 2; call++)
      await expect(facade.whoAsks({}, { deadline: 30 })).rejects.toMatchObject({ code: 'deadline-exceeded' })
    expect(requests).toHaveLength(2)
  })

  it('does not send what is not valid', async () => {
    const { origin, requests } = await startServer(removed)
    await expect(remoteFacade(shelf, { origin }).removeBook({} as never)).rejects.toMatchObject({
      code: 'invalid-input',
    })
    expect(requests).toHaveLength(0)
  })

  it('is refused without the secret', async () => {
    const server = createHttpServer({ internal: true })
    await server.register(serveContract(shelf, shelfImplementation, { secret: 'between us' }))
    const origin = await server.listen({ port: 0, host: '127.0.0.1' })
    await expect(remoteFacade(shelf, { origin }).whoAsks({})).rejects.toMatchObject({
      code: 'unauthenticated',
    })
    const body = await (
      await fetch(`${origin}/rpc/shelf/misbehave`, {
        method: 'POST',
        headers: { authorization: 'Bearer between us', 'content-type': 'application/json' },
        body: '{"input":{"how":"throw"}}',
      })
    ).text()
    expect(body).toContain('internal')
    expect(body).not.toContain('hunter2')
    await server.close()
  })
})
