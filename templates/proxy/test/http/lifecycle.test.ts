import { describe, expect, it } from 'vitest'
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
import { proxyOptions } from './support/proxy-options.js'

const line = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`

describe('draining', () => {
  it('lets requests at work end, closes their connections, and takes no others', async () => {
    const upstream = await startUpstream((request, response) => {
      setTimeout(() => response.end(`answer ${request.url}`), request.url === '/slow' ? 200 : 0)
    })
    const { port, proxy } = await startProxy([upstream])
    const idle = rawClient(port)
    idle.send(line('/idle'))
    await idle.until(/answer/)
    const silent = rawClient(port)
    const busy = rawClient(port)
    busy.send(line('/slow'))
    await pause(50)
    const drained = proxy.drain()
    await idle.closed()
    await silent.closed()
    await expect(get(port)).resolves.toBe('')
    const answer = await busy.closed()
    expect(answer).toMatch(/Connection: close[\s\S]*answer \/slow/)
    await drained
  })

  it('closes a connection whose answer had begun before', async () => {
    const upstream = await startUpstream((_request, response) => {
      response.write('begun')
      setTimeout(() => response.end('done'), 150)
    })
    const { port, proxy } = await startProxy([upstream])
    const client = rawClient(port)
    client.send(line('/'))
    await client.until(/begun/)
    const began = Date.now()
    await proxy.drain()
    expect(client.text()).toMatch(/done/)
    expect(Date.now() - began).toBeLessThan(1_500)
  })

  it('ends by force after its time', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, proxy } = await startProxy([upstream.origin], { limits: { drain: 150 } })
    const client = rawClient(port)
    client.send(line('/'))
    await waitUntil(() => upstream.sockets.length === 1)
    await proxy.drain()
    await client.closed()
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
  })
})

describe('an update', () => {
  it('sends new requests to the new upstream while those at work end at the old one', async () => {
    const old = await startUpstream((_request, response) => void setTimeout(() => response.end('old'), 150))
    const next = await startUpstream((_request, response) => void response.end('new'))
    const { port, proxy, options } = await startProxy([old])
    const first = get(port)
    await pause(50)
    proxy.update({ ...proxyOptions([next]), hooks: options.hooks ?? {} })
    expect(await get(port)).toMatch(/new/)
    expect(await first).toMatch(/old/)
  })

  it('closes the connections of an upstream that is gone once they are idle', async () => {
    const old = await startRawUpstream(socket => {
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 50)
    })
    const { port, proxy } = await startProxy([old.origin])
    const first = get(port)
    await pause(20)
    proxy.update(proxyOptions(['http://127.0.0.1:1']))
    expect(old.sockets[0]?.destroyed).toBe(false)
    expect(await first).toMatch(/ok$/)
    await waitUntil(() => old.sockets[0]?.destroyed === true)
  })

  it('keeps connections of an upstream that stays as it is', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
    )
    const { port, proxy } = await startProxy([upstream.origin])
    for (let i = 0; i < 5; i += 1) {
      await get(port)
      proxy.update(proxyOptions([upstream.origin]))
    }
    expect(upstream.sockets).toHaveLength(1)
  })

  it('happens 1,000 times under load without a failed request', async () => {
    const origins = await Promise.all(
      [0, 1].map(() => startUpstream((_request, response) => void response.end('ok'))),
    )
    const { port, proxy } = await startProxy(origins)
    let failed = 0
    let count = 0
    let over = false
    const load = async () => {
      const client = rawClient(port)
      for (let i = 1; !over; i += 1) {
        client.send(line('/'))
        const text = await client.until(all => all.split('HTTP/1.1 ').length > i && all.endsWith('ok'))
        count += 1
        if (text.split('HTTP/1.1 200').length !== i + 1) failed += 1
      }
    }
    const loads = [load(), load(), load(), load()]
    for (let i = 0; i < 1_000; i += 1) {
      proxy.update(proxyOptions([origins[i % 2] ?? '']))
      await pause(0)
    }
    over = true
    await Promise.all(loads)
    expect(failed).toBe(0)
    expect(count).toBeGreaterThan(100)
  })

  it('brings new limits to new connections', async () => {
    const upstream = await startUpstream((_request, response) => void response.end('ok'))
    const { port, proxy } = await startProxy([upstream])
    const large = `X: ${'a'.repeat(4_000)}\r\n`
    expect(await get(port, '/', large)).toMatch(/ 200 /)
    proxy.update(proxyOptions([upstream], { limits: { head: 2_000 } }))
    expect(await get(port, '/', large)).toMatch(/ 431 /)
  })

  it('changes nothing when it is not valid', async () => {
    const upstream = await startUpstream((_request, response) => void response.end('ok'))
    const { port, proxy } = await startProxy([upstream])
    expect(() => proxy.update(proxyOptions(['no origin']))).toThrow()
    expect(await get(port)).toMatch(/ 200 /)
  })
})

describe('IPv6', () => {
  it('is spoken with clients and upstreams', async () => {
    const upstream = await startUpstream((request, response) => {
      response.end(
        [request.headers['x-forwarded-for'], request.headers.forwarded, request.headers.host].join(' '),
      )
    }, '::1')
    const { port } = await startProxy([upstream], { host: '::1' })
    const client = rawClient(port, '::1')
    client.send(`GET / HTTP/1.1\r\nHost: [::1]:${port}\r\nConnection: close\r\n\r\n`)
    const answer = await client.closed()
    expect(answer).toMatch(/^HTTP\/1\.1 200 /)
    expect(answer).toContain(`::1 for="[::1]";host="[::1]:${port}";proto=http [::1]:${port}`)
  })

  it('shows an IPv4 client as itself', async () => {
    const upstream = await startUpstream(
      (request, response) => void response.end(request.headers['x-forwarded-for']),
    )
    const { port } = await startProxy([upstream], { host: '::' })
    expect(await get(port)).toMatch(/127\.0\.0\.1/)
  })
})

describe('an idle connection', () => {
  it('of a client is closed after its time', async () => {
    const upstream = await startUpstream((_request, response) => void response.end('ok'))
    const { port } = await startProxy([upstream], { limits: { keepAlive: 100 } })
    const client = rawClient(port)
    client.send(line('/'))
    expect(await client.closed()).toMatch(/ 200 /)
  })

  it('to an upstream is closed after its time, whichever way it was used', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'),
    )
    const timeouts = { connect: 1_000, headers: 1_000, body: 1_000, idle: 150 }
    const { port } = await startProxy([upstream.origin], { route: { timeouts } })
    await get(port)
    await exchangeRaw(
      port,
      'POST / HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx',
    )
    expect(upstream.sockets.map(socket => socket.readyState)).toEqual(['open', 'open'])
    await waitUntil(() => upstream.sockets.every(socket => socket.destroyed), 2_000)
  })
})
