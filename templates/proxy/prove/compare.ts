import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, request as plain } from 'node:http'
import { request as secure } from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { parseArgs } from 'node:util'
import { parse } from 'jsonc-parser'
import { startProxy } from '../src/start.js'
import { readHeaders, readRequests, requestsOf, type SafeRequest } from './read-requests.js'
import { readYourConfig } from './your-config.js'

/**
 * Shows that the proxy changes nothing: asks the old system itself and through the proxy, with every route on the old side,
 * and compares status, headers and body. What differs between two answers of the old system itself counts as its own doing.
 *
 *     npm run compare -- [--requests FILE] [--header "Cookie: session=…"]
 */
const { values } = parseArgs({
  options: {
    requests: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] },
  },
})

/** Between two parties only, or made anew for every answer. */
const ownOfEachHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'date'])

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  /** SHA-256. */
  readonly body: string
}

const { config, text } = readYourConfig()
const [legacy] = config.upstreams.get(config.fallback)?.origins ?? []
if (legacy === undefined) throw new Error(`The upstream "${config.fallback}" has no origin.`)
const requests = values.requests === undefined ? requestsOf(config) : readRequests(values.requests)
const headers = readHeaders(values.header)
const folder = mkdtempSync(path.join(tmpdir(), 'strangler-'))
const configFile = path.join(folder, 'strangler.config.json')
writeFileSync(configFile, JSON.stringify(withoutRoutes(text)))
const proxy = await startProxy({
  configFile,
  token: null,
  output: new PassThrough().resume(),
  tell: () => {},
})
try {
  let differing = 0
  for (const request of requests) {
    const differences = await compare(request, legacy, `http://127.0.0.1:${proxy.address.port}`)
    if (differences.length > 0) differing++
    for (const difference of differences) console.log(`✗ ${request.method} ${request.url}: ${difference}`)
  }
  console.log(`${requests.length - differing} of ${requests.length} requests are answered alike.`)
  if (differing > 0) process.exitCode = 1
} finally {
  await proxy.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Everything goes to the old side, from a port of its own. */
function withoutRoutes(text: string): object {
  const { upstreams, fallback, limits } = parse(text, [], { allowTrailingComma: true })
  return {
    listen: { host: '127.0.0.1', port: 0 },
    upstreams,
    ...(fallback === undefined ? {} : { fallback }),
    ...(limits === undefined ? {} : { limits }),
    routes: [],
    accessLog: false,
    state: { kind: 'file', file: 'state.json' },
  }
}

async function compare(request: SafeRequest, direct: string, proxied: string): Promise<readonly string[]> {
  const first = await send(direct, request)
  const through = await send(proxied, request)
  const second = await send(direct, request)
  const names = [...new Set([...Object.keys(first.headers), ...Object.keys(through.headers)])].filter(
    name => !ownOfEachHop.has(name),
  )
  const parts = [
    ['status', (answer: Answer) => answer.status],
    ['body', (answer: Answer) => answer.body],
    ...names.map(name => [`header ${name}`, (answer: Answer) => answer.headers[name]] as const),
  ] as const
  return parts.flatMap(([part, of]) => {
    const [one, other, again] = [first, through, second].map(answer => JSON.stringify(of(answer)))
    return one === other || one !== again ? [] : [`${part} is ${one} directly and ${other} through the proxy`]
  })
}

function send(origin: string, { method, url }: SafeRequest): Promise<Answer> {
  const { host, protocol } = new URL(legacy ?? origin)
  const ask = origin.startsWith('https:') ? secure : plain
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    const asked = ask({ hostname, port, method, path: url, headers: { host, ...headers }, timeout: 30_000 })
    asked.on('response', response => {
      const hash = createHash('sha256')
      response.on('data', chunk => hash.update(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: hash.digest('hex') })
      })
    })
    asked.on('timeout', () =>
      asked.destroy(new Error(`${protocol}//${host}${url} gave no answer for 30 seconds.`)),
    )
    asked.on('error', reject)
    asked.end()
  })
}
