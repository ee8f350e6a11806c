import { describe, expect, it } from 'vitest'
import { pause, rawClient, startProxy, startRawUpstream, startUpstream, waitUntil } from './support/scene.js'

const line = (method: string, path: string, more = '') =>
  `${method} ${path} HTTP/1.1\r\nHost: shop.test\r\n${more}\r\n`

describe('requests sent without waiting for answers', () => {
  it('reach the upstream one after the other, in their order', async () => {
    const seen: string[] = []
    const upstream = await startUpstream((request, response) => {
      seen.push(`${request.url} begins`)
      setTimeout(() => {
        seen.push(`${request.url} ends`)
        response.end(request.url)
      }, 30)
    })
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    client.send(`${line('POST', '/1', 'Content-Length: 2\r\n')}ab${line('GET', '/2')}${line('GET', '/3')}`)
    const text = await client.until(/\r\n\r\n\/3$/)
    expect(text.match(/\/\d(?=HTTP|$)/g)).toEqual(['/1', '/2', '/3'])
    expect(seen.join()).toBe('/1 begins,/1 ends,/2 begins,/2 ends,/3 begins,/3 ends')
  })

  it('by the hundred thousand are read no faster than they are answered', async () => {
    const upstream = await startUpstream((_request, response) => void setTimeout(() => response.end('ok'), 5))
    const { port } = await startProxy([upstream])
    const client = rawClient(port)
    const many = line('GET', '/').repeat(10_000)
    let taken = 0
    const note = (error?: Error | null) => {
      if (!error) taken += 1
    }
    for (let at = 0; at < 40; at += 1) client.socket.write(many, note)
    await client.until(text => text.split('HTTP/1.1 200').length > 50)
    await pause(300)
    expect(client.socket.destroyed).toBe(false)
    expect(taken).toBeLessThan(40)
  })

  it('are forgotten when their client leaves', async () => {
    const upstream = await startRawUpstream(() => undefined)
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(line('GET', '/1') + line('GET', '/2'))
    await waitUntil(() => upstream.received.length === 1)
    client.socket.destroy()
    await waitUntil(() => outcomes.length === 1)
    await pause(50)
    expect(upstream.received.join('')).not.toContain('/2')
  })

  it('are not looked at behind an answer that closes the connection', async () => {
    const upstream = await startRawUpstream(socket => {
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 30)
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(line('GET', '/1', 'Connection: close\r\n') + line('GET', '/2'))
    expect((await client.closed()).split('HTTP/1.1 ')).toHaveLength(2)
    expect(upstream.received.join('')).not.toContain('/2')
  })

  it('with a body that cannot be read are refused in their turn', async () => {
    const upstream = await startRawUpstream(socket => {
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 30)
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(`${line('GET', '/1') + line('POST', '/2', 'Transfer-Encoding: chunked\r\n')}zz\r\n`)
    expect((await client.closed()).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400'])
    expect(upstream.received.join('')).not.toContain('/2')
  })

  it('before a CONNECT are answered before it is refused', async () => {
    const upstream = await startRawUpstream(socket => {
      setTimeout(() => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'), 30)
    })
    const { port } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(line('GET', '/1') + line('CONNECT', 'a.test:443'))
    expect((await client.closed()).match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 501'])
  })

  it('before a CONNECT whose client is gone by then harm nobody', async () => {
    const upstream = await startRawUpstream(socket => {
      setTimeout(() => socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`), 30)
    })
    const { port, outcomes } = await startProxy([upstream.origin])
    const client = rawClient(port)
    client.send(line('GET', '/1') + line('CONNECT', 'a.test:443'))
    await waitUntil(() => upstream.received.length === 1)
    client.socket.resetAndDestroy()
    await waitUntil(() => outcomes.length === 1)
    await pause(50)
  })

  it('before a change of protocol in the same packet are answered whole, also those that are answered at once', async () => {
    const { port } = await startProxy(['http://127.0.0.1:1'])
    const client = rawClient(port)
    client.send(line('OPTIONS', '*') + line('GET', '/', 'Connection: Upgrade\r\nUpgrade: x\r\n'))
    expect(await client.closed()).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*?\r\n\r\n$/)
  })
})
