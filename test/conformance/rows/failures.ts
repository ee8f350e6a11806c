import { passWhen, type Row, type Verdict } from '../row.js'
import { assertGood, type Stage } from '../stage.js'
import { type Message, statusOf, textOf, firstValue } from '../wire/message-reader.js'
import { pause } from '../wire/waiting.js'
import { chunk, chunkedHead, get, host, ok, post } from './bytes.js'

/** Milliseconds in which a second, hidden attempt would show. */
const second = 700

export const failures: readonly Row[] = [
  {
    title: 'An upstream that is down',
    rule: 'Connections that are refused are answered 502, 503 or 504 at once.',
    source: 'RFC 9110 §15.6.3',
    async run({ upstream, exchange }) {
      await upstream.close()
      return gatewayError(await exchange(get()))
    },
  },
  {
    title: 'A reset before the answer',
    rule: 'It is answered 502 or 504, and the upstream was asked once: one request is one upstream request.',
    source: 'RFC 9110 §15.6.3, ours',
    async run({ upstream, exchange }) {
      upstream.answer((_request, { socket }) => socket.resetAndDestroy())
      const answer = await exchange(get())
      await pause(second)
      return upstream.requests.length === 1 ? gatewayError(answer) : times(upstream.requests, answer)
    },
  },
  {
    title: 'A POST and a reset',
    rule: 'A request that is not idempotent is never sent twice; the client gets a 5xx.',
    source: 'RFC 9110 §9.2.2',
    async run({ upstream, exchange }) {
      upstream.answer((_request, { socket }) => socket.resetAndDestroy())
      const answer = await exchange(post('hello'))
      await pause(second)
      return passWhen(
        statusOf(answer) >= 500 && upstream.requests.length === 1,
        times(upstream.requests, answer),
      )
    },
  },
  {
    title: 'A 503 is an answer',
    rule: 'It arrives with its `Retry-After` and body, and the upstream was asked once.',
    source: 'RFC 9110 §15.6.4, ours',
    async run({ upstream, exchange }) {
      upstream.answer('HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 4\r\n\r\nbusy')
      const answer = await exchange(get())
      await pause(second)
      if (upstream.requests.length !== 1) return times(upstream.requests, answer)
      if (statusOf(answer) !== 503) return String(statusOf(answer))
      return passWhen(firstValue(answer.lines, 'retry-after') === '1' && textOf(answer) === 'busy', 'changed')
    },
  },
  {
    title: 'A kept connection that the upstream has closed',
    rule: 'A GET after that succeeds or is answered 502; it does not hang.',
    source: 'RFC 9112 §9.5',
    async run({ upstream, exchange }) {
      upstream.answer(ok())
      assertGood(await exchange(get()))
      for (const { socket } of upstream.connections) socket.end()
      await pause(100)
      const answer = await exchange(get())
      return passWhen([200, 502].includes(statusOf(answer)), String(statusOf(answer)))
    },
  },
  {
    title: 'A kept connection that closes under a POST',
    rule: 'Once bytes of it were sent, a POST is not sent again; the client gets a 5xx.',
    source: 'RFC 9110 §9.2.2, RFC 9112 §9.3.1',
    async run({ upstream, exchange }) {
      upstream.answer(({ line }, connection) => {
        if (line.startsWith('GET')) connection.send(ok())
        else connection.socket.destroy()
      })
      assertGood(await exchange(get()))
      const answer = await exchange(post('hello'))
      await pause(second)
      const posts = upstream.requests.filter(({ line }) => line.startsWith('POST'))
      return passWhen(statusOf(answer) >= 500 && posts.length === 1, times(posts, answer))
    },
  },
  brokenBody('A body of declared length that breaks off', 'Content-Length: 100', 'hello'),
  brokenBody('A chunked body that breaks off', 'Transfer-Encoding: chunked', chunk('hello')),
  brokenBody('A chunked body that is reset', 'Transfer-Encoding: chunked', chunk('hello'), true),
  {
    title: 'After a body that broke off',
    rule: 'The next request of another client is answered as if nothing had been.',
    source: 'ours',
    async run({ upstream, connect, ask }) {
      upstream.answer(({ line }, { socket }) => {
        if (line.includes('/next')) socket.write(ok('next'))
        else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello')
      })
      const client = connect()
      client.send(get())
      await client.head()
      return passWhen(textOf(await ask(get('/next'))) === 'next', 'out of step')
    },
  },
  {
    title: 'A client that leaves before the answer',
    rule: 'The upstream sees its connection closed within seconds.',
    source: 'ours',
    async run({ upstream, connect }) {
      const client = connect()
      client.send(get())
      await upstream.request()
      client.socket.destroy()
      await upstream.waiting.until(() => upstream.connections[0]?.closed === true, 'upstream not told')
      return 'pass'
    },
  },
  {
    title: 'A client that leaves during an upload',
    rule: 'The upstream sees the request break off, not a complete one.',
    source: 'RFC 9112 §8',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`${chunkedHead}\r\n${chunk('hello')}`)
      await upstream.waiting.until(() => upstream.raw.includes('hello'), 'held back')
      client.socket.destroy()
      const request = await upstream.request()
      await upstream.waiting.until(() => request.state !== 'open', 'upstream not told')
      return passWhen(request.state === 'broken', 'made complete')
    },
  },
  {
    title: 'An answer before the upload has ended',
    rule: 'A 413 of an upstream that reads no further is heard by the client.',
    source: 'RFC 9112 §9.6, RFC 9110 §15.5.14',
    async run({ upstream, connect }) {
      upstream.atHead((_request, { socket }) => {
        socket.end('HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 5\r\n\r\nlarge')
      })
      const client = connect()
      client.send(`POST / HTTP/1.1\r\n${host}Content-Length: 1000000\r\n\r\n${'x'.repeat(1000)}`)
      const answer = await client.answer()
      return passWhen(statusOf(answer) === 413 && textOf(answer) === 'large', String(statusOf(answer)))
    },
  },
]

function gatewayError(answer: Message): Verdict {
  const status = statusOf(answer)
  return passWhen(status >= 502 && status <= 504, String(status))
}

function times(requests: readonly unknown[], answer: Message): Verdict {
  return requests.length === 1 ? String(statusOf(answer)) : `sent ${requests.length} times`
}

function brokenBody(title: string, framing: string, part: string, reset = false): Row {
  return {
    title,
    rule: 'The client sees that it breaks off: no clean end, and no waiting.',
    source: 'RFC 9112 §8',
    async run({ upstream, connect }: Stage) {
      upstream.answer((_request, { socket }) => {
        socket.write(`HTTP/1.1 200 OK\r\n${framing}\r\n\r\n${part}`)
        setTimeout(() => (reset ? socket.resetAndDestroy() : socket.end()), 100)
      })
      const client = connect()
      client.send(get())
      const answer = await client.answer()
      if (statusOf(answer) !== 200) return passWhen(statusOf(answer) >= 500, String(statusOf(answer)))
      return passWhen(answer.state === 'broken', 'clean end')
    },
  }
}
