import { describe, expect, it } from 'vitest'
import type { AskedRequest, OwnAnswer, Verdict } from '../../src/http/hooks.js'
import {
  get,
  pause,
  rawClient,
  startProxy,
  startRawUpstream,
  startUpstream,
  waitUntil,
} from './support/scene.js'

const h = 'Host: shop.test\r\n'
const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'

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

describe('a request that waits for its verdict', () => {
  it('holds back what comes behind it on its connection, a change of protocol included', async () => {
    const upstream = await startRawUpstream(socket => socket.write(ok))
    const before = async () => {
      await pause(100)
      return null
    }
    const { port } = await startProxy([upstream.origin], { hooks: { before } })
    const client = rawClient(port)
    const upgrade = `GET /ws HTTP/1.1\r\n${h}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    client.send(`GET /a HTTP/1.1\r\n${h}\r\n${upgrade}`)
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*ok$/)
    expect(await get(port)).toMatch(/^HTTP\/1\.1 200 /)
    expect(upstream.received.join('')).not.toContain('/ws')
  })

  it('is answered before rubbish behind it is', async () => {
    const upstream = await startRawUpstream(socket => socket.write(ok))
    const before = async () => {
      await pause(100)
      return null
    }
    const { port } = await startProxy([upstream.origin], { hooks: { before } })
    const client = rawClient(port)
    client.send(`GET /a HTTP/1.1\r\n${h}\r\n`)
    await pause(20)
    client.send('rubbish\r\n\r\n')
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*okHTTP\/1\.1 400 /)
  })

  it('is forgotten when its client leaves, and what would have watched it is told', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { seen, watch } = createWatch()
    const answers: OwnAnswer[] = []
    let decide: (verdict: Verdict) => void = () => undefined
    const { port } = await startProxy([upstream.origin], {
      hooks: {
        before: () => new Promise<Verdict>(resolve => (decide = resolve)),
        onOwnAnswer: (_, answer) => answers.push(answer),
      },
    })
    const client = rawClient(port)
    client.send(`GET /a HTTP/1.1\r\n${h}\r\n`)
    await pause(50)
    client.socket.destroy()
    await waitUntil(() => answers.length === 1)
    expect(answers[0]).toMatchObject({ status: null, slug: null })
    decide({ kind: 'pass', watch })
    await waitUntil(() => seen.length > 0)
    expect([seen, answers.length, upstream.sockets.length]).toEqual([['abort'], 1, 0])
  })

  it('is refused when its body cannot be read', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const before = async ({ readBody }: AskedRequest) => {
      await readBody(1000)
      return null
    }
    const errors: unknown[] = []
    const { port } = await startProxy([upstream.origin], {
      hooks: { before, onError: error => errors.push(error) },
    })
    const client = rawClient(port)
    client.send(`POST /a HTTP/1.1\r\n${h}Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n`)
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /)
    expect([upstream.sockets.length, errors]).toEqual([0, []])
  })
})

describe('a body that a hook has read', () => {
  const echo = () =>
    startUpstream((request, response) => {
      response.setHeader('x-framing', request.headers['content-length'] ?? 'chunked')
      response.setHeader('x-expect', request.headers.expect ?? 'nothing')
      request.pipe(response)
    })

  it.each([
    ['of a known length', 'Content-Length: 5\r\n', 'hello', '5'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n', '5\r\nhello\r\n0\r\n\r\n', 'chunked'],
    ['that is empty', 'Content-Length: 0\r\n', '', '0'],
  ])('%s reaches the upstream as it came', async (_, framing, body, told) => {
    const read: (string | undefined)[] = []
    const before = async ({ readBody }: AskedRequest) => {
      read.push((await readBody(1000))?.toString())
      return null
    }
    const { port } = await startProxy([await echo()], { hooks: { before } })
    const client = rawClient(port)
    client.send(`POST /a HTTP/1.1\r\n${h}Connection: close\r\n${framing}\r\n${body}`)
    const answer = await client.closed()
    expect(answer).toContain(`x-framing: ${told}`)
    if (body !== '') expect(answer).toContain('hello')
    expect(read).toEqual([body === '' ? '' : 'hello'])
  })

  it('is asked for where the client holds it back', async () => {
    const before = async ({ readBody }: AskedRequest) => {
      await readBody(1000)
      return null
    }
    const { port } = await startProxy([await echo()], { hooks: { before } })
    const client = rawClient(port)
    client.send(
      `POST /a HTTP/1.1\r\n${h}Connection: close\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n`,
    )
    await client.until(/100 Continue\r\n\r\n/)
    client.send('hello')
    expect(await client.closed()).toMatch(
      /100 Continue\r\n\r\nHTTP\/1\.1 200 [\s\S]*x-expect: nothing[\s\S]*hello/,
    )
  })

  it('that is too large for the hook passes all the same', async () => {
    const read: unknown[] = []
    const before = async ({ readBody }: AskedRequest) => {
      read.push(await readBody(1000))
      return null
    }
    const { port } = await startProxy([await echo()], { hooks: { before } })
    const answer = await fetch(`http://127.0.0.1:${port}/a`, { method: 'POST', body: 'x'.repeat(500_000) })
    expect([read, (await answer.text()).length]).toEqual([[null], 500_000])
  })
})

