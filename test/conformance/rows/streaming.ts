import type { Socket } from 'node:net'
import { passWhen, type Row } from '../row.js'
import { assertGood } from '../stage.js'
import { bodyOf, textOf } from '../wire/message-reader.js'
import { pause } from '../wire/waiting.js'
import { chunk, chunkedHead, get, host, lastChunk, ok } from './bytes.js'

const events = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n'
const megabyte = Buffer.alloc(1024 * 1024, 'x')
/** Megabytes that are offered to a side that does not read, and that may be taken: kernels buffer some on each hop. */
const offered = 128
const bearable = 40

export const streaming: readonly Row[] = [
  {
    title: 'The head of a stream',
    rule: 'It arrives before the first byte of the body is there.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(events)
      const client = connect()
      client.send(get())
      await client.head()
      return 'pass'
    },
  },
  {
    title: 'A server-sent event',
    rule: 'It arrives at once, while the stream goes on.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(`${events}${chunk('data: one\n\n')}`)
      const client = connect()
      client.send(get())
      const answer = await client.head()
      await client.waiting.until(() => textOf(answer) === 'data: one\n\n', 'held back')
      upstream.connections[0]?.send(chunk('data: two\n\n'))
      await client.waiting.until(() => textOf(answer).endsWith('data: two\n\n'), 'held back')
      return passWhen(answer.state === 'open', 'ended')
    },
  },
  {
    title: 'A client that leaves a stream',
    rule: 'The upstream sees its connection closed within seconds.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(`${events}${chunk('data: one\n\n')}`)
      const client = connect()
      client.send(get())
      const answer = await client.head()
      await client.waiting.until(() => textOf(answer) !== '', 'held back')
      client.socket.destroy()
      await upstream.waiting.until(() => upstream.connections[0]?.closed === true, 'upstream not told')
      return 'pass'
    },
  },
  {
    title: 'The head of an upload',
    rule: 'It arrives before the first byte of the body is there: both sides may wait for the other to begin.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`${chunkedHead}\r\n`)
      await upstream.request(0, 'held back')
      client.send(lastChunk)
      assertGood(await client.answer())
      return 'pass'
    },
  },
  {
    title: 'An upload is streamed',
    rule: 'Its first bytes arrive before the last are sent.',
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.answer(ok())
      const client = connect()
      client.send(`${chunkedHead}\r\n${chunk('first')}`)
      await upstream.waiting.until(() => upstream.raw.includes('first'), 'held back')
      client.send(`${chunk('last')}${lastChunk}`)
      assertGood(await client.answer())
      return 'pass'
    },
  },
  {
    title: 'Both directions at once',
    rule: 'An answer that begins while the request is still being sent arrives, and the rest of the request too.',
    source: 'RFC 9112 §9.3, ours',
    async run({ upstream, connect }) {
      upstream.atHead((_request, connection) =>
        connection.send(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunk('early')}`),
      )
      upstream.answer((_request, connection) => connection.send(`${chunk(' late')}${lastChunk}`))
      const client = connect()
      client.send(`${chunkedHead}\r\n${chunk('a')}`)
      const answer = await client.head()
      await client.waiting.until(() => textOf(answer) === 'early', 'held back')
      client.send(`${chunk('b')}${lastChunk}`)
      assertGood(await client.answer())
      const request = await upstream.request()
      return passWhen(textOf(request) === 'ab' && textOf(answer) === 'early late', 'bytes lost')
    },
  },
  {
    title: 'A slow reader holds back the upstream',
    rule: `Of ${offered} MB for a client that does not read, at most ${bearable} are taken.`,
    source: 'ours',
    async run({ upstream, connect }) {
      let taken = () => 0
      upstream.answer((_request, { socket }) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${offered * megabyte.length}\r\n\r\n`)
        taken = offerMegabytes(socket)
      })
      const client = connect()
      client.socket.pause()
      client.send(get())
      const count = await settled(() => taken())
      if (count === 0) return 'hangs'
      return passWhen(count <= bearable, `takes ${count >= offered ? 'all' : 'too much'}`)
    },
  },
  {
    title: 'A slow upstream holds back the client',
    rule: `Of ${offered} MB for an upstream that does not read, at most ${bearable} are taken.`,
    source: 'ours',
    async run({ upstream, connect }) {
      upstream.atHead((_request, { socket }) => socket.pause())
      const client = connect()
      client.send(`POST / HTTP/1.1\r\n${host}Content-Length: ${offered * megabyte.length}\r\n\r\n`)
      const taken = offerMegabytes(client.socket)
      await upstream.request()
      const count = await settled(taken)
      return passWhen(count <= bearable, `takes ${count >= offered ? 'all' : 'too much'}`)
    },
  },
  {
    title: 'A reader that wakes up',
    rule: 'A client that reads nothing for a second gets all that it asked for.',
    source: 'ours',
    async run({ upstream, connect }) {
      const whole = Buffer.concat(Array.from({ length: 24 }, () => megabyte))
      upstream.answer((_request, { socket }) => {
        socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${whole.length}\r\n\r\n`)
        socket.write(whole)
      })
      const client = connect()
      client.socket.pause()
      client.send(get())
      await pause(1_000)
      client.socket.resume()
      const answer = assertGood(await client.answer())
      return passWhen(bodyOf(answer).length === whole.length, 'bytes lost')
    },
  },
]

/** Writes one megabyte after the other; how many the kernel has taken so far. */
function offerMegabytes(socket: Socket): () => number {
  let taken = 0
  const next = () => {
    if (taken < offered && socket.writable) {
      socket.write(megabyte, error => {
        if (error) return
        taken += 1
        next()
      })
    }
  }
  next()
  return () => taken
}

/** A count once it has stood still for a while. */
async function settled(count: () => number): Promise<number> {
  let [last, still] = [count(), 0]
  while (still < 8 && last < offered) {
    await pause(150)
    still = count() === last ? still + 1 : 0
    last = count()
  }
  return last
}
