import { describe, expect, it } from 'vitest'
import type { Refusal } from '../../src/http/hooks.js'
import {
  exchangeRaw,
  get,
  pause,
  rawClient,
  startProxy,
  startRawUpstream,
  startUpstream,
  waitUntil,
} from './support/scene.js'

const h = 'Host: shop.test\r\n'
const post = `POST / HTTP/1.1\r\n${h}`
const chunked = `${post}Transfer-Encoding: chunked\r\n\r\n`

/** Shape of a request → its bytes. */
const ambiguous: Record<string, string> = {
  'both a length and chunks': `${post}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'two equal lengths': `${post}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`,
  'two lengths in one line': `${post}Content-Length: 3, 3\r\n\r\nabc`,
  'a signed length': `${post}Content-Length: +3\r\n\r\nabc`,
  'an empty length': `${post}Content-Length: \r\n\r\nabc`,
  'a hexadecimal length': `${post}Content-Length: 0x3\r\n\r\nabc`,
  'a length beyond all numbers': `${post}Content-Length: 99999999999999999999999\r\n\r\nabc`,
  'a coding before chunked': `${post}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
  'a coding after chunked': `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`,
  'a coding that only looks like chunked': `${post}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
  'chunked twice': `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'a control character before chunked': `${post}Transfer-Encoding:\x0bchunked\r\n\r\n0\r\n\r\n`,
  'chunks in HTTP/1.0': `POST / HTTP/1.0\r\n${h}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
  'a chunk size that is no number': `${chunked}zz\r\nabc\r\n0\r\n\r\n`,
  'a chunk size with 0x': `${chunked}0x3\r\nabc\r\n0\r\n\r\n`,
  'a chunk size beyond all numbers': `${chunked}fffffffffffffffff\r\nabc\r\n0\r\n\r\n`,
  'a chunk longer than its size': `${chunked}2\r\nabc\r\n0\r\n\r\n`,
  'a bare LF in the size of a chunk': `${chunked}3\nabc\r\n0\r\n\r\n`,
  'a bare LF after a chunk': `${chunked}3\r\nabc\n0\r\n\r\n`,
  'a bare LF in a chunk extension': `${chunked}3;a\nb\r\nabc\r\n0\r\n\r\n`,
  'a bare LF after the request line': `GET / HTTP/1.1\n${h}\r\n`,
  'a bare LF after a header': 'GET / HTTP/1.1\r\nHost: shop.test\nX: y\r\n\r\n',
  'a bare LF at the end': `GET / HTTP/1.1\r\n${h}\n`,
  'a bare CR': 'GET / HTTP/1.1\r\nHost: shop.test\rX: y\r\n\r\n',
  'line folding with a space': `GET / HTTP/1.1\r\n${h}X: a\r\n b\r\n\r\n`,
  'line folding with a tab': `GET / HTTP/1.1\r\n${h}X: a\r\n\tb\r\n\r\n`,
  'a space before the colon': `GET / HTTP/1.1\r\n${h}Content-Length : 3\r\n\r\nabc`,
  'a NUL in a value': `GET / HTTP/1.1\r\n${h}X: a\0b\r\n\r\n`,
  'a line without colon': `GET / HTTP/1.1\r\n${h}nonsense\r\n\r\n`,
  'a header without name': `GET / HTTP/1.1\r\n${h}: x\r\n\r\n`,
  'no version': 'GET /\r\n\r\n',
  'the version of HTTP/2': `GET / HTTP/2.0\r\n${h}\r\n`,
  'two hosts': `GET / HTTP/1.1\r\n${h}Host: other.test\r\n\r\n`,
  'no host': 'GET / HTTP/1.1\r\n\r\n',
  'two hosts in HTTP/1.0': `GET / HTTP/1.0\r\n${h}${h}\r\n`,
  'an empty host': 'GET / HTTP/1.1\r\nHost:\r\n\r\n',
  'a host with a path': 'GET / HTTP/1.1\r\nHost: shop.test/x\r\n\r\n',
  'a host with user information': 'GET / HTTP/1.1\r\nHost: a@shop.test\r\n\r\n',
  'a fragment in the target': `GET /a#b HTTP/1.1\r\n${h}\r\n`,
  'a target that is no path': `GET a HTTP/1.1\r\n${h}\r\n`,
  'a control character in the target': `GET /a\x01b HTTP/1.1\r\n${h}\r\n`,
  'an absolute target with another host': `GET http://other.test/ HTTP/1.1\r\n${h}\r\n`,
  'an absolute target with user information': `GET http://a@shop.test/ HTTP/1.1\r\n${h}\r\n`,
  'an absolute target of another scheme': `GET ftp://shop.test/ HTTP/1.1\r\n${h}\r\n`,
}

