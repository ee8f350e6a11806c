import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { localFacade } from '../../src/contract/index.js'
import { closeHttpServer, createHttpServer, type ObservedRequest, mountRoutes } from '../../src/http/index.js'
import { library, libraryImplementation, libraryRoutes } from './library.js'

async function start() {
  const lines: Record<string, unknown>[] = []
  const requests: ObservedRequest[] = []
  const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
  const app = createHttpServer({ logger, telemetry: { observeRequest: request => requests.push(request) } })
  mountRoutes(app, libraryRoutes, localFacade(library, libraryImplementation))
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })
  return { app, origin, lines, requests }
}

describe('an HTTP server', () => {
  it('logs each request once, by its id, without its query', async () => {
    const { app, origin, lines, requests } = await start()
    await fetch(`${origin}/books/b1?token=hunter2`, { headers: { 'x-request-id': 'request-0001' } })
    await fetch(`${origin}/nowhere`)
    await app.close()
    const logged = lines.filter(({ msg }) => msg === 'request')
    expect(logged).toMatchObject([
      { requestId: 'request-0001', method: 'GET', path: '/books/b1', route: '/books/:id', status: 200 },
      { path: '/nowhere', route: 'unmatched', status: 404 },
    ])
    expect(JSON.stringify(lines)).not.toContain('hunter2')
    expect(requests).toMatchObject([
      { route: '/books/:id', status: 200 },
      { route: 'unmatched', status: 404 },
    ])
  })

  it('logs the cause of an unforeseen error, which the client does not see', async () => {
    const { app, origin, lines } = await start()
    await fetch(`${origin}/books/crash`)
    await app.close()
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([
      { err: { message: expect.stringContaining('postgres') } },
    ])
  })

  it('gives each request an id of its own unless it came with a sensible one', async () => {
    const { app, origin } = await start()
    const idOf = async (given: string) =>
      (await fetch(`${origin}/books`, { headers: { 'x-request-id': given } })).headers.get('x-request-id')
    expect(await idOf('from-the-client')).toBe('from-the-client')
    expect(await idOf('{"injected":true}')).toMatch(/^[\da-f-]{36}$/)
    await app.close()
  })

  it('sends headers that keep browsers from doing anything with its answers', async () => {
    const { app, origin } = await start()
    for (const path of ['/books', '/nowhere']) {
      const { headers } = await fetch(`${origin}${path}`)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
    }
    await app.close()
  })

  it('ends what is under way when it closes, and refuses what comes later', async () => {
    const { app, origin } = await start()
    const slow = fetch(`${origin}/slow?ms=200`)
    await once(app.server, 'request')
    const closed = closeHttpServer(app)
    const { status, headers } = await slow
    const answered = Date.now()
    expect(status).toBe(200)
    expect(headers.get('connection')).toBe('close')
    await closed
    expect(Date.now() - answered).toBeLessThan(2_000)
    await expect(fetch(`${origin}/books`)).rejects.toThrow()
  })

  it('does not wait for a client to let go of a connection whose answer had begun before', async () => {
    const app = createHttpServer()
    const stream = new PassThrough()
    app.get('/stream', async (_, reply) => reply.send(stream))
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    stream.write('first')
    const response = await fetch(`${origin}/stream`)
    const closed = closeHttpServer(app)
    setTimeout(() => stream.end('last'), 50)
    expect(await response.text()).toBe('firstlast')
    const answered = Date.now()
    await closed
    expect(Date.now() - answered).toBeLessThan(2_000)
  })

  it('waits no longer than it was told to', async () => {
    const { app, origin } = await start()
    const slow = fetch(`${origin}/slow?ms=1500`).catch(() => 'cut')
    await once(app.server, 'request')
    const before = Date.now()
    await closeHttpServer(app, 50)
    expect(Date.now() - before).toBeLessThan(1_000)
    expect(await slow).toBe('cut')
  })

  it('closes though a client holds a connection that it never used', async () => {
    const { app } = await start()
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
    await Promise.all([once(socket, 'connect'), once(app.server, 'connection')])
    const ended = once(socket, 'close')
    socket.resume()
    await app.close()
    await ended
  })
})