describe('what a verdict adds', () => {
  it('takes the place of what the upstream says under that name, and stands on problems too', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/breaks') return void response.destroy()
      response.setHeader('ratelimit', 'theirs').end('ok')
    })
    const before = (): Verdict => ({ kind: 'pass', response: ['RateLimit', 'ours'] })
    const { port } = await startProxy([upstream], { hooks: { before } })
    const answers = await Promise.all(['/', '/breaks'].map(url => fetch(`http://127.0.0.1:${port}${url}`)))
    expect(answers.map(({ status, headers }) => [status, headers.get('ratelimit')])).toEqual([
      [200, 'ours'],
      [502, 'ours'],
    ])
  })

  it('is refused as a whole when it would break the request open', async () => {
    const upstream = await startRawUpstream(() => undefined)
    for (const request of [
      ['Host', 'other.test'],
      ['Content-Length', '3'],
      ['Connection', 'close'],
      ['X-User', 'a\r\nX-Admin: yes'],
    ]) {
      const { seen, watch } = createWatch()
      const errors: unknown[] = []
      const before = (): Verdict => ({ kind: 'pass', request, watch })
      const onError = (error: unknown) => errors.push(error)
      const { port } = await startProxy([upstream.origin], { hooks: { before, onError } })
      expect(await get(port)).toMatch(/^HTTP\/1\.1 500 /)
      expect([seen, errors.length]).toEqual([['abort'], 1])
    }
    expect(upstream.sockets).toHaveLength(0)
  })
})

describe('a watch', () => {
  it.each([
    ['/whole', ['head 200', 'ok', 'end']],
    ['/broken', ['head 200', 'ok', 'abort']],
    ['/none', ['abort']],
  ])('of %s sees how the answer ends, once', async (url, expected) => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.includes('/whole')) socket.write(ok)
      else if (text.includes('/broken')) {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok')
        setTimeout(() => socket.destroy(), 50)
      } else socket.destroy()
    })
    const { seen, watch } = createWatch()
    const { port } = await startProxy([upstream.origin], {
      hooks: { before: () => ({ kind: 'pass', watch }) },
    })
    await get(port, url).catch(() => undefined)
    await waitUntil(() => seen.length === expected.length)
    await pause(50)
    expect(seen).toEqual(expected)
  })
})

describe('an answer of a hook', () => {
  it('says its own length, and nothing about connections that are not its own', async () => {
    const reply = { kind: 'reply', status: 200, body: 'hello' } as const
    const headers = [
      'Content-Length',
      '99',
      'Transfer-Encoding',
      'chunked',
      'Keep-Alive',
      'timeout=5',
      'X-A',
      '1',
    ]
    const { port } = await startProxy(['http://127.0.0.1:9'], {
      hooks: { before: () => ({ ...reply, headers }) },
    })
    const answer = await get(port)
    expect(answer).toMatch(/\r\nContent-Length: 5\r\nX-A: 1\r\n[\s\S]*\r\n\r\nhello$/)
    expect(answer).not.toMatch(/chunked|timeout=5|99/)
    const client = rawClient(port)
    client.send(`HEAD / HTTP/1.1\r\n${h}Connection: close\r\n\r\n`)
    expect(await client.closed()).toMatch(/Content-Length: 5[\s\S]*\r\n\r\n$/)
  })

  it('has no body where its status knows none', async () => {
    const reply = { kind: 'reply', status: 204, body: 'ignored', headers: [] } as const
    const { port } = await startProxy(['http://127.0.0.1:9'], { hooks: { before: () => reply } })
    expect(await get(port)).toMatch(/^HTTP\/1\.1 204 (?![\s\S]*Content-Length)[\s\S]*\r\n\r\n$/)
  })
})

it('a hook that fails on the way to an upstream, or back, ends its own request only', async () => {
  const upstream = await startUpstream((_, response) => response.end('ok'))
  const errors: unknown[] = []
  const fail = () => {
    throw new Error('broken')
  }
  const onError = (error: unknown) => errors.push(error)
  const there = await startProxy([upstream], { hooks: { request: fail, onError } })
  const back = await startProxy([upstream], { hooks: { answer: fail, onError } })
  for (const { port } of [there, back]) expect(await get(port)).toMatch(/^HTTP\/1\.1 500 /)
  expect(errors).toHaveLength(2)
})
