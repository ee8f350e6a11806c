import { passWhen, type Row } from '../row.js'
import { assertGood } from '../stage.js'
import { statusOf } from '../wire/message-reader.js'
import { pause } from '../wire/waiting.js'
import { get, host, ok } from './bytes.js'

export const slowClients: readonly Row[] = [
  {
    title: 'A head that drips',
    rule: 'With a time of one second for heads, a client that sends a byte now and then is cut within six.',
    source: 'RFC 9110 §15.5.9, ours',
    variant: 'impatient',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`GET / HTTP/1.1\r\n${host}X-Slow: `)
      const dripping = setInterval(() => client.socket.writable && client.send('a'), 200)
      await client.waiting
        .until(() => client.closed, 'never cut', 6_000)
        .finally(() => clearInterval(dripping))
      return passWhen(upstream.requests.length === 0, 'forwarded')
    },
  },
  {
    title: 'A body that stands still',
    rule: 'With a time of one second for bodies, a client that sends half of one is cut, or told, within six.',
    source: 'RFC 9110 §15.5.9, ours',
    variant: 'impatient',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`POST / HTTP/1.1\r\n${host}Content-Length: 10\r\n\r\nhello`)
      await client.waiting.until(() => client.closed || client.answers.length > 0, 'never cut', 6_000)
      const [answer] = client.answers
      return passWhen(answer === undefined || statusOf(answer) >= 400, 'answered')
    },
  },
  {
    title: 'A client that is quick',
    rule: 'With the same times a usual request is answered.',
    source: 'ours',
    variant: 'impatient',
    async run({ upstream, connect }) {
      upstream.answer((_request, connection) => void setTimeout(() => connection.send(ok()), 100))
      const client = connect()
      client.send(get())
      assertGood(await client.answer())
      return 'pass'
    },
  },
  {
    title: 'A head that comes in pieces',
    rule: 'A head in many small parts is a head.',
    source: 'RFC 9112 §2.2',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      for (const part of get('/a', 'X-Part: 1\r\n').match(/[\s\S]{1,5}/g) ?? []) {
        client.send(part)
        await pause(5)
      }
      assertGood(await client.answer())
      return 'pass'
    },
  },
]
