import { describe, expect, it } from 'vitest'
import type { Socket } from 'node:net'
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

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const timeouts = { connect: 300, headers: 300, body: 300, idle: 5_000 }
const post = 'POST / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello'

describe('an upstream that cannot be reached', () => {
  it('is answered for with 502', async () => {
    const { port, outcomes } = await startProxy(['http://127.0.0.1:1'])
    for (const answer of [await get(port), await exchangeRaw(port, post)]) {
      expect(answer).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\nContent-Type: application\/problem\+json\r\n/)
      expect(answer).toMatch(/x-strangler-error: upstream-unreachable/)
      expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({
        type: 'upstream-unreachable',
        status: 502,
      })
    }
    expect(outcomes.map(({ failure, status }) => [failure, status])).toEqual([
      ['connect', 502],
      ['connect', 502],
    ])
  })

  it('is answered for with 504 when the connection does not stand in time', async () => {
    const silent = await startRawUpstream(() => undefined)
    const { port } = await startProxy([silent.origin.replace('http:', 'https:')], {
      route: { timeouts: { ...timeouts, headers: 4_000, body: 4_000 } },
    })
    for (const answer of [await get(port), await exchangeRaw(port, post)]) {
      expect(answer).toMatch(/^HTTP\/1\.1 504 [\s\S]*x-strangler-error: upstream-connect-timeout/)
    }
  })

  it('is answered for with 502 when its name is not known', async () => {
    const { port } = await startProxy(['http://no-such-host.invalid:80'])
    expect(await get(port)).toMatch(/^HTTP\/1\.1 502 [\s\S]*upstream-unreachable/)
  })
})

/** What an upstream does with a request → what the client gets. */
const garbage: Record<string, string> = {
  'no HTTP at all': 'hello\r\n\r\n',
  'a status without number': 'HTTP/1.1 abc OK\r\n\r\n',
  'a bare LF': 'HTTP/1.1 200 OK\nContent-Length: 2\n\nok',
  'both a length and chunks':
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'two lengths': 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
  'a negative length': 'HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok',
  'a coding besides chunked': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  'a head of 1 MB': `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(1_000_000)}\r\n\r\n`,
  'a NUL in a value': 'HTTP/1.1 200 OK\r\nX: a\0b\r\nContent-Length: 2\r\n\r\nok',
  'a change of protocol that nobody asked for':
    'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
}

describe('an answer is replaced by 502 when it has', () => {
  for (const [shape, bytes] of Object.entries(garbage)) {
    it(shape, async () => {
      const upstream = await startRawUpstream(socket => socket.write(bytes, 'latin1'))
      const { port, outcomes } = await startProxy([upstream.origin])
      for (const answer of [await get(port), await exchangeRaw(port, post)]) {
        expect(answer).toMatch(/^HTTP\/1\.1 502 [\s\S]*x-strangler-error: upstream-/)
      }
      expect(outcomes.map(({ failure }) => failure === 'protocol' || failure === 'reset')).toEqual([
        true,
        true,
      ])
      expect(upstream.received.join('').match(/HTTP\/1\.1\r\n/g)).toHaveLength(2)
    })
  }
})

