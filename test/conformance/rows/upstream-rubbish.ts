import { passWhen, type Row, type Verdict } from '../row.js'
import type { Stage } from '../stage.js'
import { statusOf, firstValue } from '../wire/message-reader.js'
import { chunk, get, lastChunk, ok } from './bytes.js'

export const upstreamRubbish: readonly Row[] = [
  rubbish('An answer that is no HTTP', 'RFC 9110 §15.6.3', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'),
  rubbish('A status that is no number', 'RFC 9112 §4', 'HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nok'),
  rubbish(
    'Two lengths of an answer',
    'RFC 9112 §6.3',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\nhello',
  ),
  rubbish(
    'A length of an answer that is none',
    'RFC 9112 §6.3',
    'HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\nok',
  ),
  rubbish(
    'A head of an answer of 1 MB',
    'RFC 9110 §15.6.3',
    `HTTP/1.1 200 OK\r\nX-Large: ${'x'.repeat(1_000_000)}\r\nContent-Length: 2\r\n\r\nok`,
  ),
  rubbish(
    '10,000 header lines of an answer',
    'RFC 9110 §15.6.3',
    `HTTP/1.1 200 OK\r\n${'X-Many: 12345678901234567890\r\n'.repeat(10_000)}Content-Length: 2\r\n\r\nok`,
  ),
  {
    title: 'A length and chunks of an answer',
    rule: 'Answered 502; or the chunks alone count and the length is removed.',
    source: 'RFC 9112 §6.1, §6.3',
    async run({ upstream, exchange }) {
      upstream.answer(
        `HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('hello')}${lastChunk}`,
      )
      const answer = await exchange(get())
      if (statusOf(answer) === 502) return 'pass'
      const both = answer.framing === 'chunked' && firstValue(answer.lines, 'content-length') !== undefined
      return passWhen(!both && Buffer.concat(answer.chunks).toString() === 'hello', 'both passed on')
    },
  },
  {
    title: 'A folded header of an answer',
    rule: 'Answered 502; or the fold is replaced by spaces.',
    source: 'RFC 9112 §5.2',
    async run({ upstream, exchange }) {
      upstream.answer(ok('ok', 'X-Fold: a\r\n b\r\n'))
      const answer = await exchange(get())
      if (statusOf(answer) === 502) return 'pass'
      return passWhen(/^a +b$/.test(firstValue(answer.lines, 'x-fold') ?? ''), 'passed on')
    },
  },
  {
    title: 'A chunk size of an answer that is none',
    rule: 'The client sees that the body breaks off: no clean end, and no waiting.',
    source: 'RFC 9112 §8',
    run: stage =>
      breaksOff(
        stage,
        `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('hello')}zz\r\n${lastChunk}`,
      ),
  },
  {
    title: 'Bytes behind an answer',
    rule: 'They belong to no request: the next one is not answered with them.',
    source: 'RFC 9112 §9.2',
    async run({ upstream, exchange }) {
      const forged = 'HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged'
      upstream.answer(({ line }, connection) =>
        connection.send(line.includes('/next') ? ok('next') : ok() + forged),
      )
      await exchange(get())
      const next = await exchange(get('/next'))
      return passWhen(!Buffer.concat(next.chunks).includes('forged'), 'answered with them')
    },
  },
]

function rubbish(title: string, source: string, bytes: string): Row {
  return {
    title,
    rule: 'Answered 502, and the proxy goes on.',
    source,
    async run({ upstream, exchange, ask }) {
      upstream.answer(({ line }, connection) => connection.send(line.includes('/next') ? ok() : bytes))
      const status = statusOf(await exchange(get()))
      await ask(get('/next'))
      return passWhen(status === 502, String(status))
    },
  }
}

async function breaksOff({ upstream, connect }: Stage, bytes: string): Promise<Verdict> {
  upstream.answer(bytes)
  const client = connect()
  client.send(get())
  await client.waiting.until(() => client.closed || client.answers.some(({ state }) => state !== 'open'))
  const [answer] = client.answers
  // Nothing but a closed connection tells it too.
  if (answer === undefined || statusOf(answer) >= 500) return 'pass'
  return passWhen(answer.state === 'broken', 'clean end')
}
