import { createHash } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import { describe, expect, it } from 'vitest'
import {
  bodyOf,
  exchangeRaw,
  get,
  pause,
  rawClient,
  startProxy,
  startRawUpstream,
  startUpstream,
  waitUntil,
} from './support/scene.js'

const head = 'Host: shop.test\r\nConnection: close\r\n'

describe('bodies of requests', () => {
  it('pass with their declared length', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'),
    )
    const { port, outcomes } = await startProxy([upstream.origin])
    await exchangeRaw(port, `POST / HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nhello`)
    expect(upstream.received[0]).toMatch(/Content-Length: 5\r\n[\s\S]*\r\n\r\nhello$/)
    expect(upstream.received[0]).not.toMatch(/transfer-encoding/i)
    expect(outcomes[0]).toMatchObject({ status: 200, failure: null, requestBytes: 5, retries: 0 })
  })

  it('pass in chunks, with their trailers', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    const { port } = await startProxy([upstream.origin])
    const body = '5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n'
    await exchangeRaw(
      port,
      `PUT / HTTP/1.1\r\n${head}Trailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n${body}`,
    )
    const [request = ''] = upstream.received
    expect(request).not.toMatch(/content-length/i)
    expect(request).toContain('Trailer: X-Sum\r\n')
    expect(bodyOf(request)).toBe('hello world')
    expect(request).toMatch(/0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n$/)
  })

  it('do not hold back their head while they have not come', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin])
    rawClient(port).send(`POST / HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n`)
    await waitUntil(() => upstream.received.join('').endsWith('\r\n\r\n'))
  })

  it('bring no trailers that would pass for headers, in either direction', async () => {
    const forged = ['X-Forwarded-For: 1.2.3.4', 'Host: evil.test', 'Authorization: x', 'x_real_ip: 1.2.3.4']
    const upstream = await startRawUpstream((socket, text) => {
      if (!text.endsWith('0\r\n\r\n') && !text.includes('X-Sum')) return
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n')
      socket.write('Set-Cookie: a=1\r\nx-strangler-error: forged\r\nKeep-Alive: 5\r\nX-Back: 2\r\n\r\n')
    })
    const { port } = await startProxy([upstream.origin])
    const trailers = [...forged, 'X-Sum: 1'].map(line => `${line}\r\n`).join('')
    const answer = await exchangeRaw(
      port,
      `POST / HTTP/1.1\r\n${head}Transfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n${trailers}\r\n`,
    )
    expect(upstream.received[0]).toMatch(/hi\r\n0\r\nX-Sum: 1\r\n\r\n$/)
    expect(answer).toMatch(/\r\n0\r\nX-Back: 2\r\n\r\n$/)
  })

  it('pass with GET and DELETE too', async () => {
    const upstream = await startUpstream((request, response) => void request.pipe(response))
    const { port } = await startProxy([upstream])
    for (const method of ['GET', 'DELETE']) {
      const answer = await exchangeRaw(port, `${method} / HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nhello`)
      expect(bodyOf(answer)).toBe('hello')
    }
  })

  it('reach the upstream while they are still being sent', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`POST / HTTP/1.1\r\n${head}Content-Length: 10\r\n\r\nhello`)
    await waitUntil(() => upstream.received.join('').endsWith('hello'))
  })

  it('of 200 MB pass a slow upstream with bounded memory', async () => {
    const size = 200_000_000
    let received = 0
    const upstream = await startUpstream((request, response) => {
      request.on('data', (chunk: Buffer) => {
        if (received === 0) {
          request.pause()
          setTimeout(() => request.resume(), 300)
        }
        received += chunk.length
      })
      request.on('end', () => response.end(String(received)))
    })
    const { port } = await startProxy([upstream])
    const peak = await peakMemory(async () => {
      expect(await upload(port, size)).toBe(String(size))
    })
    expect(peak).toBeLessThan(80_000_000)
  })

  it('are held back until the upstream says 100 Continue', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (/expect: 100-continue/i.test(text))
        setTimeout(() => socket.write('HTTP/1.1 100 Continue\r\n\r\n'), 100)
      else socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`POST / HTTP/1.1\r\n${head}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`)
    expect(await client.until(/\r\n\r\n$/)).toBe('HTTP/1.1 100 Continue\r\n\r\n')
    client.send('hello')
    expect(await client.closed()).toMatch(/100 Continue\r\n\r\nHTTP\/1\.1 200 OK/)
    expect(upstream.received[0]?.match(/expect/gi)).toHaveLength(1)
  })

  it('are never asked for when the upstream refuses them beforehand', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno'),
    )
    const { port } = await startProxy([upstream.origin])
    const answer = await exchangeRaw(
      port,
      'POST / HTTP/1.1\r\nHost: a.test\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 [\s\S]*Connection: close[\s\S]*no$/)
  })

  it('are asked for by the proxy when the upstream knows no 100 Continue', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.includes('hello')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`POST / HTTP/1.1\r\n${head}Expect: 100-continue\r\nContent-Length: 5\r\n\r\n`)
    await client.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/)
    client.send('hello')
    expect(await client.closed()).toMatch(/HTTP\/1\.1 200 OK/)
  })

  it('need not have come when the answer does', async () => {
    const upstream = await startRawUpstream((socket, text) => {
      if (text.startsWith('POST')) socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 5\r\n\r\nlarge')
    })
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send('POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 50000000\r\n\r\n')
    const sending = setInterval(() => client.socket.write(Buffer.alloc(100_000)), 5)
    const answer = await client.closed().finally(() => clearInterval(sending))
    expect(answer).toMatch(/^HTTP\/1\.1 413 Too Large[\s\S]*large$/)
    expect(outcomes[0]).toMatchObject({ status: 413, failure: null })
  })
})

