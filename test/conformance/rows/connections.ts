import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from 'node:http2'
import { passWhen, type Row } from '../row.js'
import { assertGood } from '../stage.js'
import { textOf, firstValue } from '../wire/message-reader.js'
import { patience, pause, Reason } from '../wire/waiting.js'
import { get, host, ok } from './bytes.js'

export const connections: readonly Row[] = [
  {
    title: 'Kept client connections',
    rule: 'A second request on the same connection is answered.',
    source: 'RFC 9112 §9.3',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(get('/1'))
      assertGood(await client.answer())
      client.send(get('/2'))
      assertGood(await client.answer(1))
      return 'pass'
    },
  },
  {
    title: 'Kept upstream connections',
    rule: 'Of five requests one after the other, not each opens an upstream connection.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      for (let at = 0; at < 5; at++) {
        client.send(get(`/${at}`))
        assertGood(await client.answer(at))
      }
      return passWhen(upstream.connections.length < 5, 'not kept')
    },
  },
  {
    title: '`Connection: close` of a client',
    rule: 'The connection is closed after the answer, which says so.',
    source: 'RFC 9112 §9.6',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(get('/', 'Connection: close\r\n'))
      const { lines } = assertGood(await client.answer())
      await client.ended()
      return passWhen(/close/i.test(firstValue(lines, 'connection') ?? ''), 'not said')
    },
  },
  {
    title: '`Connection: close` of an upstream',
    rule: "It is about the upstream's connection: the client's may stay, and the next request is answered.",
    source: 'RFC 9110 §7.6.1',
    async run({ upstream, connect }) {
      upstream.answer((_request, { socket }) => socket.end(ok('ok', 'Connection: close\r\n')))
      const client = connect()
      client.send(get('/1'))
      const { lines } = assertGood(await client.answer())
      const second = /close/i.test(firstValue(lines, 'connection') ?? '') ? connect() : client
      second.send(get('/2'))
      assertGood(await second.answer(second === client ? 1 : 0))
      return passWhen(second === client, "closes the client's too")
    },
  },
  {
    title: 'An HTTP/1.0 client',
    rule: 'Without `keep-alive`, its connection is closed after the answer.',
    source: 'RFC 9112 §9.3',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`GET / HTTP/1.0\r\n${host}\r\n`)
      assertGood(await client.answer())
      await client.ended()
      return 'pass'
    },
  },
  {
    title: 'Pipelined requests',
    rule: 'Three requests sent at once are answered in their order.',
    source: 'RFC 9112 §9.3.2',
    async run({ upstream, connect }) {
      upstream.answer(({ line }, connection) => {
        const path = line.split(' ')[1] ?? ''
        // The first is the slowest.
        setTimeout(() => connection.send(ok(path)), path === '/1' ? 200 : 0)
      })
      const client = connect()
      client.send(get('/1') + get('/2') + get('/3'))
      const told: string[] = []
      for (let at = 0; at < 3; at++) told.push(textOf(assertGood(await client.answer(at))))
      return passWhen(told.join() === '/1,/2,/3', 'out of order')
    },
  },
  {
    title: 'IPv6',
    rule: 'Clients and upstreams may be reached over IPv6.',
    source: 'ours',
    variant: 'ipv6',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get())
      const told = firstValue(upstream.requests[0]?.lines ?? [], 'x-forwarded-for') ?? '::1'
      return passWhen(told.includes('::1'), 'wrong address')
    },
  },
  {
    title: 'Draining',
    rule: 'Told to end, the proxy takes no new connections, finishes the answer at work, and then ends.',
    source: 'ours',
    ends: true,
    async run({ upstream, connect, proxy }) {
      upstream.answer(`HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello`)
      const client = connect()
      client.send(get())
      const answer = await client.head()
      await client.waiting.until(() => textOf(answer) === 'hello', 'held back')
      proxy.drain()
      await pause(500)
      upstream.connections[0]?.send('world')
      if ((await client.answer()).state !== 'complete') return 'cut off'
      client.socket.end()
      const until = Date.now() + 2 * patience
      while (proxy.isAlive() && Date.now() < until) await pause(50)
      return passWhen(!proxy.isAlive(), 'does not end')
    },
  },
  {
    title: 'HTTP/2',
    rule: 'A client that speaks HTTP/2 is answered, with a body in each direction.',
    source: 'RFC 9113',
    variant: 'tls',
    async run({ upstream, http2 }) {
      upstream.answer(ok('answer', 'Set-Cookie: a=1\r\nSet-Cookie: b=2\r\n'))
      const answer = await askHttp2(http2(), 'question')
      const request = await upstream.request()
      if (answer.headers[':status'] !== 200) return String(answer.headers[':status'])
      if (answer.headers['set-cookie']?.join() !== 'a=1,b=2') return 'headers changed'
      return passWhen(textOf(request) === 'question' && answer.body === 'answer', 'body lost')
    },
  },
  {
    title: "HTTP/2: headers of the upstream's connection",
    rule: 'They are not sent over HTTP/2, where they make an answer malformed.',
    source: 'RFC 9113 §8.2.2',
    variant: 'tls',
    async run({ upstream, http2 }) {
      upstream.answer(
        'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nKeep-Alive: timeout=77\r\nTransfer-Encoding: chunked\r\nUpgrade: h2c\r\nProxy-Connection: keep-alive\r\n\r\n6\r\nanswer\r\n0\r\n\r\n',
      )
      const { headers, body } = await askHttp2(http2(), '')
      if (headers[':status'] !== 200) return String(headers[':status'] ?? 'malformed')
      const passed = ['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'proxy-connection']
      return passWhen(body === 'answer' && passed.every(name => headers[name] === undefined), 'passed on')
    },
  },
  {
    title: 'HTTP/2: an upstream that dies',
    rule: 'A body that breaks off ends its stream with an error, not as if it were whole.',
    source: 'RFC 9113 §8.1',
    variant: 'tls',
    async run({ upstream, http2 }) {
      upstream.answer((_request, { socket }) => {
        socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n')
        setTimeout(() => socket.destroy(), 100)
      })
      const { code } = await askHttp2(http2(), '')
      return passWhen(code !== 0, 'clean end')
    },
  },
]

interface Http2Answer {
  readonly headers: IncomingHttpHeaders & { readonly ':status'?: number }
  readonly body: string
  /** Of the reset that ended the stream; 0 when it ended well. */
  readonly code: number
}

async function askHttp2(session: ClientHttp2Session, body: string): Promise<Http2Answer> {
  const stream = session.request({
    ':method': body === '' ? 'GET' : 'POST',
    ':authority': 'shop.test',
    ':path': '/',
  })
  // A GET has ended already.
  if (body !== '') stream.end(body)
  const late = pause(patience).then(() => {
    throw new Reason('hangs')
  })
  return Promise.race([collect(stream), late])
}

async function collect(stream: ClientHttp2Stream): Promise<Http2Answer> {
  let [headers, body, failed]: [Http2Answer['headers'], string, boolean] = [{}, '', false]
  stream.on('response', received => {
    headers = received
  })
  stream.on('data', chunk => {
    body += chunk
  })
  stream.on('error', () => {
    failed = true
  })
  await new Promise(resolve => stream.once('close', resolve))
  return { headers, body, code: stream.rstCode || (failed ? 1 : 0) }
}
