import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { parse } from 'jsonc-parser'
import type { RequestHead } from '../src/http/exchange.js'
import { startProxy } from '../src/start.js'

/** The proxy with your config, in front of servers that stand in for your systems. Nothing of yours is reached. */
export interface Rehearsal {
  /** Sends a request to the proxy as it stands. */
  readonly ask: (head: RequestHead) => Promise<Answer>
  /** Sends an order to the admin API: `POST /kill`. */
  readonly order: (order: string, body?: unknown) => Promise<void>
  /** All that the stand-ins were sent, in order of arrival. */
  readonly seen: readonly Seen[]
  /** Makes an upstream answer everything with this status. */
  readonly answerWith: (upstream: string, status: number) => void
  /** Ends the proxy and starts it again, with the state that it left. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface Answer {
  readonly status: number
  /** Name of the upstream that answered; null for an answer of the proxy itself. */
  readonly upstream: string | null
}

export interface Seen {
  readonly upstream: string
  readonly method: string
  readonly url: string
}

const token = 'rehearsal'

export async function rehearse(text: string): Promise<Rehearsal> {
  const written = parse(text, [], { allowTrailingComma: true }) as { readonly upstreams: object }
  const seen: Seen[] = []
  const statuses = new Map<string, number>()
  const names = Object.keys(written.upstreams)
  const servers = await Promise.all(names.map(name => startStandIn(name, { seen, statuses })))
  const folder = mkdtempSync(path.join(tmpdir(), 'strangler-'))
  const configFile = path.join(folder, 'strangler.config.json')
  const origins = servers.map((server, at) => [names[at], `http://127.0.0.1:${portOf(server)}`])
  const config = { ...written, ...surroundings, upstreams: Object.fromEntries(origins) }
  writeFileSync(configFile, JSON.stringify(config))
  const start = () => startProxy({ configFile, token, output: new PassThrough().resume(), tell: () => {} })
  let proxy = await start()
  return {
    ask: head => ask(proxy.address.port, head),
    order: (order, body) => sendOrder(proxy.admin?.port ?? 0, order, body),
    seen,
    answerWith: (upstream, status) => statuses.set(upstream, status),
    restart: async () => {
      await proxy.close()
      proxy = await start()
    },
    close: async () => {
      await proxy.close()
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** What belongs to the place where the proxy runs is replaced; routes and limits are yours. */
const surroundings = {
  listen: { host: '127.0.0.1', port: 0 },
  admin: { host: '127.0.0.1', port: 0 },
  tls: null,
  hosts: [],
  state: { kind: 'file', file: 'state.json' },
  tracing: { share: 0 },
  accessLog: false,
}

interface Record {
  readonly seen: Seen[]
  readonly statuses: ReadonlyMap<string, number>
}

function startStandIn(upstream: string, { seen, statuses }: Record): Promise<Server> {
  const server = createServer((incoming, response) => {
    seen.push({ upstream, method: incoming.method ?? '', url: incoming.url ?? '' })
    incoming.resume()
    response.writeHead(statuses.get(upstream) ?? 200, {
      'content-type': 'text/plain',
      'x-stand-in': upstream,
    })
    response.end()
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port
}

function ask(port: number, { method, url, rawHeaders }: RequestHead): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({
      port,
      host: '127.0.0.1',
      method,
      path: url,
      headers: [...rawHeaders],
      timeout: 10_000,
    })
    asked.on('response', response => {
      response.resume().on('end', () => {
        const upstream = response.headers['x-stand-in']
        resolve({
          status: response.statusCode ?? 0,
          upstream: typeof upstream === 'string' ? upstream : null,
        })
      })
    })
    asked.on('timeout', () =>
      asked.destroy(new Error(`${method} ${url} was not answered within 10 seconds.`)),
    )
    asked.on('error', reject)
    asked.end()
  })
}

async function sendOrder(port: number, order: string, body: unknown = {}): Promise<void> {
  const [method, url] = order.split(' ')
  const response = await fetch(`http://127.0.0.1:${port}${url}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${order}: ${response.status} ${await response.text()}`)
}
