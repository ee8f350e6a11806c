import { describe, expect, it } from 'vitest'
import { exchangeRaw, get, startProxy, startRawUpstream, startUpstream } from './support/scene.js'

const plain = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

describe('headers of requests', () => {
  it('are stripped of hop-by-hop ones and of those that Connection nominates', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin])
    await get(
      port,
      '/',
      'Connection: X-Secret, close\r\nX-Secret: 1\r\nKeep-Alive: timeout=9\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\n' +
        'Proxy-Connection: keep-alive\r\nX-Kept: 1\r\n',
    )
    const [request = ''] = upstream.received
    expect(request).not.toMatch(/x-secret|^keep-alive|^te:|proxy-authorization|proxy-connection/im)
    expect(request).toContain('X-Kept: 1')
  })

  it('keep their order, names, values and duplicates', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin])
    const lines = 'b-Header: 1\r\nA-header: caf\xe9\r\nb-Header: 2\r\nCookie: a=1\r\nCookie: b=2\r\n'
    await get(port, '/', lines)
    expect(upstream.received[0]).toContain(lines)
  })

  it('keep the bytes of the target', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin])
    await get(port, '/a%2Fb//c/../d;v=1?x=1&x=2&y=%zz&z=%2f|"{}')
    expect(upstream.received[0]).toMatch(
      /^GET \/a%2Fb\/\/c\/\.\.\/d;v=1\?x=1&x=2&y=%zz&z=%2f\|"\{\} HTTP\/1\.1\r\n/,
    )
  })

  it('carry the configured host when the upstream has one, else that of the client', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const own = await startProxy([upstream.origin], { upstream: { host: 'inner.test' } })
    const passing = await startProxy([upstream.origin])
    await get(own.port)
    await get(passing.port)
    expect(upstream.received.join('')).toMatch(/host: inner\.test\r\n/i)
    expect(upstream.received.join('')).toMatch(/host: shop\.test\r\n/i)
  })

  it('name the proxy in Via when it has a name', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin], { via: 'fig' })
    await get(port)
    expect(upstream.received[0]).toContain('Via: 1.1 fig\r\n')
  })
})

describe('headers of answers', () => {
  const answer =
    'HTTP/1.1 200 Very Fine\r\nX-b: 1\r\nConnection: X-Inner\r\nX-Inner: 1\r\nKeep-Alive: timeout=99\r\n' +
    'Proxy-Authenticate: Basic\r\nUpgrade: x\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Expires=Thu, 01 Jan 2030 00:00:00 GMT\r\n' +
    'x-A: caf\xe9\r\nX-Strangler-Error: forged\r\nContent-Length: 2\r\n\r\nok'

  it('are stripped of hop-by-hop ones, nominated ones and a forged mark of the proxy', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answer, 'latin1'))
    const { port } = await startProxy([upstream.origin])
    const text = await get(port)
    expect(text).not.toMatch(/x-inner|timeout=99|proxy-authenticate|upgrade|forged/i)
  })

  it('keep the reason, order, names, values and duplicates', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answer, 'latin1'))
    const { port } = await startProxy([upstream.origin])
    const text = await get(port)
    expect(text).toMatch(
      /^HTTP\/1\.1 200 Very Fine\r\nX-b: 1\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; Expires=Thu, 01 Jan 2030 00:00:00 GMT\r\nx-A: caf\xe9\r\n/,
    )
  })

  it('have Location and cookie domains moved from the upstream to the client', async () => {
    const upstream = await startUpstream((request, response) => {
      const domain = request.headers.host?.split(':')[0]
      response.setHeader('Location', `http://${request.headers.host}/next?x=1`)
      response.setHeader('Content-Location', 'https://other.test/')
      response.setHeader('Set-Cookie', [`a=1; Domain=${domain}; Path=/`, 'b=2; Domain=other.test'])
      response.writeHead(302).end()
    })
    const { port } = await startProxy([upstream], { upstream: { host: 'inner.test:8080' } })
    const text = await get(port)
    expect(text).toContain('Location: http://shop.test/next?x=1\r\n')
    expect(text).toContain('Content-Location: https://other.test/\r\n')
    expect(text).toContain('Set-Cookie: a=1; Domain=shop.test; Path=/\r\n')
    expect(text).toContain('Set-Cookie: b=2; Domain=other.test\r\n')
  })

  it('have the prefix of a rewritten route put back into Location', async () => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(302, { Location: `${request.url}/next` }).end()
    })
    const rewrite = { strip: '/shop', add: '/v2' }
    const { port } = await startProxy([upstream], { route: { rewrite }, side: 'new' })
    expect(await get(port, '/shop/a%2Fb')).toContain('Location: /shop/a%2Fb/next\r\n')
  })
})

