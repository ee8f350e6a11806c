import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Decision, Outcome, RequestHead } from '../../src/http/exchange.js'
import { createAccessLog } from '../../src/telemetry/access-log.js'
import { createMetrics } from '../../src/telemetry/metrics.js'
import { continueTrace, renderTraceparent } from '../../src/telemetry/trace-context.js'

const head: RequestHead = {
  method: 'GET',
  url: '/a%22"b?token=secret',
  host: 'shop.example.org',
  rawHeaders: [],
  address: '10.0.0.7',
}
const decision: Decision = {
  route: null,
  side: 'legacy',
  upstream: 'legacy',
  reason: 'no route',
  bucket: null,
}
const outcome: Outcome = {
  status: 204,
  headMs: 12.34,
  totalMs: 20,
  failure: null,
  retries: 0,
  requestBytes: 0,
  responseBytes: 7,
}

describe('metrics', () => {
  it('count requests by route, side and class of status, with failures and retries', async () => {
    const metrics = createMetrics()
    metrics.record(decision, outcome)
    metrics.record(decision, { ...outcome, status: 502, failure: 'connect', retries: 2 })
    metrics.record(decision, { ...outcome, status: null, failure: 'client' })
    const text = await metrics.text()
    expect(text).toContain('strangler_requests_total{route="",side="legacy",status="2xx"} 1')
    expect(text).toContain('strangler_requests_total{route="",side="legacy",status="5xx"} 1')
    expect(text).toContain('strangler_requests_total{route="",side="legacy",status="0"} 1')
    expect(text).toContain('strangler_failures_total{route="",side="legacy",failure="connect"} 1')
    expect(text).toContain('strangler_retries_total{route="",side="legacy"} 2')
    expect(text).toContain('strangler_head_seconds_bucket{route="",side="legacy",le="0.01"} 0')
    expect(text).toContain('strangler_head_seconds_bucket{route="",side="legacy",le="0.025"} 3')
    expect(text).toContain('strangler_head_seconds_bucket{route="",side="legacy",le="+Inf"} 3')
    expect(text).toContain('strangler_head_seconds_count{route="",side="legacy"} 3')
    expect(metrics.requestsOf('', 'legacy')).toBe(3)
  })

  it('read as Prometheus reads them, whatever a route is called', async () => {
    const metrics = createMetrics()
    const route = { id: 'GET "/a\\b"' } as Decision['route']
    metrics.record({ ...decision, route, side: 'new' }, outcome)
    metrics.setShare('orders', 5)
    const text = await metrics.text()
    expect(text).toContain('{route="GET \\"/a\\\\b\\"",side="new",status="2xx"} 1')
    for (const line of text.split('\n'))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{(?:\w+="(?:[^"\\\n]|\\.)*",?)*\})? [\d.e+-]+)?$/,
      )
    expect(text.match(/^# TYPE /gm)?.length).toBe(new Set(text.match(/^# TYPE \w+/gm)).size)
  })
})

describe('the access log', () => {
  it('writes a line of JSON a request, without the query', () => {
    const output = new PassThrough()
    const log = createAccessLog(output, () => 5)
    log.record(head, decision, outcome, null)
    log.record(head, decision, { ...outcome, failure: 'timeout', retries: 1 }, 'abc')
    log.close()
    const lines = String(output.read())
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines[0]).toEqual({
      time: 5,
      method: 'GET',
      path: '/a%22"b',
      host: 'shop.example.org',
      client: '10.0.0.7',
      status: 204,
      route: null,
      side: 'legacy',
      upstream: 'legacy',
      reason: 'no route',
      headMs: 12.3,
      totalMs: 20,
      in: 0,
      out: 7,
    })
    expect(lines[1]).toMatchObject({ failure: 'timeout', retries: 1, trace: 'abc' })
  })

  it('holds a bounded number of lines for a reader that does not read, and says how many it lost', async () => {
    const output = new PassThrough({ highWaterMark: 1 })
    const log = createAccessLog(output)
    const long = { ...head, url: `/${'x'.repeat(10_000)}` }
    for (let count = 0; count < 3000; count++) log.record(long, decision, outcome, null)
    expect(output.writableLength).toBeLessThan(20 * 1024 * 1024)
    let text = ''
    output.on('data', data => {
      text += data
    })
    await new Promise(resolve => setImmediate(resolve))
    log.flush()
    log.record(head, decision, outcome, null)
    log.close()
    await new Promise(resolve => setImmediate(resolve))
    const lines = text.trim().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '').lost).toBe(3000 - (lines.length - 1))
  })
})

describe('a trace', () => {
  const caller = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

  it('goes on with the ids and the decision of the caller, under a span of its own', () => {
    const trace = continueTrace(caller, 0)
    expect(trace).toMatchObject({
      trace: '4bf92f3577b34da6a3ce929d0e0e4736',
      parent: '00f067aa0ba902b7',
      sampled: true,
    })
    expect(trace && renderTraceparent(trace)).toMatch(
      /^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/,
    )
    expect(continueTrace(caller.replace(/01$/, '00'), 100)?.sampled).toBe(false)
  })

  it.each([
    '',
    'nonsense',
    `${'0'.repeat(2)}-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    caller.replace(/^00/, 'ff'),
  ])('does not go on from %j', header => {
    expect(continueTrace(header, 0)).toBeNull()
  })

  it('starts for the share asked for', () => {
    expect(continueTrace(null, 1, () => 0.0099)).toMatchObject({ parent: null, sampled: true })
    expect(continueTrace(null, 1, () => 0.0101)).toBeNull()
  })
})