describe('bodies of answers', () => {
  it('pass with their declared length', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'),
    )
    const { port, outcomes } = await startProxy([upstream.origin])
    const answer = await get(port)
    expect(answer).toMatch(/Content-Length: 5\r\n[\s\S]*\r\n\r\nhello$/)
    expect(answer).not.toMatch(/transfer-encoding/i)
    expect(outcomes[0]).toMatchObject({ responseBytes: 5, failure: null })
  })

  it('pass in chunks, with their trailers', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write(
        'HTTP/1.1 200 OK\r\nTrailer: X-Sum\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n',
      ),
    )
    const { port } = await startProxy([upstream.origin])
    const bare = await get(port)
    const withBody = await exchangeRaw(port, `POST / HTTP/1.1\r\n${head}Content-Length: 1\r\n\r\nx`)
    for (const answer of [bare, withBody]) {
      expect(answer).toMatch(/Trailer: X-Sum\r\n/)
      expect(bodyOf(answer)).toBe('hello')
      expect(answer).toMatch(/0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n$/)
    }
  })

  it('that end with the connection pass in chunks, and to HTTP/1.0 as they are', async () => {
    const upstream = await startRawUpstream(socket => socket.end('HTTP/1.0 200 OK\r\n\r\nhello'))
    const { port } = await startProxy([upstream.origin])
    const answer = await get(port)
    expect(answer).toMatch(/transfer-encoding: chunked/i)
    expect(bodyOf(answer)).toBe('hello')
    const old = await exchangeRaw(port, 'GET / HTTP/1.0\r\nHost: a.test\r\n\r\n')
    expect(old).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*\r\n\r\nhello$/)
    expect(old).not.toMatch(/transfer-encoding/i)
  })

  it('are absent for HEAD, 204 and 304, and the connection goes on', async () => {
    const upstream = await startUpstream((request, response) => {
      if (request.url === '/204') response.writeHead(204).end()
      else if (request.url === '/304') response.writeHead(304, { ETag: '"a"' }).end()
      else response.writeHead(200, { 'Content-Length': 5 }).end('hello')
    })
    const { port } = await startProxy([upstream])
    const line = (method: string, path: string) => `${method} ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`
    const client = rawClient(port)
    client.send(line('HEAD', '/'))
    expect(await client.until(/\r\n\r\n/)).toMatch(/Content-Length: 5\r\n[\s\S]*\r\n\r\n$/i)
    client.send(line('GET', '/204'))
    expect(await client.until(/ 204 [\s\S]*\r\n\r\n$/)).not.toMatch(
      /204 [\s\S]*(?:content-length|transfer-encoding)/i,
    )
    client.send(line('GET', '/304'))
    await client.until(/ 304 [\s\S]*ETag: "a"[\s\S]*\r\n\r\n$/)
    client.send(line('GET', '/'))
    expect(await client.until(/hello$/)).toMatch(/^(?:HTTP\/1\.1 [\s\S]*?\r\n\r\n){4}hello$/)
  })

  for (const status of ['304 Not Modified', '204 No Content']) {
    it(`are absent for ${status} although it declares a length, and the connection goes on`, async () => {
      const upstream = await startRawUpstream(socket =>
        socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 500\r\n\r\n`),
      )
      const { port, outcomes } = await startProxy([upstream.origin])
      const client = rawClient(port)
      for (let at = 1; at <= 3; at += 1) {
        client.send('GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n')
        await client.until(text => text.split(`HTTP/1.1 ${status}`).length === at + 1)
      }
      await waitUntil(() => outcomes.length === 3)
      expect(outcomes.map(({ failure }) => failure)).toEqual([null, null, null])
    })
  }

  it('that their client does not take are its own fault, not that of the upstream', async () => {
    const upstream = await startUpstream((_request, response) => response.end(Buffer.alloc(64_000_000)))
    const timeouts = { connect: 300, headers: 300, body: 300, idle: 5_000 }
    const { port, outcomes } = await startProxy([upstream], { route: { timeouts } })
    const client = rawClient(port)
    client.socket.pause()
    client.send('GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n')
    await waitUntil(() => outcomes.length === 1)
    expect(outcomes[0]).toMatchObject({ status: 200, failure: 'client' })
  })

  it('of 200 MB pass a slow client with bounded memory and unchanged', async () => {
    const size = 200_000_000
    const chunk = Buffer.alloc(1_000_000, 'banyan ')
    const upstream = await startUpstream((_request, response) => {
      let sent = 0
      const write = () => {
        while (sent < size) {
          sent += chunk.length
          if (!response.write(chunk)) return void response.once('drain', write)
        }
        response.end()
      }
      write()
    })
    const { port } = await startProxy([upstream])
    const expected = createHash('sha1')
    for (let i = 0; i < size; i += chunk.length) expected.update(chunk)
    const peak = await peakMemory(async () => {
      expect(await slowDownload(port)).toBe(expected.digest('hex'))
    })
    expect(peak).toBeLessThan(80_000_000)
  })

  it('of server-sent events pass event by event, and the head before the first', async () => {
    let send: (text: string) => void = () => undefined
    const upstream = await startUpstream((_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.flushHeaders()
      send = text => response.write(text)
    })
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    client.send('GET / HTTP/1.1\r\nHost: a.test\r\n\r\n')
    await client.until(/text\/event-stream[\s\S]*\r\n\r\n$/)
    for (const event of ['one', 'two']) {
      send(`data: ${event}\n\n`)
      await client.until(new RegExp(`data: ${event}\n\n`))
    }
  })

  it('come with early hints and without other interim answers', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.write(
        'HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload; as=style\r\n\r\n' +
          'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok',
      ),
    )
    const { port } = await startProxy([upstream.origin])
    const bare = await get(port)
    const withBody = await exchangeRaw(port, `POST / HTTP/1.1\r\n${head}Content-Length: 1\r\n\r\nx`)
    for (const answer of [bare, withBody]) {
      expect(answer).toMatch(
        /^HTTP\/1\.1 103 Early Hints\r\nLink: <\/a\.css>; rel=preload; as=style\r\n\r\nHTTP\/1\.1 200 OK/,
      )
    }
    expect(await exchangeRaw(port, 'GET / HTTP/1.0\r\nHost: a.test\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 OK/)
  })
})

describe('requests in a pipeline', () => {
  it('are answered in their order', async () => {
    const upstream = await startUpstream((request, response) => {
      setTimeout(() => response.end(request.url), request.url === '/1' ? 150 : 1)
    })
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    client.send(['/1', '/2', '/3'].map(path => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`).join(''))
    expect(await client.until(/\/3/)).toMatch(/\/1[\s\S]*\/2[\s\S]*\/3/)
  })
})

