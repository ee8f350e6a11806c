import { describe, expect, it } from 'vitest'
import type { RequestHead } from '../../src/http/exchange.js'
import { exchangeRaw, startProxy, startRawUpstream, startUpstream } from './support/scene.js'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

describe('a request of HTTP/1.0 without a host', () => {
  it('is routed with an empty one, and the upstream gets its own', async () => {
    const upstream = await startRawUpstream(socket => socket.write(ok))
    const heads: RequestHead[] = []
    const { port } = await startProxy([upstream.origin], {
      hosts: ['shop.test'],
      hooks: { onOutcome: head => heads.push(head) },
    })
    expect(await exchangeRaw(port, 'GET /health HTTP/1.0\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 [\s\S]*ok$/)
    const body = 'POST /a HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc'
    expect(await exchangeRaw(port, body)).toMatch(/^HTTP\/1\.1 200 /)
    expect(heads.map(({ url, host }) => [url, host])).toEqual([
      ['/health', ''],
      ['/a', ''],
    ])
    for (const request of upstream.received) {
      expect(request).toMatch(new RegExp(`\\r\\nhost: 127\\.0\\.0\\.1:${upstream.port}\\r\\n`, 'i'))
      expect(request).not.toMatch(/x-forwarded-host|host=/i)
      expect(request).toContain('Forwarded: for=127.0.0.1;proto=http\r\n')
    }
  })

  it('brings the host that the upstream is configured with', async () => {
    const upstream = await startRawUpstream(socket => socket.write(ok))
    const { port } = await startProxy([upstream.origin], { upstream: { host: 'inner.test' } })
    await exchangeRaw(port, 'GET / HTTP/1.0\r\n\r\n')
    expect(upstream.received[0]).toMatch(/\r\nhost: inner\.test\r\n/i)
  })

  it('gets a Location on its own server as a path, and cookies without a domain of the upstream', async () => {
    const upstream = await startUpstream((request, response) => {
      response.setHeader('Set-Cookie', 'a=1; Domain=127.0.0.1; Path=/')
      response.writeHead(302, { Location: `http://${request.headers.host}/next?a` }).end()
    })
    const { port } = await startProxy([upstream])
    const answer = await exchangeRaw(port, 'GET / HTTP/1.0\r\n\r\n')
    expect(answer).toContain('Location: /next?a\r\n')
    expect(answer).toContain('Set-Cookie: a=1; Path=/\r\n')
  })

  it('is refused when it names an empty host, or none in an absolute target', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'])
    for (const bytes of [
      'GET / HTTP/1.0\r\nHost:\r\n\r\n',
      'GET http://shop.test/ HTTP/1.0\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
    ]) {
      expect(await exchangeRaw(port, bytes)).toMatch(/^HTTP\/1\.1 400 /)
    }
  })
})
