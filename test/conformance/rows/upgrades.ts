import { createHash } from 'node:crypto'
import { passWhen, type Row } from '../row.js'
import type { Stage } from '../stage.js'
import { type Message, statusOf, textOf, firstValue } from '../wire/message-reader.js'
import type { UpstreamConnection } from '../wire/raw-upstream.js'
import type { RawClient } from '../wire/raw-client.js'
import { host, ok } from './bytes.js'

const websocket = `GET /chat HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`

/** How a Close frame begins. */
const closeFrame = '\x88'

export const upgrades: readonly Row[] = [
  {
    title: 'A WebSocket',
    needs: 'websocket',
    rule: 'Its handshake and a message in each direction arrive.',
    source: 'RFC 6455 §4, RFC 9110 §7.8',
    async run(stage) {
      const { client, answer } = await openWebSocket(stage)
      client.send(maskedFrame('hello'))
      await client.waiting.until(() => textOf(answer).includes(plainFrame('hello')), 'no echo')
      return 'pass'
    },
  },
  {
    title: 'Sub-protocols of a WebSocket',
    needs: 'websocket',
    rule: 'All that the client offers are offered to the upstream, and the one that it picks is told.',
    source: 'RFC 6455 §4.2.2',
    async run(stage) {
      const { answer, request } = await openWebSocket(
        stage,
        'Sec-WebSocket-Protocol: chat, superchat\r\n',
        'superchat',
      )
      const offered = firstValue(request.lines, 'sec-websocket-protocol')?.replaceAll(' ', '')
      if (offered !== 'chat,superchat') return 'not all offered'
      return passWhen(firstValue(answer.lines, 'sec-websocket-protocol') === 'superchat', 'pick lost')
    },
  },
  {
    title: 'Headers of a WebSocket handshake',
    needs: 'websocket',
    rule: 'Cookies, origin and credentials of the handshake arrive, and so do those of the answer.',
    source: 'RFC 6455 §4.1, §10.2',
    async run(stage) {
      const sent = 'Cookie: a=1\r\nOrigin: http://shop.test\r\nAuthorization: Bearer x\r\n'
      const { request, answer } = await openWebSocket(stage, sent, '', 'Set-Cookie: b=2\r\n')
      const arrived = ['cookie', 'origin', 'authorization']
        .map(name => firstValue(request.lines, name))
        .join()
      if (arrived !== 'a=1,http://shop.test,Bearer x') return 'request headers lost'
      return passWhen(firstValue(answer.lines, 'set-cookie') === 'b=2', 'answer headers lost')
    },
  },
  {
    title: 'A WebSocket that the client leaves',
    needs: 'websocket',
    rule: 'The upstream gets a Close frame, or sees its connection closed, within seconds.',
    source: 'ours',
    async run(stage) {
      const { client, connection } = await openWebSocket(stage)
      client.socket.destroy()
      const isTold = () => connection.closed || connection.raw.includes(closeFrame)
      await stage.upstream.waiting.until(isTold, 'upstream not told')
      return 'pass'
    },
  },
  {
    title: 'A WebSocket that the upstream leaves',
    needs: 'websocket',
    rule: 'The client gets a Close frame, or sees its connection closed, within seconds.',
    source: 'ours',
    async run(stage) {
      const { client, connection } = await openWebSocket(stage)
      connection.socket.destroy()
      const isTold = () => client.closed || client.text.includes(closeFrame)
      await client.waiting.until(isTold, 'client not told')
      return 'pass'
    },
  },
  {
    title: 'Another protocol',
    needs: 'other protocols',
    rule: 'An upgrade to a protocol that the proxy has never heard of becomes a tunnel of bytes.',
    source: 'RFC 9110 §7.8, ours',
    async run({ upstream, connect }) {
      upstream.atHead((_request, connection) => {
        connection.send(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\n\r\nwelcome\n',
        )
        connection.socket.on('data', bytes => connection.send(bytes))
      })
      const client = connect()
      client.send(`GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: echo/1\r\n\r\n`)
      const answer = await client.head()
      if (statusOf(answer) !== 101) return String(statusOf(answer))
      client.send('ping')
      await client.waiting.until(() => textOf(answer).endsWith('ping'), 'no tunnel')
      return passWhen(textOf(answer).startsWith('welcome\n'), 'first bytes lost')
    },
  },
  {
    title: 'An upgrade that is refused',
    rule: 'The 4xx of the upstream arrives with its headers and body.',
    source: 'RFC 6455 §4.2.2',
    async run({ upstream, connect }) {
      upstream.answer('HTTP/1.1 403 Forbidden\r\nX-Why: rules\r\nContent-Length: 7\r\n\r\nmembers')
      const client = connect()
      client.send(`${websocket}\r\n`)
      const answer = await client.answer()
      if (statusOf(answer) !== 403) return String(statusOf(answer))
      return passWhen(
        firstValue(answer.lines, 'x-why') === 'rules' && textOf(answer) === 'members',
        'body lost',
      )
    },
  },
  {
    title: 'An upgrade that is ignored',
    rule: 'An upstream that answers 200 as if it were not asked is heard.',
    source: 'RFC 9110 §7.8',
    async run({ upstream, connect }) {
      upstream.answer(ok('plain'))
      const client = connect()
      client.send(`${websocket}\r\n`)
      const answer = await client.answer()
      if (statusOf(answer) !== 200) return String(statusOf(answer))
      return passWhen(textOf(answer) === 'plain', 'body lost')
    },
  },
]

interface OpenWebSocket {
  readonly client: RawClient
  readonly connection: UpstreamConnection
  readonly request: Message
  readonly answer: Message
}

/** Opens a WebSocket to an upstream that echoes messages. */
async function openWebSocket(
  { upstream, connect }: Stage,
  sent = '',
  protocol = '',
  answered = '',
): Promise<OpenWebSocket> {
  upstream.atHead(({ lines }, connection) => {
    const key = firstValue(lines, 'sec-websocket-key') ?? ''
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    const picked = protocol === '' ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`
    connection.send(
      `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n${picked}${answered}\r\n`,
    )
    connection.socket.on('data', bytes => echo(bytes, connection))
  })
  const client = connect()
  client.send(`${websocket}${sent}\r\n`)
  const answer = await client.head()
  const request = await upstream.request()
  const connection = upstream.connections.find(({ requests }) => requests.includes(request))
  return { client, connection: connection as UpstreamConnection, request, answer }
}

/** Answers one masked text message of a frame of its own. */
function echo(bytes: Buffer, connection: UpstreamConnection): void {
  if (bytes[0] !== 0x81) return
  const length = (bytes[1] ?? 0) & 0x7f
  const mask = bytes.subarray(2, 6)
  const text = bytes.subarray(6, 6 + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0))
  connection.send(plainFrame(Buffer.from(text).toString('latin1')))
}

function plainFrame(text: string): string {
  return `\x81${String.fromCharCode(text.length)}${text}`
}

/** The mask of all zeros changes nothing, which RFC 6455 allows. */
function maskedFrame(text: string): string {
  return `\x81${String.fromCharCode(0x80 | text.length)}\0\0\0\0${text}`
}