describe('what tells of the way', () => {
  const forged =
    'X-Forwarded-For: 6.6.6.6\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\nX-Forwarded-Port: 1\r\n' +
    'X_Forwarded_For: 7.7.7.7\r\nX-Real-IP: 8.8.8.8\r\nForwarded: for=6.6.6.6\r\n'

  it('is replaced when the peer is not trusted', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin])
    await get(port, '/', forged)
    const [request = ''] = upstream.received
    expect(request).not.toMatch(/6\.6\.6\.6|7\.7\.7\.7|8\.8\.8\.8|evil|x-forwarded-port/i)
    expect(request).toContain(
      'X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: http\r\nX-Forwarded-Host: shop.test\r\n',
    )
    expect(request).toContain('Forwarded: for=127.0.0.1;host="shop.test";proto=http\r\n')
  })

  it('is continued when the peer is trusted', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin], { trusted: ['127.0.0.0/8'] })
    await get(port, '/', forged)
    const [request = ''] = upstream.received
    expect(request).toContain('X-Forwarded-For: 6.6.6.6, 127.0.0.1\r\n')
    expect(request).toContain('X-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\n')
    expect(request).toContain('Forwarded: for=6.6.6.6, for=127.0.0.1;host="shop.test";proto=http\r\n')
  })

  it.each([
    ['X-Forwarded-Port', '8443'],
    ['X-Forwarded-Prefix', '/shop'],
    ['X-Real-IP', '8.8.8.8'],
  ])('%s comes from trusted proxies only, and only as it is spelt', async (name, value) => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const line = `${name}: ${value}\r\n${name.replaceAll('-', '_')}: forged\r\n`
    const stranger = await startProxy([upstream.origin])
    await get(stranger.port, '/', line)
    const friend = await startProxy([upstream.origin], { trusted: ['127.0.0.0/8'] })
    await get(friend.port, '/', line)
    await exchangeRaw(
      friend.port,
      `GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close, ${name}\r\n${line}\r\n`,
    )
    const request = { before: () => ({ kind: 'pass', request: [name, 'ours'] }) as const }
    const gateway = await startProxy([upstream.origin], { trusted: ['127.0.0.0/8'], hooks: request })
    await get(gateway.port, '/', line)
    const lines = upstream.received.map(text =>
      text.split('\r\n').filter(each => /^x.(?:forwarded.p(?:ort|refix)|real.ip)/i.test(each)),
    )
    expect(lines).toEqual([[], [`${name}: ${value}`], [`${name}: ours`]])
  })

  it('gives the client its address: the last one that no trusted proxy has', async () => {
    const upstream = await startUpstream((_request, response) => void response.end())
    const seen: string[] = []
    const hooks = { onOutcome: (head: { address: string }) => void seen.push(head.address) }
    const { port } = await startProxy([upstream], { trusted: ['127.0.0.1', '10.0.0.0/8'], hooks })
    await get(port, '/', 'X-Forwarded-For: 1.1.1.1, 9.9.9.9, 10.0.0.7\r\n')
    await get(port, '/', 'Forwarded: for="[2001:db8::7]:4711";proto=https, for=10.0.0.7\r\n')
    await get(port, '/', 'X-Forwarded-For: nonsense\r\n')
    expect(seen).toEqual(['9.9.9.9', '2001:db8::7', '127.0.0.1'])
  })

  it('cannot be cut off by nominating it in Connection', async () => {
    const upstream = await startRawUpstream(socket => socket.write(plain))
    const { port } = await startProxy([upstream.origin])
    await exchangeRaw(
      port,
      'GET / HTTP/1.1\r\nHost: a.test\r\nConnection: close, X-Forwarded-For, Host\r\n\r\n',
    )
    expect(upstream.received[0]).toContain('X-Forwarded-For: 127.0.0.1\r\n')
    expect(upstream.received[0]).toMatch(/host: a\.test\r\n/i)
  })
})
