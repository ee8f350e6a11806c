/**
 * Prints the CPU time that the proxy's process spends on a request, with the upstream and the clients in processes of
 * their own. Run: `npx tsx test/http/cpu-per-request.ts [seconds] [connections]`.
 */
import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createProxyServer } from '../../src/http/proxy-server.js'
import { proxyOptions } from './support/proxy-options.js'

const [, , role, first, second] = process.argv
const self = fileURLToPath(import.meta.url)
const answer = Buffer.from(
  JSON.stringify({ id: 12, name: 'Ada', roles: ['reader', 'writer'], list: [1, 2, 3] }),
)

const roles: Record<string, () => void | Promise<void>> = {
  upstream: runUpstream,
  proxy: () => runProxy(Number(first)),
  clients: () => runClients(Number(first), { connections: Number(second) }),
}
await (roles[role ?? ''] ?? measure)()

function runUpstream(): void {
  const server = createServer((request, response) => {
    request.resume()
    const headers = { 'content-type': 'application/json', 'content-length': answer.length, etag: '"abc"' }
    response.writeHead(200, { ...headers, 'set-cookie': ['a=1; Path=/', 'b=2'] }).end(answer)
  })
  server.keepAliveTimeout = 60_000
  server.listen(0, '127.0.0.1', () => process.send?.(server.address()))
}

async function runProxy(upstream: number): Promise<void> {
  const proxy = createProxyServer(proxyOptions([`http://127.0.0.1:${upstream}`]))
  const { port } = await proxy.listen({ host: '127.0.0.1', port: 0 })
  process.on('message', () => process.send?.({ cpu: process.cpuUsage() }))
  process.send?.({ port })
}

function runClients(port: number, { connections }: { connections: number }): void {
  let count = 0
  const body = process.env.METHOD === 'POST' ? JSON.stringify({ text: 'x'.repeat(200) }) : ''
  const framing = body === '' ? '' : `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n`
  const request = Buffer.from(
    `${body === '' ? 'GET' : 'POST'} /api/users/12?x=1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench/1.0\r\n` +
      'Accept: application/json\r\nAccept-Encoding: gzip\r\nCookie: session=abcdef0123456789\r\n' +
      `Authorization: Bearer abc.def.ghi\r\n${framing}\r\n${body}`,
  )
  for (let i = 0; i < connections; i += 1) {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.on('data', chunk => {
      if (chunk[chunk.length - 1] !== 125 /* } */) return
      count += 1
      socket.write(request)
    })
    socket.write(request)
  }
  process.on('message', () => process.send?.({ count }))
}

async function measure(): Promise<void> {
  const seconds = Number(role ?? 5)
  const upstream = fork(self, ['upstream'])
  const { port: upstreamPort } = await message<{ port: number }>(upstream)
  const proxy = fork(self, ['proxy', String(upstreamPort)])
  const { port } = await message<{ port: number }>(proxy)
  const clients = fork(self, ['clients', String(port), first ?? '16'])
  await pause(2_000)
  for (let round = 0; round < 3; round += 1) {
    const before = await sample(proxy, clients)
    await pause(seconds * 1_000)
    const after = await sample(proxy, clients)
    const requests = after.count - before.count
    console.log(
      `${((after.cpu - before.cpu) / requests).toFixed(1)} µs CPU per request, ${requests} requests`,
    )
  }
  for (const child of [clients, proxy, upstream]) child.kill()
}

async function sample(proxy: Child, clients: Child): Promise<{ cpu: number; count: number }> {
  proxy.send({})
  clients.send({})
  const [{ cpu }, { count }] = await Promise.all([
    message<{ cpu: NodeJS.CpuUsage }>(proxy),
    message<{ count: number }>(clients),
  ])
  return { cpu: cpu.user + cpu.system, count }
}

type Child = ReturnType<typeof fork>

function message<T>(child: Child): Promise<T> {
  return new Promise(resolve => child.once('message', value => resolve(value as T)))
}

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}
