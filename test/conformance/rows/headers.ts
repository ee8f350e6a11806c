import { passWhen, type Row } from '../row.js'
import { firstValue, allValues } from '../wire/message-reader.js'
import { get, host, ok } from './bytes.js'

const cafe = 'caf\xe9 \xc3\xa9 \xf0\x9f\x8c\xb3'

export const headers: readonly Row[] = [
  {
    title: 'Repeated request headers',
    rule: 'Values of lines of one name arrive all and in order, as lines or joined by commas.',
    source: 'RFC 9110 §5.3',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'X-List: a\r\nX-Other: 1\r\nX-List: b\r\nX-List: c\r\n'))
      const told = allValues(upstream.requests[0]?.lines ?? [], 'x-list')
        .join(',')
        .replaceAll(' ', '')
      return passWhen(told === 'a,b,c', 'values lost')
    },
  },
  {
    title: 'Repeated answer headers',
    rule: 'Values of lines of one name arrive all and in order, as lines or joined by commas.',
    source: 'RFC 9110 §5.3',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'Link: </a>\r\nX-Other: 1\r\nLink: </b>\r\nVary: x\r\nVary: y\r\n'))
      const { lines } = await ask(get())
      const told = [...allValues(lines, 'link'), ...allValues(lines, 'vary')].join(',').replaceAll(' ', '')
      return passWhen(told === '</a>,</b>,x,y', 'values lost')
    },
  },
  {
    title: '`Set-Cookie` stays apart, in order',
    rule: 'Lines of `Set-Cookie` are neither joined nor reordered: commas stand inside of dates.',
    source: 'RFC 9110 §5.3, RFC 6265 §3',
    async run({ upstream, ask }) {
      const cookies = ['b=2; Expires=Thu, 01 Jan 2037 00:00:00 GMT', 'a=1', 'b=3; Path=/']
      upstream.answer(ok('ok', cookies.map(cookie => `Set-Cookie: ${cookie}\r\n`).join('')))
      const { lines } = await ask(get())
      return passWhen(allValues(lines, 'set-cookie').join('|') === cookies.join('|'), 'changed')
    },
  },
  {
    title: 'Several `Cookie` lines',
    rule: 'All cookies of a request arrive, as lines or joined by semicolons.',
    source: 'RFC 9110 §5.3, RFC 6265 §5.4',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', 'Cookie: a=1\r\nCookie: b=2\r\n'))
      const told = allValues(upstream.requests[0]?.lines ?? [], 'cookie').join('; ')
      return passWhen(told === 'a=1; b=2', 'changed')
    },
  },
  {
    title: 'Bytes of request header values',
    rule: 'Bytes beyond ASCII, of whatever encoding, arrive as they were.',
    source: 'RFC 9110 §5.5',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', `X-Name: ${cafe}\r\n`))
      return passWhen(firstValue(upstream.requests[0]?.lines ?? [], 'x-name') === cafe, 'changed')
    },
  },
  {
    title: 'Bytes of answer header values',
    rule: 'Bytes beyond ASCII, of whatever encoding, arrive as they were.',
    source: 'RFC 9110 §5.5',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', `X-Name: ${cafe}\r\n`))
      const { lines } = await ask(get())
      return passWhen(firstValue(lines, 'x-name') === cafe, 'changed')
    },
  },
  {
    title: 'Header names of all characters',
    rule: "Any token is a name: `X_Under.score!#$%&'*+^~` arrives, in any case.",
    source: 'RFC 9110 §5.1, §5.6.2',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get('/', "X_Under.score!#$%&'*+^~: 1\r\nx-lower: 2\r\nX-UPPER: 3\r\n"))
      const lines = upstream.requests[0]?.lines ?? []
      const told = ["x_under.score!#$%&'*+^~", 'x-lower', 'x-upper'].map(name => firstValue(lines, name))
      return passWhen(told.join() === '1,2,3', 'lost')
    },
  },
  {
    title: 'Empty header values',
    rule: 'A header without value is a header: it arrives, in both directions.',
    source: 'RFC 9110 §5.5',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'X-Empty:\r\n'))
      const { lines } = await ask(get('/', 'X-Empty:\r\n'))
      const there = firstValue(upstream.requests[0]?.lines ?? [], 'x-empty')
      return passWhen(there === '' && firstValue(lines, 'x-empty') === '', 'lost')
    },
  },
  {
    title: '150 header lines',
    rule: 'A hundred and fifty short lines arrive, in both directions.',
    source: 'ours',
    async run({ upstream, ask }) {
      const many = Array.from({ length: 150 }, (_, at) => `X-Line-${at}: ${at}\r\n`).join('')
      upstream.answer(ok('ok', many))
      const { lines } = await ask(get('/', many))
      const there = upstream.requests[0]?.lines ?? []
      const count = (list: readonly string[]) => list.filter(line => /^x-line-/i.test(line)).length
      return passWhen(count(there) === 150 && count(lines) === 150, 'lines lost')
    },
  },
  {
    title: 'One `Date`, one `Server`',
    rule: "The upstream's `Date` and `Server` are not doubled.",
    source: 'RFC 9110 §6.6.1, §10.2.4',
    async run({ upstream, ask }) {
      upstream.answer(ok('ok', 'Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: old\r\n'))
      const { lines } = await ask(get())
      return passWhen(
        allValues(lines, 'date').length === 1 && allValues(lines, 'server').length <= 1,
        'doubled',
      )
    },
  },
  {
    title: 'No `Content-Type` stays none',
    rule: 'A type that the upstream did not name is not made up.',
    source: 'RFC 9110 §8.3',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      const { lines } = await ask(get())
      return passWhen(firstValue(lines, 'content-type') === undefined, 'made up')
    },
  },
  {
    title: 'No `User-Agent` or `Accept` stays none',
    rule: 'The proxy does not speak for the client: what the client did not send is not made up.',
    source: 'ours',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(get())
      const lines = upstream.requests[0]?.lines ?? []
      const made = ['user-agent', 'accept', 'accept-encoding', 'accept-language', 'content-type'].filter(
        name => firstValue(lines, name) !== undefined,
      )
      return passWhen(made.length === 0, `made up: ${made.join(', ')}`)
    },
  },
  {
    title: 'The host that the client named',
    rule: 'It reaches the upstream, as `Host` or as `X-Forwarded-Host`.',
    source: 'RFC 9110 §7.2, ours',
    async run({ upstream, ask }) {
      upstream.answer(ok())
      await ask(`GET / HTTP/1.1\r\n${host}\r\n`)
      const lines = upstream.requests[0]?.lines ?? []
      const told = [firstValue(lines, 'host'), firstValue(lines, 'x-forwarded-host')]
      return passWhen(told.includes('shop.test'), 'lost')
    },
  },
  {
    title: 'Status and reason',
    rule: 'An unusual status arrives as it is, and so does what the client makes of the class.',
    source: 'RFC 9110 §15',
    async run({ upstream, exchange }) {
      upstream.answer('HTTP/1.1 299 Quite Fine\r\nContent-Length: 0\r\n\r\n')
      const { line } = await exchange(get())
      return passWhen(/^HTTP\/1\.[01] 299 /.test(line), line.slice(9, 12))
    },
  },
]