describe('taps', () => {
  it('see bodies and heads go by in both directions', async () => {
    const upstream = await startUpstream((request, response) => void request.pipe(response))
    const seen: string[] = []
    const tap = (name: string) => ({
      onHead: (status: number) => void seen.push(`${name} ${status}`),
      onChunk: (chunk: Buffer) => void seen.push(`${name} ${chunk}`),
      onEnd: () => void seen.push(`${name} end`),
      onAbort: () => void seen.push(`${name} abort`),
    })
    const hooks = { shadow: () => ({ request: tap('>'), answer: tap('<') }) }
    const { port } = await startProxy([upstream], { hooks })
    await exchangeRaw(port, `POST / HTTP/1.1\r\n${head}Content-Length: 5\r\n\r\nhello`)
    expect(seen.sort()).toEqual(['< 200', '< end', '< hello', '> end', '> hello'])
  })

  it('are told when an answer breaks off', async () => {
    const upstream = await startRawUpstream(socket =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello'),
    )
    const seen: string[] = []
    const tap = {
      onHead: () => undefined,
      onChunk: () => undefined,
      onEnd: () => seen.push('end'),
      onAbort: () => seen.push('abort'),
    }
    const { port } = await startProxy([upstream.origin], {
      hooks: { shadow: () => ({ request: null, answer: tap }) },
    })
    await get(port)
    expect(seen).toEqual(['abort'])
  })
})

/** Most bytes held by this process, proxy, upstream and client together, beyond what it began with. */
async function peakMemory(action: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage()
  let peak = 0
  const look = () => {
    const { heapUsed, external } = process.memoryUsage()
    peak = Math.max(peak, heapUsed + external - before.heapUsed - before.external)
  }
  const looking = setInterval(look, 10)
  await action().finally(() => clearInterval(looking))
  return peak
}

function upload(port: number, size: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunk = Buffer.alloc(1_000_000)
    let sent = 0
    const request = httpRequest({ port, host: '127.0.0.1', method: 'POST' }, answer => {
      let text = ''
      answer.on('data', part => {
        text += part
      })
      answer.on('end', () => resolve(text))
    })
    request.on('error', reject)
    const write = () => {
      while (sent < size) {
        sent += chunk.length
        if (!request.write(chunk)) return void request.once('drain', write)
      }
      request.end()
    }
    write()
  })
}

/** Stops reading for a while, twice; gives the digest of the body. */
function slowDownload(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', agent: false }, answer => {
      const hash = createHash('sha1')
      let received = 0
      let stops = 0
      answer.on('data', (part: Buffer) => {
        hash.update(part)
        received += part.length
        if (stops < 2 && received > stops * 50_000_000) {
          stops += 1
          answer.pause()
          void pause(250).then(() => answer.resume())
        }
      })
      answer.on('end', () => resolve(hash.digest('hex')))
      answer.on('error', reject)
    })
    request.on('error', reject)
    request.end()
  })
}
