import { createServer } from 'node:http'
import type { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import {
  bodyOf,
  exchangeRaw,
  later,
  listen,
  rawClient,
  startProxy,
  startRawUpstream,
  startUpstream,
  waitUntil,
} from './support/scene.js'

const ask = 'GET /chat HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n'
const accepted =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\nX-A: 1\r\nX-A: 2\r\n\r\n'

describe('a WebSocket', () => {
  it('carries text, binary data and its sub-protocol both ways, and the codes of its end', async () => {
    const server = createServer()
    const sockets = new WebSocketServer({ server, handleProtocols: set => [...set][1] ?? false })
    sockets.on('connection', socket => {
      socket.on('message', (data, binary) => socket.send(data, { binary }))
      socket.on('close', code => codes.push(code))
    })
    const codes: number[] = []
    const upstream = await listen(server, '127.0.0.1')
    later(() => server.close())
    const { port, outcomes } = await startProxy([`http://127.0.0.1:${upstream}`])
    const client = new WebSocket(`ws://127.0.0.1:${port}/chat?x=%zz`, ['v1', 'v2'])
    const echoes: unknown[] = []
    client.on('message', (data, binary) => echoes.push(binary ? (data as Buffer).length : String(data)))
    await new Promise(resolve => client.on('open', resolve))
    expect(client.protocol).toBe('v2')
    client.send('hello')
    client.send(Buffer.alloc(2_000_000))
    await waitUntil(() => echoes.length === 2)
    expect(echoes).toEqual(['hello', 2_000_000])
    client.close(4_001)
    await waitUntil(() => outcomes.length === 1)
    expect(codes).toEqual([4_001])
    expect(outcomes[0]).toMatchObject({ status: 101, failure: null })
    expect(outcomes[0]?.responseBytes).toBeGreaterThan(2_000_000)
  })
})

describe('an upgrade', () => {
  it('to any protocol passes bytes sent right behind either head', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.startsWith('GET')) socket.write(`${accepted}welcome`)
      else socket.write(`<${text}>`)
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`${ask}X-B: 1\r\n\r\nearly`)
    const text = await client.until(/<early>/)
    expect(text).toMatch(
      /^HTTP\/1\.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\/1\r\nX-A: 1\r\nX-A: 2\r\n\r\nwelcome/,
    )
    expect(upstream.received[0]).toMatch(/upgrade: echo\/1\r\n/i)
    expect(upstream.received[0]).toContain('X-Forwarded-For: 127.0.0.1')
    client.send('late')
    await client.until(/<late>/)
  })

  it('ends for both when either closes', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.startsWith('GET')) socket.write(accepted)
      if (text === 'bye') socket.end('bye')
    })
    const { port } = await startProxy([upstream.origin])
    const first = rawClient(port)
    first.send(`${ask}\r\n`)
    await first.until(/\r\n\r\n/)
    first.send('bye')
    expect(await first.closed()).toMatch(/bye$/)
    const second = rawClient(port)
    second.send(`${ask}\r\n`)
    await second.until(/\r\n\r\n/)
    second.socket.destroy()
    await waitUntil(() => upstream.sockets.every(socket => socket.destroyed))
  })

  it('that the upstream refuses passes its answer', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 426 Upgrade Required\r\nUpgrade: echo/2\r\nContent-Length: 4\r\n\r\nsoon'),
    )
    const { port } = await startProxy([upstream.origin])
    expect(await exchangeRaw(port, `${ask}\r\n`)).toMatch(
      /^HTTP\/1\.1 426 Upgrade Required\r\nUpgrade: echo\/2\r\n[\s\S]*soon$/,
    )
  })

  it('that reaches no upstream is refused', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'])
    expect(await exchangeRaw(port, `${ask}\r\n`)).toMatch(/^HTTP\/1\.1 502 [\s\S]*upstream-unreachable/)
  })

  it('to h2c is ignored, so that no request comes past the proxy', async () => {
    const upstream = await startUpstream(
      (request, response) => void response.end(`plain ${request.headers.upgrade}`),
    )
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    const line =
      'GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n'
    client.send(`${line}GET /next HTTP/1.1\r\nHost: a.test\r\n\r\n`)
    expect(await client.until(/plain undefined[\s\S]*plain undefined/)).not.toContain(' 101 ')
  })

  it('to h2c, however often it is asked for on one connection, leaves nothing behind', async () => {
    const upstream = await startUpstream((_request, response) => response.end('ok'))
    const { port, proxy } = await startProxy([upstream])
    const sockets: Socket[] = []
    proxy.server.prependListener('connection', (socket: Socket) => void sockets.push(socket))
    const client = rawClient(port)
    const offer = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\n'
    for (let at = 1; at <= 20; at += 1) {
      client.send(`GET / HTTP/1.1\r\nHost: a.test\r\n${offer}\r\n`)
      await client.until(text => text.split('HTTP/1.1 200').length === at + 1)
    }
    for (const event of ['close', 'error', 'end', 'data', 'drain', 'timeout']) {
      expect(sockets[0]?.listenerCount(event)).toBeLessThan(6)
    }
  })

  it('of which the answer declares a length passes without it', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 101 Go\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 5\r\n\r\n'),
    )
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send('GET / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n')
    expect(await client.until(/^HTTP\/1\.1 101 [\s\S]*\r\n\r\n/)).not.toMatch(
      /content-length|transfer-encoding/i,
    )
  })

  it('of a request with a body is ignored', async () => {
    const upstream = await startUpstream((request, response) => void request.pipe(response))
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    client.send(
      'POST / HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\nContent-Length: 5\r\n\r\nhel',
    )
    setTimeout(() => client.send('lo'), 30)
    expect(bodyOf(await client.until(/lo\r\n0/))).toBe('hello')
  })

  it('is not taken from behind a request that still waits', async () => {
    const upstream = await startUpstream(
      (_request, response) => void setTimeout(() => response.end('first'), 50),
    )
    const { port } = await startProxy([upstream])
    const answer = await exchangeRaw(port, `GET / HTTP/1.1\r\nHost: a.test\r\n\r\n${ask}\r\n`)
    expect(answer).toMatch(/first/)
    expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  })
})
