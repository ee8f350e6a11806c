import { Agent, request } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { parseArgs } from 'node:util'
import { readHeaders, readRequests, requestsOf, type SafeRequest } from './read-requests.js'
import { readYourConfig } from './your-config.js'

/**
 * Sends requests to the running proxy at a steady rate, and tells how long they took from the moment that they were due.
 *
 *     npm run load -- [--rate 100] [--seconds 10] [--requests FILE] [--url http://127.0.0.1:8080] [--header "Cookie: …"]
 */
const { values } = parseArgs({
  options: {
    rate: { type: 'string', default: '100' },
    seconds: { type: 'string', default: '10' },
    requests: { type: 'string' },
    url: { type: 'string' },
    header: { type: 'string', multiple: true, default: [] },
    remote: { type: 'boolean', default: false },
  },
})

const { config } = readYourConfig()
const rate = readNumber('--rate', values.rate, 10_000)
const seconds = readNumber('--seconds', values.seconds, 600)
const target = new URL(
  values.url ?? `http${config.tls === null ? '' : 's'}://127.0.0.1:${config.listen.port}`,
)
if (!values.remote && !['127.0.0.1', 'localhost', '[::1]'].includes(target.hostname)) {
  throw new Error(`${target.host} is another machine: pass --remote if it is yours to put load on.`)
}
const requests = values.requests === undefined ? requestsOf(config) : readRequests(values.requests)
const headers = readHeaders(values.header)
const isSecure = target.protocol === 'https:'
const agent = isSecure ? new SecureAgent({ keepAlive: true }) : new Agent({ keepAlive: true })

/** Milliseconds. */
const durations: number[] = []
const outcomes = new Map<string, number>()
await run()
agent.destroy()
tell()

/** Requests are sent when they are due, however many are still waiting for their answers. */
function run(): Promise<void> {
  const total = Math.round(rate * seconds)
  const start = performance.now()
  const sent: Promise<void>[] = []
  return new Promise(resolve => {
    const timer = setInterval(() => {
      const due = Math.min(total, Math.floor(((performance.now() - start) / 1000) * rate) + 1)
      while (sent.length < due) {
        const next = requests[sent.length % requests.length] as SafeRequest
        sent.push(send(next, start + (sent.length * 1000) / rate))
      }
      if (sent.length < total) return
      clearInterval(timer)
      void Promise.all(sent).then(() => resolve())
    }, 2)
  })
}

function send({ method, url }: SafeRequest, due: number): Promise<void> {
  const ask = isSecure ? secureRequest : request
  return new Promise(resolve => {
    const end = (outcome: string) => {
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      durations.push(performance.now() - due)
      resolve()
    }
    const asked = ask(new URL(target.origin), { agent, method, path: url, headers, timeout: 30_000 })
    asked.on('response', response => {
      response.on('end', () => end(String(response.statusCode)))
      response.on('error', () => end('broken off'))
      response.resume()
    })
    asked.on('timeout', () => asked.destroy(Object.assign(new Error(), { code: 'no answer for 30 seconds' })))
    asked.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message))
    asked.end()
  })
}

function tell(): void {
  const sorted = durations.toSorted((a, b) => a - b)
  const at = (share: number) =>
    (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1)
  console.log(`${sorted.length} requests at ${rate} a second to ${target.origin}`)
  console.log(`p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms`)
  for (const [outcome, count] of outcomes) console.log(`${outcome}: ${count}`)
  if ([...outcomes.keys()].some(outcome => !/^[1-4]\d\d$/.test(outcome))) process.exitCode = 1
}

function readNumber(flag: string, text: string, most: number): number {
  const value = Number(text)
  if (value > 0 && value <= most) return value
  throw new Error(`${flag} is a number above 0, and at most ${most}.`)
}
