import { describe, expect, it } from 'vitest'
import type { OwnAnswer } from '../../src/http/hooks.js'
import { exchangeRaw, startProxy, startRawUpstream } from './support/scene.js'

const rest = 'Host: shop.test\r\nConnection: close\r\n'
const answerOk = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

describe('the proxy answers by itself', () => {
  it('OPTIONS *, which asks about the server and not about a path', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answerOk))
    const told: OwnAnswer[] = []
    const { port } = await startProxy([upstream.origin], {
      hooks: { onOwnAnswer: (_head, answer) => told.push(answer) },
    })
    const answer = await exchangeRaw(port, `OPTIONS * HTTP/1.1\r\n${rest}\r\n`)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: 0\r\n/)
    expect(upstream.received).toEqual([])
    expect(told).toMatchObject([{ status: 200, slug: null }])
  })

  it('no other method with an asterisk', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answerOk))
    const { port } = await startProxy([upstream.origin])
    expect(await exchangeRaw(port, `GET * HTTP/1.1\r\n${rest}\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(upstream.received).toEqual([])
  })

  it('OPTIONS and TRACE whose last hop it is', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answerOk))
    const { port } = await startProxy([upstream.origin])
    const last = `HTTP/1.1\r\n${rest}Max-Forwards: 0\r\n\r\n`
    expect(await exchangeRaw(port, `OPTIONS /a ${last}`)).toMatch(/^HTTP\/1\.1 200 OK\r\nContent-Length: 0/)
    expect(await exchangeRaw(port, `TRACE /a ${last}`)).toMatch(/^HTTP\/1\.1 501 [\s\S]*trace-refused/)
    expect(upstream.received).toEqual([])
  })

  it('neither before the last hop nor for other methods', async () => {
    const upstream = await startRawUpstream(socket => socket.write(answerOk))
    const { port } = await startProxy([upstream.origin])
    await exchangeRaw(port, `OPTIONS /a HTTP/1.1\r\n${rest}Max-Forwards: 3\r\n\r\n`)
    await exchangeRaw(port, `GET /a HTTP/1.1\r\n${rest}Max-Forwards: 0\r\n\r\n`)
    const received = upstream.received.join('')
    expect(received).toMatch(/OPTIONS \/a HTTP\/1\.1\r\n[\s\S]*Max-Forwards: 2\r\n/)
    expect(received).toMatch(/GET \/a HTTP\/1\.1\r\n[\s\S]*Max-Forwards: 0\r\n/)
  })
})

it('what is refused before it is routed is told, with and without a readable request', async () => {
  const slugs: string[] = []
  const { port } = await startProxy(['http://127.0.0.1:1'], {
    hooks: { onRefusal: ({ slug }) => slugs.push(slug) },
  })
  await exchangeRaw(port, 'GET / HTTP/1.1\r\n\r\n')
  await exchangeRaw(port, 'nonsense\r\n\r\n')
  await exchangeRaw(port, 'CONNECT a.test:443 HTTP/1.1\r\nHost: a.test:443\r\n\r\n')
  expect(slugs).toEqual(['bad-host', 'bad-request', 'connect-refused'])
})
