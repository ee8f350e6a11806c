import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  type OutgoingHttpHeaders,
} from 'node:http2'
import { type AddressInfo, connect as connectTcp, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createServer } from 'node:http'
import type { AskedRequest } from '../../src/http/hooks.js'
import {
  later,
  listen,
  pause,
  startProxy,
  startRawUpstream,
  startUpstream,
  waitUntil,
  wrap,
} from './support/scene.js'

const folder = mkdtempSync(join(tmpdir(), 'proxy-'))
const tls = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') }

beforeAll(() => {
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  const files = ['-keyout', tls.key, '-out', tls.cert]
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      ...subject,
      ...files,
    ],
    { stdio: 'ignore' },
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Answer {
  readonly headers: Record<string, unknown>
  readonly body: string
  readonly trailers: Record<string, unknown>
  readonly code: number
  readonly hints: Record<string, unknown>[]
}

function session(port: number): ClientHttp2Session {
  const opened = connect(`https://localhost:${port}`, { ca: readFileSync(tls.cert) })
  opened.on('error', () => undefined)
  later(() => opened.destroy())
  return opened
}

function collect(stream: ClientHttp2Stream): Promise<Answer> {
  return new Promise(resolve => {
    const answer = { headers: {}, body: '', trailers: {}, code: 0, hints: [] as Record<string, unknown>[] }
    stream.on('response', headers => Object.assign(answer.headers, headers))
    stream.on('headers', headers => answer.hints.push(headers))
    stream.on('trailers', trailers => Object.assign(answer.trailers, trailers))
    stream.on('data', chunk => {
      answer.body += chunk
    })
    stream.on('error', () => undefined)
    stream.on('close', () => resolve({ ...answer, code: stream.rstCode }))
  })
}

function ask(port: number, headers: OutgoingHttpHeaders): Promise<Answer> {
  return collect(session(port).request(headers))
}

describe('HTTP/2', () => {
  it('is spoken to clients over TLS, and its requests reach the upstream as HTTP/1.1', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write(
        'HTTP/1.1 200 Fine\r\nConnection: X-Inner\r\nX-Inner: 1\r\nKeep-Alive: timeout=5\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n' +
          'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n',
      ),
    )
    const { port } = await startProxy([upstream.origin], { tls })
    const answer = await ask(port, { ':path': '/a%2Fb?x=%zz', cookie: ['a=1', 'b=2'], 'x-a': ['1', '2'] })
    expect(answer.headers).toMatchObject({ ':status': 200, 'set-cookie': ['a=1', 'b=2'] })
    expect(Object.keys(answer.headers).join()).not.toMatch(/connection|keep-alive|transfer-encoding|x-inner/)
    expect(answer.body).toBe('hello')
    const [request = ''] = upstream.received
    expect(request).toMatch(/^GET \/a%2Fb\?x=%zz HTTP\/1\.1\r\nhost: localhost:\d+\r\n/)
    expect(request).toMatch(/cookie: a=1; b=2\r\n/)
    expect(request).toMatch(/x-a: 1\r\nx-a: 2\r\n/)
    expect(request).toContain('X-Forwarded-Proto: https\r\n')
    expect(request).not.toMatch(/^:/m)
  })

  it('carries bodies and trailers both ways', async () => {
    const upstream = await startUpstream((request, response) => {
      response.writeHead(200, { Trailer: 'x-back' })
      request.pipe(response, { end: false })
      request.on('end', () => {
        response.addTrailers([['x-back', String(request.trailers['x-sum'])]])
        response.end()
      })
    })
    const { port } = await startProxy([upstream], { tls })
    const stream = session(port).request({ ':method': 'POST' }, { endStream: false })
    stream.on('wantTrailers', () => stream.sendTrailers({ 'x-sum': '7' }))
    const headersOnly = session(port).request({ ':method': 'POST' })
    headersOnly.end('plain')
    expect((await collect(headersOnly)).body).toBe('plain')
    stream.close()
    const withTrailers = session(port).request({ ':method': 'POST' }, { waitForTrailers: true } as object)
    withTrailers.on('wantTrailers', () => withTrailers.sendTrailers({ 'x-sum': '7' }))
    withTrailers.end('hello')
    const answer = await collect(withTrailers)
    expect(answer.body).toBe('hello')
    expect(answer.trailers).toMatchObject({ 'x-back': '7' })
  })

  it('has no body for HEAD and 204, and passes early hints', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.startsWith('HEAD')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n')
      else
        socket.write(
          'HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
        )
    })
    const { port } = await startProxy([upstream.origin], { tls })
    const head = await ask(port, { ':method': 'HEAD' })
    expect(head).toMatchObject({ headers: { ':status': 200, 'content-length': '5' }, body: '' })
    const empty = await ask(port, {})
    expect(empty).toMatchObject({
      headers: { ':status': 204 },
      body: '',
      hints: [{ link: '</a.css>; rel=preload' }],
    })
  })

  it('passes an answer that says a header twice, and goes on', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write(
        'HTTP/1.1 200 OK\r\nX-Content-Type-Options: nosniff\r\nX-Content-Type-Options: nosniff\r\nETag: "a"\r\nETag: "b"\r\n' +
          'Vary: Accept\r\nVary: Cookie\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nContent-Length: 2\r\n\r\nok',
      ),
    )
    const { port } = await startProxy([upstream.origin], { tls })
    for (let at = 0; at < 2; at += 1) {
      expect(await ask(port, { ':path': '/' })).toMatchObject({
        body: 'ok',
        headers: {
          ':status': 200,
          'x-content-type-options': 'nosniff',
          etag: '"a", "b"',
          vary: 'Accept, Cookie',
          'set-cookie': ['a=1', 'b=2'],
        },
      })
    }
  })

  it('passes as many headers as have room, in both directions', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `x-${at}`)
    const upstream = await startRawUpstream(socket =>
      socket.write(
        `HTTP/1.1 200 OK\r\n${names.map(name => `${name}: 1\r\n`).join('')}Content-Length: 0\r\n\r\n`,
      ),
    )
    const { port } = await startProxy([upstream.origin], { tls })
    const opened = connect(`https://localhost:${port}`, {
      ca: readFileSync(tls.cert),
      maxHeaderListPairs: 1_000,
    })
    later(() => opened.destroy())
    const answer = await collect(opened.request(Object.fromEntries(names.map(name => [name, '1']))))
    expect(Object.keys(answer.headers)).toEqual(expect.arrayContaining(names))
    expect(upstream.received[0]).toContain('x-299: 1')
  })

  it('refuses heads that are too large', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin], { tls, limits: { head: 4_096 } })
    const large = await ask(port, { ':path': '/', 'x-large': 'x'.repeat(8_000) })
    expect(large.headers).toMatchObject({ ':status': 431, 'x-strangler-error': 'head-too-large' })
    expect(upstream.received).toEqual([])
  })

  it('resets a stream whose upstream dies amid the body', async () => {
    const upstream = await startRawUpstream(socket => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
      setTimeout(() => socket.destroy(), 50)
    })
    const { port } = await startProxy([upstream.origin], { tls })
    const answer = await ask(port, {})
    expect(answer).toMatchObject({ body: 'hello', code: 2 })
  })

  it.each(['resets the stream', 'closes the connection'])(
    'tells a hook that reads a body when the client %s in the middle of it',
    async how => {
      const told: unknown[] = []
      const before = async ({ readBody }: AskedRequest) => {
        await readBody(1000).catch((error: Error) => {
          told.push(error.message)
          throw error
        })
        return null
      }
      const { port } = await startProxy(['http://127.0.0.1:1'], {
        tls,
        hooks: {
          before,
          onError: error => told.push(error),
          onOwnAnswer: (_head, { status }) => told.push(status),
        },
      })
      const opened = session(port)
      const stream = opened.request({ ':method': 'POST' }, { endStream: false })
      stream.on('error', () => undefined)
      stream.write('half')
      await pause(100)
      // An orderly `close` of Node's client would end the body first.
      if (how === 'resets the stream') stream.destroy(new Error('reset'))
      else opened.destroy()
      await waitUntil(() => told.length === 2)
      await pause(50)
      expect(told).toEqual([null, expect.stringContaining('left')])
    },
  )

  it('goes on for a watch that outlives the client when the stream is reset', async () => {
    const seen: string[] = []
    const watch = {
      onHead: (status: number) => seen.push(`head ${status}`),
      onChunk: (chunk: Buffer) => seen.push(String(chunk)),
      onEnd: () => seen.push('end'),
      onAbort: () => seen.push('abort'),
    }
    let asked = 0
    const upstream = await startUpstream(async (request, response) => {
      request.resume()
      asked += 1
      await pause(200)
      response.end('done')
    })
    const { port, proxy, options, outcomes } = await startProxy([upstream], { tls })
    const before = () => ({ kind: 'pass', watch, outlivesClient: true }) as const
    proxy.update({ ...options, hooks: { ...options.hooks, before } })
    const opened = session(port)
    const stream = opened.request({ ':method': 'POST' }, { endStream: false })
    stream.on('error', () => undefined).end('one')
    await waitUntil(() => asked === 1)
    await pause(50)
    stream.close(8)
    await pause(20)
    opened.destroy()
    await waitUntil(() => outcomes.length > 0)
    expect([seen, outcomes[0]]).toEqual([
      ['head 200', 'done', 'end'],
      expect.objectContaining({ status: null, failure: 'client' }),
    ])
  })

  it('aborts the upstream request when the client resets the stream', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin], { tls })
    const stream = session(port).request({})
    stream.on('error', () => undefined)
    await waitUntil(() => upstream.received.join('') !== '')
    stream.close(8)
    await waitUntil(() => upstream.sockets[0]?.destroyed === true)
    expect(outcomes[0]?.failure).toBe('client')
  })

  it('refuses CONNECT, bad targets, hosts that differ and bodies that are too large', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin], { tls, limits: { body: 10 } })
    const cases: [OutgoingHttpHeaders, number][] = [
      [{ ':method': 'CONNECT', ':authority': 'a.test:443' }, 501],
      [{ ':path': '/a#b' }, 400],
      [{ ':authority': 'a.test', host: 'other.test' }, 400],
      [{ ':method': 'POST', 'content-length': '11' }, 413],
    ]
    for (const [headers, status] of cases) {
      const answer = await ask(port, headers)
      expect(answer.headers).toMatchObject({ ':status': status })
      expect(answer.headers).toHaveProperty('x-strangler-error')
    }
    expect(upstream.received).toHaveLength(0)
  })

  it('ends when the proxy drains, after its streams', async () => {
    const upstream = await startUpstream(
      (_request, response) => void setTimeout(() => response.end('late'), 150),
    )
    const { port, proxy } = await startProxy([upstream], { tls })
    const opened = session(port)
    const answer = collect(opened.request({}))
    await waitUntil(() => opened.connecting === false)
    await new Promise(resolve => setTimeout(resolve, 50))
    const began = Date.now()
    await proxy.drain()
    expect((await answer).body).toBe('late')
    expect(Date.now() - began).toBeLessThan(1_500)
  })
})

