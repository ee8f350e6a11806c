import { passWhen, type Row } from '../row.js'
import { textOf, firstValue, allValues } from '../wire/message-reader.js'
import { get, host, ok } from './bytes.js'

export const hopByHop: readonly Row[] = [
  {
    title: 'Nominated headers of a request',
    rule: 'A header that `Connection` names is removed from the request, and so is its name.',
    source: 'RFC 9110 §7.6.1',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Connection: X-Private\r\nX-Private: 1\r\n'))
      return passWhen(!/x-private/i.test(upstream.raw), 'passed on')
    },
  },
  {
    title: 'Nominated headers of an answer',
    rule: 'A header that `Connection` names is removed from the answer, and so is its name.',
    source: 'RFC 9110 §7.6.1',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'Connection: X-Private\r\nX-Private: 1\r\n'))
      const { lines } = await ask(get())
      return passWhen(!/x-private/i.test(lines.join()), 'passed on')
    },
  },
  {
    title: 'Nominating a length does not take it away',
    rule: '`Connection: Content-Length` must not leave a body without framing: it arrives whole, or the request is refused.',
    source: 'RFC 9110 §7.6.1, RFC 9112 §11.2',
    async run({ upstream, exchange }) {
      upstream.answer(ok())
      const body = 'GET /smuggled HTTP/1.1\r\nHost: shop.test\r\n\r\n'
      await exchange(
        `POST / HTTP/1.1\r\n${host}Connection: Content-Length\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
      if (upstream.requests.some(({ line }) => line.includes('smuggled'))) return 'request smuggled'
      const [request] = upstream.requests
      return passWhen(request === undefined || textOf(request) === body, 'body lost')
    },
  },
  {
    title: '`Keep-Alive` and `Proxy-Connection` of a request',
    rule: 'Both speak of the connection to the proxy and are removed.',
    source: 'RFC 9110 §7.6.1',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Keep-Alive: timeout=77\r\nProxy-Connection: keep-alive\r\n'))
      return passWhen(!/timeout=77|^proxy-connection/im.test(upstream.raw), 'passed on')
    },
  },
  {
    title: '`Keep-Alive` of an answer',
    rule: "The upstream's `Keep-Alive` speaks of its own connection and is removed.",
    source: 'RFC 9110 §7.6.1',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'Connection: keep-alive\r\nKeep-Alive: timeout=77\r\n'))
      const { lines } = await ask(get())
      return passWhen(!lines.join().includes('timeout=77'), 'passed on')
    },
  },
  {
    title: '`TE`',
    rule: 'Of `TE` nothing but `trailers` may reach the upstream: codings are agreed with the next hop alone.',
    source: 'RFC 9110 §10.1.4',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Connection: TE\r\nTE: trailers, gzip;q=0.5\r\n'))
      const [request] = upstream.requests
      const told = firstValue(request?.lines ?? [], 'te') ?? 'trailers'
      return passWhen(told.toLowerCase() === 'trailers', 'passed on')
    },
  },
  {
    title: '`Upgrade` that is not nominated',
    rule: 'An `Upgrade` that `Connection` does not name asks for nothing: the request goes on as plain HTTP.',
    source: 'RFC 9110 §7.8',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Upgrade: websocket\r\n'))
      const connection = allValues(upstream.requests[0]?.lines ?? [], 'connection').join()
      return passWhen(!/upgrade/i.test(connection), 'made an upgrade')
    },
  },
  {
    title: '`Proxy-Authorization`',
    rule: 'Credentials for a proxy are not shown to the system behind it.',
    source: 'RFC 9110 §11.7.2',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Proxy-Authorization: Basic c2VjcmV0\r\n'))
      return passWhen(!/proxy-authorization/i.test(upstream.raw), 'passed on')
    },
  },
  {
    title: '`Proxy-Authenticate`',
    rule: 'A challenge of the upstream as if it were a proxy does not reach the client.',
    source: 'RFC 9110 §11.7.1',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'Proxy-Authenticate: Basic realm="x"\r\n'))
      const { lines } = await ask(get())
      return passWhen(!/proxy-authenticate/i.test(lines.join()), 'passed on')
    },
  },
  {
    title: '`X-Forwarded-For` of a client',
    rule: 'What a client claims is not believed: the last address is the one that it really has.',
    source: 'ours',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'X-Forwarded-For: 6.6.6.6\r\n'))
      const told = allValues(upstream.requests[0]?.lines ?? [], 'x-forwarded-for').join()
      return passWhen(/(?:^|[ ,])127\.0\.0\.1$/.test(told), told === '' ? 'not set' : 'believed')
    },
  },
  {
    title: '`X-Forwarded-Proto` of a client',
    rule: 'A client on plain HTTP cannot claim HTTPS: the upstream is told `http` last, or nothing.',
    source: 'ours',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'X-Forwarded-Proto: https\r\n'))
      const told = allValues(upstream.requests[0]?.lines ?? [], 'x-forwarded-proto').join()
      return passWhen(!/https$/.test(told), 'believed')
    },
  },
  {
    title: '`Forwarded` of a client',
    rule: 'What a client claims does not stand alone: `Forwarded` is removed, replaced or continued.',
    source: 'RFC 7239 §8.1',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Forwarded: for=6.6.6.6;proto=https\r\n'))
      const told = allValues(upstream.requests[0]?.lines ?? [], 'forwarded').join()
      return passWhen(told !== 'for=6.6.6.6;proto=https', 'believed')
    },
  },
]
