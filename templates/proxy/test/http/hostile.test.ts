import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { createRandom } from '../routing/random.js'
import { get, pause, type RunningProxy, startProxy, startRawUpstream } from './support/scene.js'

const host = 'Host: shop.test\r\n'
const chunked = 'Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n'

/** What clients send, in any order and cut anywhere. */
const sent: readonly string[] = [
  `GET / HTTP/1.1\r\n${host}\r\n`,
  `HEAD / HTTP/1.1\r\n${host}\r\n`,
  `GET / HTTP/1.0\r\n${host}\r\n`,
  `POST / HTTP/1.1\r\n${host}Content-Length: 5\r\n\r\nhello`,
  `POST / HTTP/1.1\r\n${host}Content-Length: 50\r\n\r\nhello`,
  `POST / HTTP/1.1\r\n${host}Content-Length: 90000\r\n\r\n${'x'.repeat(90_000)}`,
  `POST / HTTP/1.1\r\n${host}${chunked}0\r\nX-Sum: 1\r\n\r\n`,
  `POST / HTTP/1.1\r\n${host}${chunked}zz\r\n`,
  `POST / HTTP/1.1\r\n${host}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}Connection: upgrade\r\nUpgrade: x\r\n\r\n`,
  `GET / HTTP/1.1\r\n${host}Connection: upgrade\r\nUpgrade: h2c\r\n\r\n`,
  `POST / HTTP/1.1\r\n${host}Connection: upgrade\r\nUpgrade: x\r\nContent-Length: 5\r\n\r\nhello`,
  `GET / HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
  `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
  'CONNECT a.test:1 HTTP/1.1\r\nHost: a.test:1\r\n\r\n',
  'nonsense',
  '\r\n\r\n',
]

/** What the upstream answers, cut anywhere too. */
const answered: readonly string[] = [
  'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello',
  `HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n${'x'.repeat(100_000)}`,
  `HTTP/1.1 200 OK\r\n${chunked}0\r\nX-Sum: 1\r\n\r\n`,
  `HTTP/1.1 200 OK\r\n${chunked}zz\r\n`,
  'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nLink: none\r\n\r\n',
  'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello',
  'HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nbytes',
  'HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n',
  'HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/1.1 999 Odd\r\nContent-Length: 3\r\n\r\nabc',
  'HTTP/1.1 200 \x01\r\nX@Y: \xff\r\nContent-Length: 2\r\n\r\nok',
  'HTTP/1.0 200 OK\r\n\r\nuntil close',
  'nonsense\r\n\r\n',
  '',
]

for (const seed of [1, 2, 3]) {
  it(`the proxy outlives rubbish from both sides and leaves nothing behind (${seed})`, async () => {
    const { below, pick } = createRandom(seed)
    let isCalm = false
    const upstream = await startRawUpstream(socket => {
      const bytes = Buffer.from(isCalm ? (answered[0] ?? '') : pick(answered), 'latin1')
      const cut = !isCalm && below(5) === 0 ? below(bytes.length + 1) : bytes.length
      socket.write(bytes.subarray(0, cut))
      const end = isCalm ? -1 : below(10)
      if (end === 0) socket.destroy()
      if (end === 1) socket.resetAndDestroy()
      if (end === 2) socket.end()
    })
    const timeouts = { connect: 300, headers: 100, body: 100, idle: 300 }
    const running = await startProxy([upstream.origin], { route: { timeouts }, limits: { body: 50_000 } })
    const clients = Array.from({ length: 150 }, async (_, at) => {
      await pause(at * 8)
      await beHostile(running.port, { below, pick })
    })
    await Promise.all(clients)
    isCalm = true
    await pause(300)
    expect(await get(running.port)).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*hello$/)
    await untilClosed(running)
  })
}

type Random = Pick<ReturnType<typeof createRandom>, 'below' | 'pick'>

async function beHostile(port: number, { below, pick }: Random): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  if (below(4) > 0) socket.on('data', () => undefined)
  for (let count = 1 + below(4); count > 0; count -= 1) {
    const bytes = Buffer.from(pick(sent), 'latin1')
    if (socket.writable) socket.write(bytes.subarray(0, below(4) === 0 ? below(bytes.length) : bytes.length))
    await pause(below(3) * 10)
  }
  await pause(below(120))
  if (below(2) === 0) socket.destroy()
  else socket.resetAndDestroy()
}

/** Even the last one takes a moment to be seen closed. */
async function untilClosed(running: RunningProxy): Promise<void> {
  const deadline = Date.now() + 1_000
  while ((await openConnections(running)) > 0) {
    if (Date.now() > deadline) throw new Error('a connection was left open')
    await pause(10)
  }
}

function openConnections({ proxy }: RunningProxy): Promise<number> {
  return new Promise(resolve => proxy.server.getConnections((_error, count) => resolve(count)))
}
