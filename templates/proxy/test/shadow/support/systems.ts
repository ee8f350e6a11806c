import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach } from 'vitest'
import type { ShadowSettings } from '../../../src/config/model.js'
import { createShadow, type Shadow, type ShadowOptions } from '../../../src/shadow/copying/shadow.js'
import type { AnswerPair } from '../../../src/shadow/copying/shadowed-request.js'

const closing: (() => unknown)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

export interface Received {
  readonly method: string
  readonly url: string
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
}

export interface System {
  readonly origin: string
  readonly received: readonly Received[]
  readonly connections: () => number
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** A server on loopback that notes what it is sent, and answers when the request is complete. */
export async function startSystem(answer: Answer): Promise<System> {
  const received: Received[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { method = '', url = '', rawHeaders } = request
      received.push({ method, url, rawHeaders, body: Buffer.concat(chunks) })
      answer(response, request)
    })
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  closing.push(() => stop(server))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
  }
}

export const copyAll: ShadowSettings = {
  share: 100,
  methods: ['GET', 'HEAD', 'POST'],
  bodyLimit: 1000,
  timeout: 2000,
  concurrency: 10,
}

export interface Shadowing {
  readonly shadow: Shadow
  readonly pairs: readonly AnswerPair[]
  readonly errors: readonly unknown[]
}

export function startShadow(options: Partial<ShadowOptions> = {}): Shadowing {
  const pairs: AnswerPair[] = []
  const errors: unknown[] = []
  const shadow = createShadow({
    onPair: pair => pairs.push(pair),
    onError: error => errors.push(error),
    ...options,
  })
  closing.push(() => shadow.close())
  return { shadow, pairs, errors }
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it has not come to pass in ten seconds')
    await new Promise(done => setTimeout(done, 5))
  }
}

function stop(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise(done => server.close(() => done()))
}