describe('an upstream that dies', () => {
  it('before its answer leads to 502, and the request is sent only once', async () => {
    const upstream = await startRawUpstream(socket => socket.resetAndDestroy())
    const { port, outcomes } = await startProxy([upstream.origin])
    for (const answer of [await get(port), await exchangeRaw(port, post)]) {
      expect(answer).toMatch(/^HTTP\/1\.1 502 [\s\S]*x-strangler-error: upstream-reset/)
    }
    expect(upstream.sockets).toHaveLength(2)
    expect(outcomes.map(({ retries }) => retries)).toEqual([0, 0])
  })

  const deaths: Record<string, (socket: Socket) => void> = {
    'with an orderly end': socket => socket.end(),
    'with a reset': socket => socket.resetAndDestroy(),
  }
  const heads = {
    'a declared length': 'Content-Length: 99\r\n\r\nhello',
    chunks: 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n',
  }
  for (const [how, die] of Object.entries(deaths)) {
    for (const [framing, rest] of Object.entries(heads)) {
      it(`amid a body of ${framing} ${how} is seen as an error, neither an end nor a hang`, async () => {
        const upstream = await startRawUpstream(socket => {
          socket.write(`HTTP/1.1 200 OK\r\n${rest}`)
          setTimeout(die, 50, socket)
        })
        const { port, outcomes } = await startProxy([upstream.origin])
        for (const bytes of ['GET / HTTP/1.1\r\nHost: a.test\r\n\r\n', post]) {
          const answer = await exchangeRaw(port, bytes)
          expect(answer).toContain('hello')
          expect(answer).not.toMatch(/\r\n0\r\n\r\n$/)
        }
        expect(outcomes.map(({ failure, status }) => [failure, status])).toEqual([
          [expect.stringMatching(/reset|protocol/), 200],
          [expect.stringMatching(/reset|protocol/), 200],
        ])
      })
    }
  }

  it('amid a body resets a client of HTTP/1.0, for whom an end would look whole', async () => {
    const upstream = await startRawUpstream(socket => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
      setTimeout(() => socket.destroy(), 50)
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    let error = ''
    client.socket.on('error', ({ message }) => {
      error = message
    })
    client.send('GET / HTTP/1.0\r\nHost: a.test\r\n\r\n')
    await client.closed()
    expect(error).toMatch(/ECONNRESET/)
  })

  it('with more bytes than it declared cannot slip them in as another answer', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write(`${ok}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil`),
    )
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    for (let i = 1; i <= 3; i += 1) {
      client.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
      await client.until(text => text.split('\r\n\r\nok').length === i + 1)
      await pause(20)
    }
    expect(client.text()).not.toContain('evil')
  })

  it('of slowness leads to 504', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin], { route: { timeouts } })
    for (const answer of [await get(port), await exchangeRaw(port, post)]) {
      expect(answer).toMatch(/^HTTP\/1\.1 504 [\s\S]*x-strangler-error: upstream-timeout/)
    }
    expect(outcomes.map(({ failure }) => failure)).toEqual(['timeout', 'timeout'])
    await waitUntil(() => upstream.sockets.every(socket => socket.destroyed))
  })

  it('of slowness amid a body breaks the answer off', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhello'),
    )
    const { port, outcomes } = await startProxy([upstream.origin], { route: { timeouts } })
    expect(await get(port)).toMatch(/hello$/)
    expect(outcomes[0]).toMatchObject({ status: 200, failure: 'timeout' })
  })
})

describe('a client that leaves', () => {
  it('aborts the request at the upstream before the answer', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
    await waitUntil(() => upstream.received.join('') !== '')
    client.socket.destroy()
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
    expect(outcomes[0]).toMatchObject({ status: null, failure: 'client' })
  })

  it('aborts an endless answer', async () => {
    const upstream = await startUpstream((_request, response) => {
      const sending = setInterval(() => response.write('x'.repeat(1_000)), 5)
      response.on('close', () => {
        clearInterval(sending)
        gone = true
      })
    })
    let gone = false
    const { port, outcomes } = await startProxy([upstream])
    const client = rawClient(port)
    client.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
    await client.until(/xxx/)
    client.socket.destroy()
    await waitUntil(() => gone)
    expect(outcomes[0]).toMatchObject({ status: 200, failure: 'client' })
  })

  it('aborts its upload', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send('POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 9\r\n\r\nhello')
    await waitUntil(() => upstream.received.join('').endsWith('hello'))
    client.socket.destroy()
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
  })
})

