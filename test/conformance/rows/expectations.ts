import { passWhen, type Row } from '../row.js'
import { assertGood } from '../stage.js'
import { statusOf, textOf, firstValue } from '../wire/message-reader.js'
import { pause } from '../wire/waiting.js'
import { get, host, ok } from './bytes.js'

const goOn = 'HTTP/1.1 100 Continue\r\n\r\n'
const asking = `POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`

export const expectations: readonly Row[] = [
  {
    title: '`100 Continue` is passed on',
    rule: 'A client that waits gets the interim answer, and its body arrives.',
    source: 'RFC 9110 §10.1.1',
    async run({ upstream, connect }) {
      upstream.atHead((_request, connection) => connection.send(goOn))
      upstream.answer(ok())
      const client = connect()
      client.send(asking)
      await client.waiting.until(() => client.messages.length > 0 || client.closed)
      const [first] = client.messages
      if (first === undefined || statusOf(first) !== 100) return String(first && statusOf(first))
      client.send('hello')
      assertGood(await client.answer())
      return passWhen(textOf(await upstream.request()) === 'hello', 'body lost')
    },
  },
  {
    title: 'A final answer at once',
    rule: 'An upstream that refuses before the body is heard; the proxy does not say 100 in its place.',
    source: 'RFC 9110 §10.1.1, §15.2',
    async run({ upstream, connect }) {
      upstream.atHead((_request, connection) =>
        connection.send('HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno'),
      )
      const client = connect()
      client.send(asking)
      await client.waiting.until(() => client.messages.length > 0 || client.closed)
      const [first] = client.messages
      if (first !== undefined && statusOf(first) === 100) return '100 of its own'
      return passWhen(first !== undefined && statusOf(first) === 401, 'not heard')
    },
  },
  {
    title: 'An upstream that never says 100',
    rule: 'A client that stops waiting and sends its body is heard.',
    source: 'RFC 9110 §10.1.1',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(asking)
      await pause(300)
      client.send('hello')
      assertGood(await client.answer())
      return passWhen(textOf(await upstream.request()) === 'hello', 'body lost')
    },
  },
  {
    title: 'A body that comes with the expectation',
    rule: 'A client that does not wait at all loses nothing.',
    source: 'RFC 9110 §10.1.1',
    async run({ upstream, connect }) {
      upstream.answer((_request, connection) => connection.send(`${goOn}${ok()}`))
      const client = connect()
      client.send(`${asking}hello`)
      assertGood(await client.answer())
      return passWhen(textOf(await upstream.request()) === 'hello', 'body lost')
    },
  },
  {
    title: '`103 Early Hints`',
    rule: 'Interim answers that the proxy did not ask for are forwarded, before the final one.',
    source: 'RFC 9110 §15.2, RFC 8297',
    async run({ upstream, connect }) {
      upstream.answer((_request, connection) => {
        connection.send('HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n')
        setTimeout(() => connection.send(ok()), 100)
      })
      const client = connect()
      client.send(get())
      assertGood(await client.answer())
      const [first] = client.messages
      if (first === undefined || statusOf(first) !== 103) return 'dropped'
      return passWhen(firstValue(first.lines, 'link') === '</a.css>; rel=preload', 'headers lost')
    },
  },
  {
    title: 'Unknown interim answers',
    rule: 'An interim answer of any number is no final one: the answer after it arrives.',
    source: 'RFC 9110 §15.2',
    async run({ upstream, ask }) {
      upstream.answer(`HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 199 Odd\r\n\r\n${ok('final')}`)
      return passWhen(textOf(await ask(get())) === 'final', 'taken for final')
    },
  },
]
