import { createHash, randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { passWhen, type Row, type Verdict } from '../row.js'
import { assertGood, type Stage } from '../stage.js'
import { bodyOf, type Message, textOf, firstValue } from '../wire/message-reader.js'
import { chunk, chunkedHead, get, host, lastChunk, ok, post } from './bytes.js'

const eightMegabytes = randomBytes(8 * 1024 * 1024)

export const bodies: readonly Row[] = [
  {
    title: 'A chunked request',
    rule: 'A body in chunks arrives whole and framed.',
    source: 'RFC 9112 §7.1',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(`${chunkedHead}\r\n${chunk('hello ')}${chunk('world')}${lastChunk}`)
      return passWhen(textOf(await upstream.request()) === 'hello world', 'body lost')
    },
  },
  {
    title: 'A chunked answer',
    rule: 'A body in chunks, with extensions, arrives whole and framed.',
    source: 'RFC 9112 §7.1.1',
    async run({ upstream, ask }) {
      upstream.answer(
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6;x=y\r\nhello \r\n${chunk('world')}${lastChunk}`,
      )
      return passWhen(textOf(await ask(get())) === 'hello world', 'body lost')
    },
  },
  {
    title: 'An answer that ends with its connection',
    rule: 'A body without length of an HTTP/1.0 upstream arrives whole and ends cleanly.',
    source: 'RFC 9112 §6.3',
    async run({ upstream, ask }) {
      upstream.answer((_request, { socket }) => socket.end('HTTP/1.0 200 OK\r\n\r\nhello world'))
      return passWhen(textOf(await ask(get())) === 'hello world', 'body lost')
    },
  },
  {
    title: 'Trailers of a request',
    rule: 'They arrive, as gRPC and digests need.',
    source: 'RFC 9110 §6.5, ours',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(`${chunkedHead}TE: trailers\r\nTrailer: X-Sum\r\n\r\n${chunk('hello')}0\r\nX-Sum: 42\r\n\r\n`)
      const { trailers } = await upstream.request()
      return passWhen(firstValue(trailers, 'x-sum') === '42', 'dropped')
    },
  },
  {
    title: 'Trailers of an answer',
    rule: 'They arrive at a client that says `TE: trailers`, as gRPC and digests need.',
    source: 'RFC 9110 §6.5, ours',
    async run({ upstream, ask }) {
      upstream.answer(
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n${chunk('hello')}0\r\nX-Sum: 42\r\n\r\n`,
      )
      const { trailers } = await ask(get('/', 'Connection: TE\r\nTE: trailers\r\n'))
      return passWhen(firstValue(trailers, 'x-sum') === '42', 'dropped')
    },
  },
  {
    title: 'HEAD',
    rule: 'The length of an answer to HEAD arrives, no body is waited for, and the connection goes on.',
    source: 'RFC 9110 §9.3.2',
    async run({ upstream, connect }) {
      upstream.answer(({ line }, connection) => {
        const head = 'HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n'
        connection.send(line.startsWith('HEAD') ? head : ok())
      })
      const client = connect(['HEAD', 'GET'])
      client.send(`HEAD / HTTP/1.1\r\n${host}\r\n`)
      const head = assertGood(await client.answer())
      client.send(get())
      assertGood(await client.answer(1))
      return passWhen(firstValue(head.lines, 'content-length') === '12345', 'length lost')
    },
  },
  {
    title: '204',
    rule: 'It has neither a body nor the framing of one, and the connection goes on.',
    source: 'RFC 9112 §6.1, §6.3',
    run: stage => bodiless(stage, 'HTTP/1.1 204 No Content\r\n\r\n'),
  },
  {
    title: '304 with a length',
    rule: 'No body is waited for although a length is named, and the connection goes on.',
    source: 'RFC 9110 §15.4.5, RFC 9112 §6.3',
    run: stage => bodiless(stage, 'HTTP/1.1 304 Not Modified\r\nETag: "x"\r\nContent-Length: 500\r\n\r\n'),
  },
  {
    title: 'A known length',
    rule: 'The length of an answer that the upstream declared is declared to the client.',
    source: 'RFC 9110 §8.6',
    async run({ upstream, ask }) {
      upstream.answer(ok('hello'))
      const { lines } = await ask(get())
      return passWhen(firstValue(lines, 'content-length') === '5', 'length lost')
    },
  },
  {
    title: 'POST with `Content-Length: 0`',
    rule: 'That there is no body is said, not left out.',
    source: 'RFC 9110 §8.6',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(post(''))
      const { lines, framing } = await upstream.request()
      return passWhen(firstValue(lines, 'content-length') === '0' || framing === 'chunked', 'left out')
    },
  },
  bodyOn('GET'),
  bodyOn('DELETE'),
  {
    title: 'Upload of 8 MB',
    rule: 'All bytes arrive: the digests are equal.',
    source: 'RFC 9112 §6',
    async run({ upstream, connect }) {
      upstream.answer((request, connection) => connection.send(ok(digestOf(request))))
      const client = connect()
      client.send(`POST / HTTP/1.1\r\n${host}Content-Length: ${eightMegabytes.length}\r\n\r\n`)
      client.send(eightMegabytes)
      const answer = assertGood(await client.answer())
      return passWhen(textOf(answer) === digest(eightMegabytes), 'bytes changed')
    },
  },
  {
    title: 'Download of 8 MB',
    rule: 'All bytes arrive: the digests are equal.',
    source: 'RFC 9112 §6',
    async run({ upstream, ask }) {
      upstream.answer((_request, connection) => {
        connection.send(`HTTP/1.1 200 OK\r\nContent-Length: ${eightMegabytes.length}\r\n\r\n`)
        connection.send(eightMegabytes)
      })
      return passWhen(digestOf(await ask(get())) === digest(eightMegabytes), 'bytes changed')
    },
  },
  {
    title: 'A gzipped answer',
    rule: 'It passes as it is: neither decoded nor without its `Content-Encoding`.',
    source: 'RFC 9110 §8.4, §7.7',
    async run({ upstream, ask }) {
      const packed = gzipSync('hello world'.repeat(100)).toString('latin1')
      upstream.answer(ok(packed, 'Content-Encoding: gzip\r\n'))
      const answer = await ask(get('/', 'Accept-Encoding: gzip\r\n'))
      const isWhole = bodyOf(answer).toString('latin1') === packed
      return passWhen(isWhole && firstValue(answer.lines, 'content-encoding') === 'gzip', 'changed')
    },
  },
  {
    title: 'A gzipped request',
    rule: 'It passes as it is: neither decoded nor without its `Content-Encoding`.',
    source: 'RFC 9110 §8.4, §7.7',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      const packed = gzipSync('hello world'.repeat(100)).toString('latin1')
      await ask(post(packed, 'Content-Encoding: gzip\r\nContent-Type: application/json\r\n'))
      const request = await upstream.request()
      const isWhole = textOf(request) === packed
      return passWhen(isWhole && firstValue(request.lines, 'content-encoding') === 'gzip', 'changed')
    },
  },
  {
    title: 'JSON that is none',
    rule: 'A body is not read as what its type says: malformed JSON and odd white space pass as they are.',
    source: 'RFC 9110 §7.7',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      const odd = '{ "a" : 1,\n "a":2, '
      await ask(post(odd, 'Content-Type: application/json\r\n'))
      return passWhen(textOf(await upstream.request()) === odd, 'changed')
    },
  },
  {
    title: 'Ranges',
    rule: '`Range` and `If-Range` arrive, and so do 206 and `Content-Range`.',
    source: 'RFC 9110 §14.2, §15.3.7',
    async run({ upstream, exchange }) {
      upstream.answer(
        'HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-4/9\r\nContent-Length: 3\r\n\r\ncde',
      )
      const answer = await exchange(get('/', 'Range: bytes=2-4\r\nIf-Range: "x"\r\n'))
      assertGood(answer, 206)
      const { lines } = await upstream.request()
      const asked = [firstValue(lines, 'range'), firstValue(lines, 'if-range')].join()
      const told = firstValue(answer.lines, 'content-range')
      return passWhen(asked === 'bytes=2-4,"x"' && told === 'bytes 2-4/9', 'lost')
    },
  },
  {
    title: 'An HTTP/1.0 client gets no chunks',
    rule: 'A client that speaks HTTP/1.0 is never sent a transfer coding.',
    source: 'RFC 9112 §6.1',
    async run({ upstream, exchange }) {
      upstream.answer(
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('hello ')}${chunk('world')}${lastChunk}`,
      )
      const answer = assertGood(await exchange(`GET / HTTP/1.0\r\n${host}\r\n`))
      if (firstValue(answer.lines, 'transfer-encoding') !== undefined) return 'sent chunks'
      return passWhen(textOf(answer) === 'hello world', 'body lost')
    },
  },
]

function bodyOn(method: string): Row {
  return {
    title: `A body on ${method}`,
    rule: 'It arrives whole, or the request is refused; it is not dropped.',
    source: 'RFC 9110 §9.3.1, §9.3.5',
    async run({ upstream, exchange }) {
      upstream.answer(ok())
      await exchange(`${method} / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`)
      const [request] = upstream.requests
      return passWhen(request === undefined || textOf(request) === 'hello', 'body dropped')
    },
  }
}

/** The answer has no body, and what comes after it is read as the next answer. */
async function bodiless({ upstream, connect }: Stage, bytes: string): Promise<Verdict> {
  upstream.answer(({ line }, connection) => connection.send(line.includes('/next') ? ok('next') : bytes))
  const client = connect()
  client.send(get())
  const status = Number(bytes.split(' ')[1])
  const { lines } = assertGood(await client.answer(), status)
  client.send(get('/next'))
  const next = assertGood(await client.answer(1))
  if (firstValue(lines, 'transfer-encoding') !== undefined) return 'framing of a body'
  if (status === 204 && firstValue(lines, 'content-length') !== undefined) return 'framing of a body'
  return passWhen(textOf(next) === 'next', 'out of step')
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function digestOf(message: Message): string {
  return digest(bodyOf(message))
}
