import { describe, expect, it } from 'vitest'
import type { AskedRequest, OwnAnswer, RefusedRequest, Verdict } from '../../src/http/hooks.js'
import { pause, rawClient, startProxy, startRawUpstream, startUpstream, waitUntil } from './support/scene.js'

const h = 'Host: shop.test\r\n'
const chunked = `POST /a HTTP/1.1\r\n${h}Transfer-Encoding: chunked\r\n\r\n`

describe('a client that leaves in the middle of a body', () => {
  it.each([
    ['with an orderly end amid chunks', `${chunked}5\r\nhel`, 'end'],
    ['with an orderly end between chunks', `${chunked}3\r\nhel\r\n`, 'end'],
    [
      'with an orderly end short of its length',
      `POST /a HTTP/1.1\r\n${h}Content-Length: 5\r\n\r\nhel`,
      'end',
    ],
    ['with a reset', `${chunked}5\r\nhel`, 'resetAndDestroy'],
  ] as const)('that a hook reads, %s, is told as one that left', async (_, bytes, leave) => {
    const lost: string[] = []
    const errors: unknown[] = []
    const answers: OwnAnswer[] = []
    const refused: RefusedRequest[] = []
    const before = async ({ readBody }: AskedRequest) => {
      await readBody(1000).catch((error: Error) => {
        lost.push(error.message)
        throw error
      })
      return null
    }
    const { port } = await startProxy(['http://127.0.0.1:1'], {
      hooks: {
        before,
        onError: error => errors.push(error),
        onOwnAnswer: (_head, answer) => answers.push(answer),
        onRefusal: request => refused.push(request),
      },
    })
    const client = rawClient(port)
    client.send(bytes)
    await pause(50)
    client.socket[leave]()
    await waitUntil(() => lost.length > 0)
    expect(await client.closed()).toBe('')
    await pause(20)
    expect([lost, answers.map(({ status }) => status), errors, refused]).toEqual([
      [expect.stringContaining('left')],
      [null],
      [],
      [],
    ])
  })

  it('that goes to an upstream aborts it, and is told as one that left', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`${chunked}5\r\nhel`)
    await waitUntil(() => upstream.received.join('').includes('hel'))
    client.socket.end()
    await waitUntil(() => outcomes.length > 0)
    expect(outcomes[0]).toMatchObject({ status: null, failure: 'client' })
    expect(await client.closed()).toBe('')
    await waitUntil(
      () => upstream.sockets[0]?.readableEnded === true || upstream.sockets[0]?.destroyed === true,
    )
    expect(upstream.received.join('')).not.toContain('0\r\n\r\n')
  })
})

it('a hook that reads a body which turns out to be malformed does not wait for it for good', async () => {
  let lost = false
  const before = async ({ readBody }: AskedRequest) => {
    await readBody(1000).catch(() => {
      lost = true
    })
    return null
  }
  const { port } = await startProxy(['http://127.0.0.1:1'], { hooks: { before } })
  const client = rawClient(port)
  client.send(`${chunked}2\r\nok\r\nzz\r\n`)
  expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /)
  await waitUntil(() => lost)
})

/** What a watch has seen. */
function createWatch() {
  const seen: string[] = []
  return {
    seen,
    watch: {
      onHead: (status: number) => seen.push(`head ${status}`),
      onChunk: (chunk: Buffer) => seen.push(String(chunk)),
      onEnd: () => seen.push('end'),
      onAbort: () => seen.push('abort'),
    },
  }
}

const get = `GET /a HTTP/1.1\r\n${h}\r\n`
const post = `POST /a HTTP/1.1\r\n${h}Content-Length: 3\r\n\r\none`
const timeouts = { connect: 2_000, headers: 2_000, body: 2_000, idle: 2_000 }

