import { describe, expect, it } from 'vitest'
import { exchangeRaw, get, pause, startProxy, startRawUpstream } from './support/scene.js'

const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

/** An upstream that says `100 Continue` to everybody, at once or a moment before its answer. */
const startEager = (apart: boolean) =>
  startRawUpstream(async (socket, text) => {
    if (!text.includes('\r\n\r\n')) return
    if (!apart) return void socket.write(goOn + goOn + (text.startsWith('HEAD') ? ok.slice(0, -2) : ok))
    socket.write(goOn)
    await pause(30)
    socket.write(text.startsWith('HEAD') ? ok.slice(0, -2) : ok)
  })

const send = (port: number, method: string, more = '') =>
  exchangeRaw(port, `${method} /a HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n${more}\r\n`)

describe.each([
  ['together with', false],
  ['before', true],
])('a 100 Continue that nobody asked for, %s the answer', (_, apart) => {
  it.each(['GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT', 'POST', 'PATCH'])(
    'to %s without a body is passed over',
    async method => {
      const upstream = await startEager(apart)
      const { port, outcomes } = await startProxy([upstream.origin])
      const answer = await send(port, method)
      expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
      if (method !== 'HEAD') expect(answer).toMatch(/\r\n\r\nok$/)
      expect(outcomes.map(({ failure }) => failure)).toEqual([null])
    },
  )

  it('costs an idempotent request a second attempt, once for an origin, and no other request any', async () => {
    const upstream = await startEager(apart)
    const { port, outcomes } = await startProxy([upstream.origin])
    for (const method of ['POST', 'GET', 'DELETE', 'GET', 'POST']) {
      expect(await send(port, method)).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    }
    expect(outcomes.map(({ retries }) => retries)).toEqual([0, 1, 0, 0, 0])
    expect(upstream.received.join('').match(/ \/a HTTP\/1\.1\r\n/g)).toHaveLength(6)
  })
})

it('a request that goes without undici has the framing of its method, and keeps its connection', async () => {
  const upstream = await startEager(false)
  const { port } = await startProxy([upstream.origin])
  for (const method of ['GET', 'GET', 'DELETE']) await send(port, method, 'Expect: 100-continue\r\n')
  const before = upstream.sockets.length
  for (const method of ['GET', 'POST']) await send(port, method)
  expect(upstream.sockets.length).toBe(before)
  const heads = upstream.received.join('').split('\r\n\r\n')
  expect(heads.filter(head => /content-length/i.test(head))).toEqual([
    expect.stringMatching(/^POST [\s\S]*content-length: 0/i),
  ])
  expect(upstream.received.join('')).not.toMatch(/transfer-encoding|expect/i)
})

it('102 and 103 before the answer are no reason to ask again', async () => {
  const upstream = await startRawUpstream(socket =>
    socket.write(`HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${ok}`),
  )
  const { port } = await startProxy([upstream.origin])
  expect(await get(port)).toMatch(/HTTP\/1\.1 200 OK\r\n[\s\S]*ok$/)
  expect(upstream.received.join('').match(/GET/g)).toHaveLength(1)
})
