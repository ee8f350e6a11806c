import { passWhen, type Row, type Verdict } from '../row.js'
import { firstValue, type Message, textOf } from '../wire/message-reader.js'
import { chunk, chunkedHead, host, lastChunk } from './bytes.js'
import { sendMalformed } from './send-malformed.js'

const post = `POST / HTTP/1.1\r\n${host}`
const whole = `${chunk('hello')}${lastChunk}`

/** Requests whose end is in doubt: taken differently by two systems, they hide another request. */
export const framing: readonly Row[] = [
  either(
    'A length and chunks',
    'Refused; or the chunks alone count, the length is removed, and the connection is closed after the answer.',
    'RFC 9112 §6.1, §6.3',
    `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${whole}`,
  ),
  either(
    'Chunks in HTTP/1.0',
    'Refused; or the chunks count and the connection is closed after the answer.',
    'RFC 9112 §6.1',
    `POST / HTTP/1.0\r\n${host}Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${whole}`,
  ),
  refused('Two lengths', '§6.3', `${post}Content-Length: 3\r\nContent-Length: 5\r\n\r\nhello`),
  refused('A signed length', '§6.3', `${post}Content-Length: +5\r\n\r\nhello`),
  refused('A hexadecimal length', '§6.3', `${post}Content-Length: 0x5\r\n\r\nhello`),
  refused('A length beyond all numbers', '§6.3', `${post}Content-Length: 18446744073709551621\r\n\r\nhello`),
  refused(
    'A coding after chunked',
    '§6.3',
    `${post}Transfer-Encoding: chunked, identity\r\n\r\n${lastChunk}`,
  ),
  refused('`xchunked`', '§6.1', `${post}Transfer-Encoding: xchunked\r\n\r\n${lastChunk}`),
  refused('Chunked twice', '§6.1', `${post}Transfer-Encoding: chunked, chunked\r\n\r\n${lastChunk}`),
  refused('A chunk size that is none', '§7.1', `${chunkedHead}\r\nzz\r\nhello\r\n${lastChunk}`),
  refused('A chunk size with `0x`', '§7.1', `${chunkedHead}\r\n0x5\r\nhello\r\n${lastChunk}`),
  refused('A chunk longer than its size', '§7.1', `${chunkedHead}\r\n3\r\nhello\r\n${lastChunk}`),
  refused(
    'A chunk size beyond all numbers',
    '§7.1.1',
    `${chunkedHead}\r\n10000000000000005\r\nhello\r\n${lastChunk}`,
  ),
  refused('White space before a colon', '§5.1', `${post}Content-Length : 5\r\n\r\nhello`),
]

function refused(title: string, section: string, bytes: string): Row {
  return {
    title,
    rule: 'Refused, and what stands behind it on the connection is not taken for a request.',
    source: `RFC 9112 ${section}`,
    run: async stage => {
      const { isRefused, goesOn } = await sendMalformed(stage, bytes)
      if (goesOn) return 'request smuggled'
      return passWhen(isRefused, 'accepted')
    },
  }
}

function either(title: string, rule: string, source: string, bytes: string): Row {
  return {
    title,
    rule,
    source,
    run: async stage => {
      const { isRefused, forwarded, goesOn } = await sendMalformed(stage, bytes)
      if (!isRefused && forwarded !== undefined) return judgeChunks(forwarded, goesOn)
      return goesOn ? 'connection goes on' : 'pass'
    },
  }
}

function judgeChunks(request: Message, goesOn: boolean): Verdict {
  const both = request.framing === 'chunked' && firstValue(request.lines, 'content-length') !== undefined
  if (both) return 'both passed on'
  if (textOf(request) !== 'hello') return 'framing changed'
  return goesOn ? 'connection goes on' : 'pass'
}
