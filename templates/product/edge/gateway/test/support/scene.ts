import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach } from 'vitest'
import { type GatewayOptions, startGateway } from '../../src/index.js'
import { type Answer, startInternalServer } from './internal-server.js'
import { audience, createSigner, issuer } from './tokens.js'

const ends: (() => unknown)[] = []

/** Runs after the test, the last one first. */
export function later(end: () => unknown): void {
  ends.push(end)
}

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

export const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

export async function waitUntil(holds: () => boolean | Promise<boolean>, patience = 5000): Promise<void> {
  const end = Date.now() + patience
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come about: ${holds}`)
    await pause(10)
  }
}

export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gateway-'))
  later(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export interface SceneOptions extends Partial<GatewayOptions> {
  readonly answer?: Answer
  /** The internal server answers before it has all of a request. */
  readonly early?: boolean
}

export const signer = await createSigner('first')

/** A gateway with a server behind it. */
export async function startScene({ answer = echo, early = false, ...options }: SceneOptions = {}) {
  const internal = await startInternalServer(answer, { early })
  later(internal.close)
  const log = new PassThrough()
  let text = ''
  log.on('data', part => {
    text += part
  })
  const events: string[] = []
  const gateway = await startGateway({
    port: 0,
    internalOrigin: internal.origin,
    users: { jwks: () => signer.jwks, issuer, audience },
    folder: makeFolder(),
    log,
    tell: ({ message }) => events.push(message),
    ...options,
  })
  later(gateway.close)
  const origin = `http://127.0.0.1:${gateway.address.port}`
  const ask = (url: string, init: RequestInit = {}) => fetch(origin + url, init)
  const lines = async (count: number) => {
    await waitUntil(() => text.split('\n').length > count)
    return text
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as Record<string, unknown>)
  }
  return { gateway, internal, seen: internal.seen, origin, ask, lines, events }
}

const echo: Answer = (_request, response, { line, body }) => {
  response.setHeader('content-type', 'text/plain')
  response.end(`${line} ${body}`.trim())
}

/** What kind of problem an answer tells of. */
export async function slugOf(answer: Response): Promise<unknown> {
  return ((await answer.json()) as { readonly type: unknown }).type
}
