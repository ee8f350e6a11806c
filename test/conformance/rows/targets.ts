import { passWhen, type Row, type Verdict } from '../row.js'
import type { Stage } from '../stage.js'
import { statusOf } from '../wire/message-reader.js'
import { get, host, ok } from './bytes.js'

const unchanged = 'The path and query arrive byte for byte.'

export const targets: readonly Row[] = [
  sameTarget('A target of many traps', '/a%2Fb//c?x=1&x=2&y=%zz'),
  sameTarget('Percent-encodings', '/%7Euser/%41%e4%2e%2E/x%20y?q=%2b+%20&r=%26'),
  sameTarget('Dot segments', '/a/../b/./c/..'),
  sameTarget('A path that begins with `//`', '//other.test/x//y'),
  sameTarget('An empty query', '/a?'),
  sameTarget('Questions and slashes in a query', '/a?b?c=/../d//e&f=http://g.test/'),
  sameTarget('8,000 bytes', `/${'long/'.repeat(1_590)}?q=1`, 'RFC 9112 §3'),
  {
    title: 'Bytes beyond ASCII in a target',
    rule: 'They are no URI: they arrive as they are or are refused, but are not rewritten.',
    source: 'RFC 9112 §3.2, RFC 9110 §7.7',
    run: stage => sameOrRefused(stage, '/caf\xc3\xa9?q=\xe9'),
  },
  {
    title: 'Backslashes, quotes and braces in a target',
    rule: 'They are no URI: they arrive as they are or are refused, but are not rewritten.',
    source: 'RFC 9112 §3.2, RFC 9110 §7.7',
    run: stage => sameOrRefused(stage, '/a\\..\\b|"{}^`?c="<d>"'),
  },
  {
    title: 'Absolute form of the own host',
    rule: 'It is accepted, and the upstream is sent origin-form.',
    source: 'RFC 9112 §3.2.1, §3.2.2',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(`GET http://shop.test/a%2Fb//c?d HTTP/1.1\r\n${host}\r\n`)
      const { line } = await upstream.request()
      return passWhen(line === 'GET /a%2Fb//c?d HTTP/1.1', 'target changed')
    },
  },
  {
    title: 'Absolute form of another host',
    rule: 'It does not reach that host: the proxy is no open proxy.',
    source: 'RFC 9110 §17.2, ours',
    async run({ upstream, exchange, stranger }) {
      upstream.answer(ok())
      const other = await stranger()
      const name = `127.0.0.1:${other.port}`
      await exchange(`GET http://${name}/ HTTP/1.1\r\nHost: ${name}\r\n\r\n`)
      return passWhen(other.connections.length === 0, 'open proxy')
    },
  },
  {
    title: 'A host in the path',
    rule: '`//host:port/` is a path: nothing is sent to that host.',
    source: 'RFC 9112 §3.2.1',
    async run({ upstream, exchange, stranger }) {
      upstream.answer(ok())
      const other = await stranger()
      await exchange(get(`//127.0.0.1:${other.port}/`))
      await exchange(get(`/http://127.0.0.1:${other.port}/`))
      return passWhen(other.connections.length === 0, 'open proxy')
    },
  },
  {
    title: '`CONNECT`',
    rule: 'No tunnel to a host of choice is opened.',
    source: 'RFC 9110 §9.3.6',
    async run({ upstream, connect, stranger }) {
      upstream.answer(ok())
      const other = await stranger()
      const client = connect()
      const name = `127.0.0.1:${other.port}`
      client.send(`CONNECT ${name} HTTP/1.1\r\nHost: ${name}\r\n\r\n`)
      await client.waiting.until(() => client.answers.length > 0 || client.closed)
      const [answer] = client.answers
      if (other.connections.length > 0) return 'open proxy'
      return passWhen(answer === undefined || statusOf(answer) >= 400, 'says yes')
    },
  },
  {
    title: '`OPTIONS *`',
    rule: 'A question about the server as a whole is answered, or passed on as that and not as one about a path.',
    source: 'RFC 9110 §9.3.7, RFC 9112 §3.2.4',
    async run({ upstream, exchange }) {
      upstream.answer(ok())
      const answer = await exchange(`OPTIONS * HTTP/1.1\r\n${host}\r\n`)
      const [request] = upstream.requests
      if (request !== undefined && request.line !== 'OPTIONS * HTTP/1.1') return 'asked of a path'
      return passWhen(statusOf(answer) < 300, String(statusOf(answer)))
    },
  },
  {
    title: 'Methods of any name',
    rule: 'A method that the proxy does not know, of WebDAV for one, is passed on.',
    source: 'RFC 9110 §9.1, RFC 4918 §9.1',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(`PROPFIND /a HTTP/1.1\r\n${host}Content-Length: 0\r\n\r\n`)
      return passWhen(upstream.requests[0]?.line === 'PROPFIND /a HTTP/1.1', 'changed')
    },
  },
]

function sameTarget(title: string, target: string, source = 'RFC 9110 §7.7'): Row {
  const shown = target.length > 100 ? '' : ` Sent: \`${target}\`.`
  return {
    title,
    rule: `${unchanged}${shown}`,
    source,
    async run({ upstream, exchange }) {
      upstream.answer(ok())
      const answer = await exchange(get(target))
      const [request] = upstream.requests
      if (request === undefined) return String(statusOf(answer))
      return passWhen(request.line === `GET ${target} HTTP/1.1`, 'target changed')
    },
  }
}

async function sameOrRefused({ upstream, exchange }: Stage, target: string): Promise<Verdict> {
  upstream.answer(ok())
  const status = statusOf(await exchange(get(target)))
  const [request] = upstream.requests
  if (request === undefined) return passWhen(status === 400 || status === 404, String(status))
  return passWhen(request.line === `GET ${target} HTTP/1.1`, 'target changed')
}
