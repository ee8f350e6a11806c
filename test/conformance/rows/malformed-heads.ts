import { passWhen, type Row } from '../row.js'
import { firstValue } from '../wire/message-reader.js'
import { get, host } from './bytes.js'
import { sendMalformed } from './send-malformed.js'

type Lines = readonly string[]

export const malformedHeads: readonly Row[] = [
  either('A folded header', '9112 §5.2', 'the fold is replaced by spaces', {
    header: 'X-Fold: a\r\n b',
    isRepaired: lines => /^a +b$/.test(firstValue(lines, 'x-fold') ?? ''),
  }),
  either('A bare LF between headers', '9112 §2.2', 'it is taken for the end of the line', {
    header: 'X-First: a\nX-Second: b',
    isRepaired: lines => firstValue(lines, 'x-first') === 'a' && firstValue(lines, 'x-second') === 'b',
  }),
  either('A bare CR in a header', '9112 §2.2', 'it is replaced by a space', {
    header: 'X-First: a\rX-Second: b',
    isRepaired: lines => firstValue(lines, 'x-first') === 'a X-Second: b',
  }),
  either('A NUL in a header', '9110 §5.5', 'it is replaced by a space', {
    header: 'X-Nul: a\0b',
    isRepaired: lines => firstValue(lines, 'x-nul') === 'a b',
  }),
  either('A line without colon', '9112 §2.2', 'the line is dropped', {
    header: 'nonsense',
    isRepaired: lines => !lines.some(line => line.startsWith('nonsense')),
  }),
  either('A header without name', '9112 §2.2', 'the line is dropped', {
    header: ': nonsense',
    isRepaired: lines => !lines.some(line => line.includes('nonsense')),
  }),
  either('A header name with a space', '9112 §2.2', 'the line is dropped', {
    header: 'X Name: nonsense',
    isRepaired: lines => !lines.some(line => line.includes('nonsense')),
  }),
  refused('No `Host`', 'RFC 9112 §3.2', 'GET / HTTP/1.1\r\n\r\n'),
  refused('Two `Host`s', 'RFC 9112 §3.2', `GET / HTTP/1.1\r\n${host}Host: other.test\r\n\r\n`),
  refused('User information in `Host`', 'RFC 9112 §3.2', 'GET / HTTP/1.1\r\nHost: user@shop.test\r\n\r\n'),
  refused('A path in `Host`', 'RFC 9112 §3.2', 'GET / HTTP/1.1\r\nHost: shop.test/admin\r\n\r\n'),
  refused('A target that is no path', 'RFC 9112 §3.2', `GET admin HTTP/1.1\r\n${host}\r\n`),
  refused('A control character in a target', 'RFC 9112 §3.2', `GET /a\x01b HTTP/1.1\r\n${host}\r\n`),
  refused('Not HTTP at all', 'RFC 9112 §2.2', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'),
  refused('A head of 300 kB', 'RFC 9110 §5.4', get('/', `X-Large: ${'x'.repeat(300_000)}\r\n`)),
]

function refused(title: string, source: string, bytes: string): Row {
  return {
    title,
    rule: 'Refused: nothing of it goes to the upstream.',
    source,
    run: async stage => passWhen((await sendMalformed(stage, bytes)).isRefused, 'accepted'),
  }
}

interface Repair {
  readonly header: string
  isRepaired(lines: Lines): boolean
}

function either(title: string, source: string, repair: string, { header, isRepaired }: Repair): Row {
  return {
    title,
    rule: `Refused; or ${repair}.`,
    source: `RFC ${source}`,
    run: async stage => {
      const { isRefused, forwarded, status } = await sendMalformed(stage, get('/', `${header}\r\n`))
      if (isRefused) return 'pass'
      if (forwarded === undefined) return String(status)
      return passWhen(isRepaired(forwarded.lines), 'passed on')
    },
  }
}