describe('further attempts', () => {
  const flaky = (failures: number) => {
    let seen = 0
    return startRawUpstream(socket => {
      seen += 1
      if (seen <= failures) socket.resetAndDestroy()
      else socket.write(ok)
    })
  }

  it('are made for idempotent requests within the attempts of the route', async () => {
    const upstream = await flaky(2)
    const { port, outcomes } = await startProxy([upstream.origin], {
      route: { retry: { attempts: 2, budget: 50 } },
    })
    expect(await get(port)).toMatch(/^HTTP\/1\.1 200 /)
    expect(outcomes[0]).toMatchObject({ retries: 2, failure: null })
  })

  it('are not made beyond them', async () => {
    const upstream = await flaky(9)
    const { port } = await startProxy([upstream.origin], { route: { retry: { attempts: 1, budget: 50 } } })
    expect(await get(port)).toMatch(/^HTTP\/1\.1 502 /)
    expect(upstream.sockets).toHaveLength(2)
  })

  it('are not made for POST, nor after the head of an answer', async () => {
    const posted = await flaky(1)
    const first = await startProxy([posted.origin], { route: { retry: { attempts: 3, budget: 100 } } })
    expect(await exchangeRaw(first.port, post.replace('5', '0').replace('hello', ''))).toMatch(
      /^HTTP\/1\.1 502 /,
    )
    expect(posted.sockets).toHaveLength(1)
    const cut = await startRawUpstream(socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'))
    const second = await startProxy([cut.origin], { route: { retry: { attempts: 3, budget: 100 } } })
    await get(second.port)
    expect(cut.sockets).toHaveLength(1)
  })

  it('stop when the budget is used up', async () => {
    const upstream = await flaky(1_000)
    const { port } = await startProxy([upstream.origin], { route: { retry: { attempts: 1, budget: 10 } } })
    for (let i = 0; i < 20; i += 1) await get(port)
    expect(upstream.received.join('').match(/^GET/gm)).toHaveLength(23)
  })

  it('go to another origin', async () => {
    const upstream = await startUpstream((_request, response) => void response.end('ok'))
    const { port } = await startProxy(['http://127.0.0.1:1', upstream], {
      route: { retry: { attempts: 1, budget: 100 } },
    })
    for (let i = 0; i < 4; i += 1) expect(await get(port)).toMatch(/^HTTP\/1\.1 200 /)
  })
})

describe('a kept connection that the upstream has closed', () => {
  it('is not used again for requests with a body', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.includes('hello')) socket.write(ok)
    })
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    for (let i = 1; i <= 20; i += 1) {
      client.send(post.replace('Connection: close\r\n', ''))
      // The proxy finds both in the same turn: the request first, the end of its kept connection behind it.
      upstream.sockets.at(-1)?.resetAndDestroy()
      await client.until(text => text.split('\r\n\r\nok').length === i + 1)
    }
    expect(client.text()).not.toMatch(/ 502 /)
    expect(outcomes.every(({ retries }) => retries === 0)).toBe(true)
  })

  it('at the very moment of a GET does not make it fail', async () => {
    const used = new Set<Socket>()
    const upstream = await startRawUpstream(socket => {
      if (used.has(socket)) socket.resetAndDestroy()
      else socket.write(ok)
      used.add(socket)
    })
    const { port, outcomes } = await startProxy([upstream.origin])
    for (let i = 0; i < 6; i += 1) expect(await get(port)).toMatch(/^HTTP\/1\.1 200 /)
    expect(outcomes.some(({ retries }) => retries === 1)).toBe(true)
  })
})

describe('load', () => {
  it('is shared by the origins of an upstream, least busy first', async () => {
    const counts = [0, 0]
    const origins = await Promise.all(
      [0, 1].map(index =>
        startUpstream((_request, response) => {
          counts[index] = (counts[index] ?? 0) + 1
          if (index === 0) return // Never answers: stays busy.
          response.end()
        }),
      ),
    )
    const { port } = await startProxy(origins)
    const stuck = rawClient(port)
    stuck.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
    const other = rawClient(port)
    other.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
    await waitUntil(() => counts[0] === 1)
    for (let i = 0; i < 10; i += 1) await get(port)
    expect(counts[0]).toBe(1)
  })

  it('is kept from an origin after failures, and comes back after a probe', async () => {
    let healthy = false
    const upstream = await startRawUpstream(socket => {
      if (healthy) socket.write(ok)
      else socket.resetAndDestroy()
    })
    const breaker = { failures: 2, pause: 200 }
    const { port, proxy } = await startProxy([upstream.origin], { upstream: { breaker } })
    expect(await get(port)).toMatch(/ 502 /)
    expect(await get(port)).toMatch(/ 502 /)
    expect(await get(port)).toMatch(/ 503 [\s\S]*x-strangler-error: upstream-unavailable/)
    expect(proxy.isAvailable('only')).toBe(false)
    expect(upstream.sockets).toHaveLength(2)
    healthy = true
    await pause(220)
    expect(proxy.isAvailable('only')).toBe(true)
    expect(await get(port)).toMatch(/ 200 /)
    expect(await get(port)).toMatch(/ 200 /)
  })

  it('waits for a connection when all are in use, no longer than for an answer', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin], {
      upstream: { connections: 1 },
      route: { timeouts },
    })
    const answers = await Promise.all([get(port), get(port), get(port)])
    for (const answer of answers) expect(answer).toMatch(/ 504 /)
    // Each abort may be followed by a spare connection that nobody uses.
    expect(upstream.sockets.length).toBeLessThanOrEqual(6)
  })
})