describe('TLS', () => {
  it('carries HTTP/1.1 too, with the same strictness', async () => {
    const upstream = await startUpstream(
      (request, response) => void response.end(request.headers['x-forwarded-proto']),
    )
    const { port } = await startProxy([upstream], { tls })
    const text = await new Promise<string>((resolve, reject) => {
      httpsRequest({ port, host: 'localhost', ca: readFileSync(tls.cert), agent: false }, answer => {
        let body = ''
        answer.on('data', chunk => {
          body += chunk
        })
        answer.on('end', () => resolve(`${answer.httpVersion} ${body}`))
      })
        .on('error', reject)
        .end()
    })
    expect(text).toBe('1.1 https')
    const socket = connectTls({ port, host: 'localhost', ca: readFileSync(tls.cert) })
    later(() => socket.destroy())
    const client = wrap(socket)
    client.send('GET / HTTP/1.1\nHost: a.test\r\n\r\n')
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 400 /)
  })

  it('is spoken to nobody whose TLS handshake comes too late, and harmed by nobody who completes it then', async () => {
    const upstream = await startUpstream((_request, response) => response.end('ok'))
    const { port } = await startProxy([upstream], { tls, limits: { headTimeout: 200 } })
    const silent = wrap(connectTcp(port, '127.0.0.1'))
    silent.send('\x16\x03\x01\x02\x00')
    const late = new Promise(resolve => {
      const held = connectTcp(port, '127.0.0.1')
      later(() => held.destroy())
      // A relay that holds the client's first bytes back until its time is up.
      const relay = createTcpServer(inner => {
        inner.on('error', () => undefined)
        held.on('data', bytes => inner.write(bytes))
        inner.on('data', bytes => void setTimeout(() => held.write(bytes), 300))
        held.on('error', () => undefined).on('close', () => inner.destroy())
      })
      relay.listen(0, '127.0.0.1', () => {
        const opened = connect(`https://localhost:${(relay.address() as AddressInfo).port}`, {
          ca: readFileSync(tls.cert),
        })
        opened.on('error', () => undefined).on('close', () => resolve('closed'))
      })
      later(() => relay.close())
    })
    expect(await silent.closed()).toBe('')
    expect(await late).toBe('closed')
    expect((await ask(port, { ':path': '/' })).body).toBe('ok')
  })

  it('carries WebSockets', async () => {
    const server = createServer()
    new WebSocketServer({ server }).on('connection', socket =>
      socket.on('message', data => socket.send(`echo ${data}`)),
    )
    const upstream = await listen(server, '127.0.0.1')
    later(() => server.close())
    const { port } = await startProxy([`http://127.0.0.1:${upstream}`], { tls })
    const client = new WebSocket(`wss://localhost:${port}/`, { ca: readFileSync(tls.cert) })
    later(() => client.terminate())
    client.on('open', () => client.send('hi'))
    expect(await new Promise(resolve => client.on('message', data => resolve(String(data))))).toBe('echo hi')
  })
})