describe('a request is refused with 400, and its connection closed, when it has', () => {
  for (const [shape, bytes] of Object.entries(ambiguous)) {
    it(shape, async () => {
      const upstream = await startRawUpstream(() => undefined)
      const { port } = await startProxy([upstream.origin])
      const smuggled = `GET /smuggled HTTP/1.1\r\n${h}\r\n`
      const answer = await exchangeRaw(port, bytes + smuggled)
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toMatch(/^x-strangler-error: /im)
      expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1)
      expect(upstream.received.join('')).not.toMatch(/smuggled|0\r\n\r\n$/)
    })
  }
})

describe('a request is refused', () => {
  it('with 501 when it is CONNECT', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'])
    expect(await exchangeRaw(port, `CONNECT shop.test:443 HTTP/1.1\r\n${h}\r\n`)).toMatch(/^HTTP\/1\.1 501 /)
  })

  it('with 421 when its absolute target names a host that is not ours', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'], { hosts: ['shop.test'] })
    const answer = await exchangeRaw(port, 'GET http://else.test/ HTTP/1.1\r\nHost: else.test\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 421 /)
    expect(answer).toMatch(/x-strangler-error: unknown-host/)
  })

  it('with 417 when it expects what nobody knows', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'])
    expect(await get(port, '/', 'Expect: miracles\r\n')).toMatch(/^HTTP\/1\.1 417 /)
  })

  it('with 431 when its head is too large', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'], { limits: { head: 1_000 } })
    const answer = await get(port, '/', `X: ${'a'.repeat(2_000)}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 431 [\s\S]*x-strangler-error: head-too-large/)
  })

  it('with 413 before the upstream is asked when its declared length is too large', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin], { limits: { body: 10 } })
    const answer = await exchangeRaw(port, `${post}Content-Length: 11\r\n\r\nhello world`)
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*x-strangler-error: body-too-large/)
    expect(upstream.sockets).toHaveLength(0)
  })

  it('with 413 when its chunks turn out to be too many', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin], { limits: { body: 10 } })
    const client = rawClient(port)
    client.send(`${chunked}6\r\nhello \r\n6\r\nworld!\r\n0\r\n\r\n`)
    const answer = await client.until(/\}$/)
    expect(answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(outcomes[0]?.failure).toBe('limit')
    expect(upstream.received.join('')).not.toContain('world')
  })

  it('with 413 that a client still sees which sends a large body before it reads', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'], { limits: { body: 10 } })
    const client = rawClient(port)
    client.socket.pause()
    client.send(`${post}Content-Length: 5000000\r\n\r\n`)
    const sending = setInterval(() => client.socket.write(Buffer.alloc(100_000)), 5)
    setTimeout(() => client.socket.resume(), 200)
    const answer = await client.closed().finally(() => clearInterval(sending))
    expect(answer).toMatch(/^HTTP\/1\.1 413 [\s\S]*"status":413\}$/)
  })

  it('with 408 when its head does not come', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'], { limits: { headTimeout: 200 } })
    const client = rawClient(port)
    client.send('GET / HTTP/1.1\r\nX: ')
    const dripping = setInterval(() => client.send('a'), 40)
    const answer = await client.closed().finally(() => clearInterval(dripping))
    expect(answer).toMatch(/^HTTP\/1\.1 408 [\s\S]*x-strangler-error: request-timeout/)
  })

  it('with 408 when its body stands still', async () => {
    const upstream = await startUpstream(request => void request.resume())
    const timeouts = { connect: 1_000, headers: 5_000, body: 150, idle: 1_000 }
    const { port, outcomes } = await startProxy([upstream], { route: { timeouts } })
    const answer = await exchangeRaw(port, `${post}Content-Length: 10\r\n\r\nabc`)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(outcomes[0]?.failure).toBe('client')
  })

  it('when nobody configured the upstream that was decided on', async () => {
    const { port, proxy, options } = await startProxy(['http://127.0.0.1:1'])
    const { decide } = options
    proxy.update({ ...options, decide: head => ({ ...decide(head), upstream: '127.0.0.1:80' }) })
    expect(await get(port)).toMatch(/^HTTP\/1\.1 502 [\s\S]*x-strangler-error: unknown-upstream/)
  })

  it('by a hook, at once or later, and a hook that fails lets nothing through', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const refusal: Refusal = {
      kind: 'refuse',
      status: 401,
      slug: 'no-token',
      title: 'Sign in.',
      headers: ['WWW-Authenticate', 'Bearer'],
    }
    const now = await startProxy([upstream.origin], { hooks: { before: () => refusal } })
    const soon = await startProxy([upstream.origin], { hooks: { before: async () => refusal } })
    const broken = await startProxy([upstream.origin], {
      hooks: { before: () => Promise.reject(new Error()) },
    })
    const fail = () => {
      throw new Error('broken')
    }
    const thrown = await startProxy([upstream.origin], { hooks: { before: fail } })
    const lost = await startProxy([upstream.origin])
    lost.proxy.update({ ...lost.options, decide: fail })
    for (const { port } of [thrown, lost]) expect(await get(port)).toMatch(/^HTTP\/1\.1 500 /)
    for (const { port } of [now, soon]) {
      expect(await get(port)).toMatch(/^HTTP\/1\.1 401 [\s\S]*WWW-Authenticate: Bearer/)
    }
    expect(await get(broken.port)).toMatch(/^HTTP\/1\.1 500 /)
    expect(upstream.sockets).toHaveLength(0)
  })
})

describe('an absolute target of our own host', () => {
  it('is taken for its path', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    )
    const { port } = await startProxy([upstream.origin], { hosts: ['shop.test'] })
    const line = 'GET http://SHOP.test/a%2F?b HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n\r\n'
    expect(await exchangeRaw(port, line)).toMatch(/^HTTP\/1\.1 200 /)
    expect(upstream.received[0]).toMatch(/^GET \/a%2F\?b HTTP\/1\.1\r\nhost: shop\.test\r\n/i)
  })
})

describe('rubbish behind a good request', () => {
  it('does not take the place of its answer', async () => {
    const upstream = await startUpstream(
      (_request, response) => void setTimeout(() => response.end('good'), 100),
    )
    const { port } = await startProxy([upstream])
    const answer = await exchangeRaw(port, `GET / HTTP/1.1\r\n${h}\r\nrubbish\r\n\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 [\s\S]*good[\s\S]*HTTP\/1\.1 400 /)
  })

  it('in a body aborts the request that has reached the upstream', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`${chunked}3\r\nabc\r\n`)
    await waitUntil(() => upstream.received.join('').includes('abc'))
    client.send('zz\r\n')
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /)
    await waitUntil(
      () => upstream.sockets[0]?.readableEnded === true || upstream.sockets[0]?.destroyed === true,
    )
    await pause(20)
    expect(upstream.received.join('')).not.toContain('0\r\n\r\n')
  })
})
