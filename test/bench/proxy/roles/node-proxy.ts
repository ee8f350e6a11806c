import { Agent, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Dispatcher, Pool as UndiciPool } from 'undici'
import { readTask, tell } from './role.js'

/** A proxy made of one of Node's packages, plain, with one upstream and connections kept: its best case. Says its port. */
export interface NodeProxyTask {
  readonly kind: keyof typeof proxies
  /** Origin. */
  readonly upstream: string
  /** The folder whose `node_modules` holds the package. */
  readonly folder: string
}

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown

/** As many connections as our own proxy keeps. */
const connections = 128

const task = readTask<NodeProxyTask>()
const proxies = {
  undici: forwardWithUndici,
  '@fastify/http-proxy': listenWithFastify,
  'http-proxy-3': () => forwardWithHttpProxy('http-proxy-3'),
  httpxy: () => forwardWithHttpProxy('httpxy'),
  'fast-proxy': forwardWithFastProxy,
}
await proxies[task.kind]()

async function load<T>(name: string): Promise<T> {
  const { resolve } = createRequire(join(task.folder, 'package.json'))
  return (await import(pathToFileURL(resolve(name)).href)) as T
}

function serve(handle: Handle): void {
  const server = createServer(handle)
  server.keepAliveTimeout = 75_000
  server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }))
}

/** The least that a proxy of `node:http` and undici does: the floor for ours. */
async function forwardWithUndici(): Promise<void> {
  const { Pool } = await load<{
    readonly Pool: new (origin: string, options: UndiciPool.Options) => UndiciPool
  }>('undici')
  const pool = new Pool(task.upstream, { connections, pipelining: 1 })
  serve((request, response) => {
    const { url: path = '/', method = 'GET', rawHeaders: headers } = request
    const body = method === 'GET' ? null : request
    pool.dispatch({ path, method: method as Dispatcher.HttpMethod, headers, body }, answerWith(response))
  })
}

function answerWith(response: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onConnect: () => {},
    onHeaders: (status, headers, resume) => {
      response.writeHead(status, headers.map(String))
      response.on('drain', resume)
      return true
    },
    onData: chunk => response.write(chunk),
    onComplete: () => response.end(),
    onError: error => response.destroy(error),
  }
}

async function listenWithFastify(): Promise<void> {
  interface Fastify {
    register(plugin: unknown, options: object): void
    listen(address: { readonly port: number; readonly host: string }): Promise<string>
  }
  const { default: fastify } = await load<{ readonly default: (options: object) => Fastify }>('fastify')
  const { default: proxy } = await load<{ readonly default: unknown }>('@fastify/http-proxy')
  const app = fastify({ logger: false, keepAliveTimeout: 75_000 })
  app.register(proxy, { upstream: task.upstream, undici: { connections, pipelining: 1 } })
  tell({ port: Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port) })
}

async function forwardWithHttpProxy(name: string): Promise<void> {
  interface Proxy {
    on(
      event: 'error',
      listener: (error: Error, request: IncomingMessage, response: ServerResponse) => void,
    ): void
    web(request: IncomingMessage, response: ServerResponse): unknown
  }
  const { createProxyServer } = await load<{ createProxyServer: (options: object) => Proxy }>(name)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const proxy = createProxyServer({ target: task.upstream, agent })
  proxy.on('error', (error, _, response) => response.destroy(error))
  serve((request, response) => proxy.web(request, response))
}

async function forwardWithFastProxy(): Promise<void> {
  type Forward = (request: IncomingMessage, response: ServerResponse, source: string, options: object) => void
  const { default: create } = await load<{
    readonly default: (options: object) => { readonly proxy: Forward }
  }>('fast-proxy')
  const { proxy } = create({ base: task.upstream, cacheURLs: 1000, undici: { connections, pipelining: 1 } })
  serve((request, response) => proxy(request, response, request.url ?? '/', {}))
}