describe('an exchange that outlives its client', () => {
  const startWatched = async (
    origin: string,
    { reads = false, ...overrides }: Parameters<typeof startProxy>[1] & { readonly reads?: boolean } = {},
  ) => {
    const { seen, watch } = createWatch()
    const before = async ({ readBody }: AskedRequest): Promise<Verdict> => {
      if (reads) await readBody(1000)
      return { kind: 'pass', watch, outlivesClient: true }
    }
    const options = startProxy([origin], overrides)
    const running = await options
    running.proxy.update({ ...running.options, hooks: { ...running.options.hooks, before } })
    return { seen, ...running }
  }

  it.each([
    ['without a body', get, false],
    ['with a body that a hook has read', post, true],
    ['with a body that has been passed on', post, false],
  ])('%s goes on before the answer, once', async (_, bytes, reads) => {
    let asked = 0
    const upstream = await startUpstream(async (request, response) => {
      request.resume()
      asked += 1
      await pause(150)
      response.write('on')
      await pause(50)
      response.end('e')
    })
    const { port, seen, outcomes } = await startWatched(upstream, { reads })
    const client = rawClient(port)
    client.send(bytes)
    await waitUntil(() => asked === 1)
    await pause(30)
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect(seen).toEqual(['head 200', 'on', 'e', 'end'])
    expect([asked, outcomes]).toEqual([1, [expect.objectContaining({ status: null, failure: 'client' })]])
  })

  it('goes on in the middle of an answer, also of one that the client did not take', async () => {
    const part = 'x'.repeat(1_000_000)
    const upstream = await startUpstream(async (_request, response) => {
      for (let i = 0; i < 10; i += 1) response.write(part)
      response.end()
    })
    const { port, seen, outcomes } = await startWatched(upstream)
    const client = rawClient(port)
    client.socket.pause()
    client.send(get)
    await waitUntil(() => seen.length > 1)
    await pause(100)
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect([seen.at(-1), seen.join('').replace(/^head 200|end$/g, '').length]).toEqual(['end', 10_000_000])
    expect(outcomes[0]).toMatchObject({ status: 200, failure: 'client' })
  })

  it.each([
    ['is silent', (write: () => void) => void write],
    ['does not end', (write: () => void) => void setInterval(write, 20).unref()],
  ])('ends after the time of a body when its upstream %s', async (_, go) => {
    const upstream = await startRawUpstream(socket => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n')
      go(() => socket.write('x'))
    })
    const { port, seen, outcomes } = await startWatched(upstream.origin, {
      route: { timeouts: { ...timeouts, body: 300 } },
    })
    const client = rawClient(port)
    client.send(get)
    await client.until(/200 OK/)
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0, 1_000)
    expect([seen.at(-1), outcomes[0]?.failure]).toEqual(['abort', 'client'])
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
  })

  it('ends after 8 MB that nobody takes', async () => {
    const upstream = await startUpstream((_request, response) => {
      const go = () => {
        while (!response.destroyed && response.write('x'.repeat(100_000)));
      }
      response.on('drain', go)
      go()
    })
    const { port, seen, outcomes } = await startWatched(upstream)
    const client = rawClient(port)
    client.send(get)
    await client.until(/xxx/)
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect(seen.at(-1)).toBe('abort')
    expect(outcomes[0]?.failure).toBe('client')
    expect(outcomes[0]?.responseBytes).toBeGreaterThan(8 * 1024 * 1024)
  })

  it('ends with its client while the request has not come as a whole', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, seen, outcomes } = await startWatched(upstream.origin)
    const client = rawClient(port)
    client.send(`POST /a HTTP/1.1\r\n${h}Content-Length: 9\r\n\r\none`)
    await waitUntil(() => upstream.received.join('').includes('one'))
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect(seen).toEqual(['abort'])
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
  })

  it('is told of what goes wrong at the upstream afterwards', async () => {
    const upstream = await startRawUpstream(socket => void setTimeout(() => socket.destroy(), 150))
    const { port, seen, outcomes } = await startWatched(upstream.origin)
    const client = rawClient(port)
    client.send(post)
    await pause(50)
    client.socket.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect([seen, outcomes[0]]).toEqual([
      ['abort'],
      expect.objectContaining({ status: null, failure: 'reset' }),
    ])
  })

  it('is waited for when the proxy ends', async () => {
    const upstream = await startUpstream(
      (_request, response) => void setTimeout(() => response.end('ok'), 300),
    )
    const { port, proxy, seen } = await startWatched(upstream)
    const client = rawClient(port)
    client.send(get)
    await pause(50)
    client.socket.destroy()
    await pause(50)
    await proxy.drain()
    expect(seen).toEqual(['head 200', 'ok', 'end'])
  })
})
