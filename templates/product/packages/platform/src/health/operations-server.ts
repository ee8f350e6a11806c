import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import type { Health } from './health.js'

export interface OperationsServerOptions {
  readonly health: Health
  readonly registry: Registry
  /** 0 for any that is free. */
  readonly port: number
  /** All interfaces unless told otherwise: probes and Prometheus come from outside. */
  readonly host?: string
}

export interface OperationsServer {
  readonly origin: string
  readonly close: () => Promise<void>
}

/** `/livez`, `/readyz` and `/metrics`, on a port of their own that the public does not reach. */
export async function startOperationsServer(options: OperationsServerOptions): Promise<OperationsServer> {
  const { health, registry, port, host = '0.0.0.0' } = options
  const answers: Readonly<Record<string, (response: ServerResponse) => Promise<void>>> = {
    '/livez': async response => send(response, 200, { live: true }),
    '/readyz': async response => {
      const readiness = await health.readiness()
      send(response, readiness.ready ? 200 : 503, readiness)
    },
    '/metrics': async response => {
      const text = await registry.metrics()
      response.writeHead(200, { 'content-type': registry.contentType }).end(text)
    },
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url?.split('?', 1)[0] ?? '']
    if (answer === undefined || (request.method !== 'GET' && request.method !== 'HEAD'))
      return send(response, 404, { title: 'Not found' })
    answer(response).catch(error => send(response, 500, { title: String(error) }))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    origin: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response
    .writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    .end(JSON.stringify(body))
}
