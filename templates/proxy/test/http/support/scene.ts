import { createServer, type RequestListener, type Server } from 'node:http'
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net'
import { afterEach } from 'vitest'
import type { Outcome } from '../../../src/http/exchange.js'
import type { ProxyHooks } from '../../../src/http/hooks.js'
import { createProxyServer, type ProxyServer } from '../../../src/http/proxy-server.js'
import type { ProxyOptions } from '../../../src/http/proxy-setup.js'
import { type Overrides, proxyOptions } from './proxy-options.js'

const closers: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Runs after the test. */
export function later(close: () => unknown): void {
  closers.push(close)
}

export interface RunningProxy {
  readonly port: number
  readonly proxy: ProxyServer
  readonly options: ProxyOptions
  /** How the requests so far ended, in the order of their ends. */
  readonly outcomes: Outcome[]
}

export async function startProxy(
  origins: readonly string[],
  overrides: Overrides & { readonly hooks?: ProxyHooks; readonly via?: string; readonly host?: string } = {},
): Promise<RunningProxy> {
  const outcomes: Outcome[] = []
  const options: ProxyOptions = {
    ...proxyOptions(origins, overrides),
    hooks: { onOutcome: (_head, _decision, outcome) => outcomes.push(outcome), ...overrides.hooks },
    ...(overrides.via === undefined ? {} : { via: overrides.via }),
  }
  const proxy = createProxyServer(options)
  const { port } = await proxy.listen({ host: overrides.host ?? '127.0.0.1', port: 0 })
  later(() => proxy.close())
  return { port, proxy, options, outcomes }
}

/** An upstream of `node:http`; its origin. */
export async function startUpstream(listener: RequestListener, host = '127.0.0.1'): Promise<string> {
  const server: Server = createServer(listener)
  const port = await listen(server, host)
  later(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

export interface RawUpstream {
  readonly origin: string
  readonly port: number
  /** What each connection has sent, in the order of connections. */
  readonly received: string[]
  readonly sockets: Socket[]
}

/** An upstream of bare bytes: `onRequest` is called whenever bytes of a connection end a request's head or body. */
export async function startRawUpstream(
  onData: (socket: Socket, text: string, connection: number) => void,
): Promise<RawUpstream> {
  const received: string[] = []
  const sockets: Socket[] = []
  const server = createTcpServer({ allowHalfOpen: true }, socket => {
    const index = sockets.push(socket) - 1
    received.push('')
    socket.on('error', () => undefined)
    socket.on('end', () => socket.end())
    socket.on('data', chunk => {
      received[index] += chunk.toString('latin1')
      onData(socket, chunk.toString('latin1'), index)
    })
  })
  const port = await listen(server, '127.0.0.1')
  later(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { origin: `http://127.0.0.1:${port}`, port, received, sockets }
}

export function listen(server: TcpServer, host: string): Promise<number> {
  return new Promise(resolve => server.listen(0, host, () => resolve((server.address() as AddressInfo).port)))
}

export interface RawClient {
  readonly socket: Socket
  /** All that has come. */
  text(): string
  /** Waits until what has come satisfies. */
  until(condition: RegExp | ((text: string) => boolean)): Promise<string>
  closed(): Promise<string>
  send(text: string): void
}

export function rawClient(port: number, host = '127.0.0.1'): RawClient {
  const socket = connect(port, host)
  later(() => socket.destroy())
  return wrap(socket)
}

export function wrap(socket: Socket): RawClient {
  let text = ''
  let closed = false
  const waiting = new Set<() => void>()
  const wake = () => {
    for (const check of waiting) check()
  }
  socket.on('error', () => undefined)
  socket.on('data', chunk => {
    text += chunk.toString('latin1')
    wake()
  })
  socket.on('close', () => {
    closed = true
    wake()
  })
  const wait = (done: () => boolean) =>
    new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`not in time; received: ${text}`)), 5_000)
      const check = () => {
        if (!done() && !closed) return
        clearTimeout(timer)
        waiting.delete(check)
        if (done()) resolve(text)
        else reject(new Error(`closed; received: ${text}`))
      }
      waiting.add(check)
      check()
    })
  return {
    socket,
    text: () => text,
    until: condition =>
      wait(() => (typeof condition === 'function' ? condition(text) : condition.test(text))),
    closed: () => wait(() => closed),
    send: bytes => socket.write(Buffer.from(bytes, 'latin1')),
  }
}

/** Sends bytes on a connection of their own and gives what comes until it is closed. */
export function exchangeRaw(port: number, text: string): Promise<string> {
  const client = rawClient(port)
  client.send(text)
  return client.closed()
}

/** A GET whose connection is closed after the answer. */
export function get(port: number, path = '/', headers = ''): Promise<string> {
  return exchangeRaw(port, `GET ${path} HTTP/1.1\r\nHost: shop.test\r\nConnection: close\r\n${headers}\r\n`)
}

export function waitUntil(condition: () => boolean, milliseconds = 5_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const began = Date.now()
    const timer = setInterval(() => {
      if (condition()) resolve()
      else if (Date.now() - began > milliseconds) reject(new Error('condition not met in time'))
      else return
      clearInterval(timer)
    }, 5)
  })
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

/** The body of an answer as text, with chunks put together. */
export function bodyOf(answer: string): string {
  const at = answer.indexOf('\r\n\r\n')
  const body = answer.slice(at + 4)
  if (!/^transfer-encoding: chunked/im.test(answer.slice(0, at))) return body
  let rest = body
  let whole = ''
  for (;;) {
    const line = rest.indexOf('\r\n')
    const size = Number.parseInt(rest.slice(0, line), 16)
    if (!size) return whole
    whole += rest.slice(line + 2, line + 2 + size)
    rest = rest.slice(line + 4 + size)
  }
}
