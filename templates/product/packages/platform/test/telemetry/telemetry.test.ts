import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-base'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  defineContract,
  fail,
  localFacade,
  remoteFacade,
  runInContext,
  serveContract,
} from '../../src/contract/index.js'
import { createHttpServer, defineRoutes, mountRoutes } from '../../src/http/index.js'
import { createTelemetry, createTracing } from '../../src/telemetry/index.js'

const clock = defineContract({
  name: 'clock',
  operations: {
    tell: {
      kind: 'query',
      description: 'Tells the time.',
      input: z.object({ zone: z.string() }),
      output: z.object({ time: z.string() }),
      errors: { 'no-such-zone': { status: 404, title: 'No such zone' } },
    },
  },
})

/** Keeps what it exported though it was shut down, for that is when all of it is there. */
class KeptSpans extends InMemorySpanExporter {
  readonly kept: ReadableSpan[] = []
  override export(...[spans, done]: Parameters<InMemorySpanExporter['export']>) {
    this.kept.push(...spans)
    super.export(spans, done)
  }
}

function setUp() {
  const lines: Record<string, unknown>[] = []
  const exporter = new KeptSpans()
  const destination = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const telemetry = createTelemetry({ service: 'test', level: 'debug', destination, exporter })
  const implementation = {
    tell: async ({ zone }: { zone: string }) => {
      telemetry.logger.info('asked')
      if (zone === 'nowhere') fail(clock, 'tell', 'no-such-zone')
      if (zone === 'broken') throw new Error('cannot reach postgres://shop:hunter2@db/shop')
      return { time: 'noon' }
    },
  }
  return { lines, exporter, telemetry, implementation }
}

const traceId = 'a'.repeat(32)
const traceparent = `00-${traceId}-${'b'.repeat(16)}-01`

describe('tracing', () => {
  it('leads through a remote facade, its server and the implementation as one trace', async () => {
    const { exporter, telemetry, implementation, lines } = setUp()
    const app = createHttpServer({ internal: true, telemetry, logger: telemetry.logger })
    await app.register(serveContract(clock, implementation, { telemetry }))
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    const facade = remoteFacade(clock, { origin, telemetry })
    await runInContext({ traceparent }, () => facade.tell({ zone: 'here' }))
    await app.close()
    await telemetry.close()
    const [inner, outer] = exporter.kept
    expect(exporter.kept.map(span => [span.name, span.spanContext().traceId])).toEqual([
      ['clock.tell', traceId],
      ['clock.tell', traceId],
    ])
    expect(outer?.parentSpanContext?.spanId).toBe('b'.repeat(16))
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId)
    expect(lines.find(({ msg }) => msg === 'asked')).toMatchObject({
      traceId,
      spanId: inner?.spanContext().spanId,
    })
    expect(lines.find(({ msg }) => msg === 'request')).toMatchObject({ traceId })
  })

  it('begins with a request that a route answers, and the log has its trace', async () => {
    const { exporter, telemetry, implementation, lines } = setUp()
    const app = createHttpServer({ telemetry, logger: telemetry.logger })
    const routes = defineRoutes(clock, { tell: { path: 'GET /times/:zone', auth: 'none' } })
    mountRoutes(app, routes, localFacade(clock, implementation, { telemetry }), { telemetry })
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    await fetch(`${origin}/times/here`)
    await app.close()
    await telemetry.close()
    const [call, request] = exporter.kept
    expect(request).toMatchObject({ name: 'GET /times/:zone', attributes: { 'http.route': '/times/:zone' } })
    expect(call?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId)
    expect(lines.find(({ msg }) => msg === 'request')).toMatchObject({
      traceId: request?.spanContext().traceId,
    })
  })

  it('begins a trace where there is none, and marks the span of a failure', async () => {
    const { exporter, telemetry, implementation } = setUp()
    await expect(
      localFacade(clock, implementation, { telemetry }).tell({ zone: 'nowhere' }),
    ).rejects.toThrow()
    await telemetry.close()
    expect(exporter.kept).toMatchObject([
      { status: { code: 2 }, attributes: { 'error.type': 'no-such-zone', 'rpc.service': 'clock' } },
    ])
    expect(exporter.kept[0]?.parentSpanContext).toBeUndefined()
  })

  it('follows the decision of whoever began the trace not to record it', async () => {
    const { exporter, telemetry, implementation } = setUp()
    await runInContext({ traceparent: traceparent.replace(/01$/, '00') }, () =>
      localFacade(clock, implementation, { telemetry }).tell({ zone: 'here' }),
    )
    await telemetry.close()
    expect(exporter.kept).toEqual([])
  })

  it('sends spans to a collector', async () => {
    const bodies: string[] = []
    const collector = createServer((request, response) => {
      const chunks: Buffer[] = []
      request
        .on('data', chunk => chunks.push(chunk))
        .on('end', () => {
          bodies.push(`${request.url} ${Buffer.concat(chunks)}`)
          response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
        })
    })
    await new Promise<void>(resolve => collector.listen(0, '127.0.0.1', resolve))
    const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
    const tracing = createTracing({ service: 'shop', endpoint })
    await tracing.inSpan({ name: 'work', kind: 'consumer' }, async () => {})
    await tracing.close()
    expect(bodies).toHaveLength(1)
    expect(bodies[0]).toMatch(/^\/v1\/traces /)
    expect(bodies[0]).toContain('"name":"work"')
    expect(bodies[0]).toContain('"service.name"')
    collector.closeAllConnections()
    collector.close()
  })
})

describe('metrics', () => {
  it('count each call by its outcome', async () => {
    const { telemetry, implementation } = setUp()
    const facade = localFacade(clock, implementation, { telemetry })
    for (const zone of ['here', 'here', 'nowhere', 'broken', 7 as never])
      await facade.tell({ zone }).catch(() => {})
    const text = await telemetry.metrics.registry.metrics()
    const counts = [...text.matchAll(/facade_call_duration_seconds_count\{.*outcome="(.*)"\} (\d+)/g)].map(
      ([, ...pair]) => pair,
    )
    expect(Object.fromEntries(counts)).toEqual({
      ok: '2',
      'no-such-zone': '1',
      internal: '1',
      'invalid-input': '1',
    })
  })

  it('count HTTP requests by pattern', async () => {
    const { telemetry } = setUp()
    const app = createHttpServer({ telemetry })
    app.get('/users/:id', async () => ({}))
    const origin = await app.listen({ port: 0, host: '127.0.0.1' })
    for (const id of [1, 2]) await fetch(`${origin}/users/${id}`)
    await app.close()
    const text = await telemetry.metrics.registry.metrics()
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/users/:id",status="200"} 2',
    )
  })
})

describe('the log', () => {
  it('keeps the cause of an unforeseen error, without the password in it', async () => {
    const { lines, telemetry, implementation } = setUp()
    await expect(localFacade(clock, implementation, { telemetry }).tell({ zone: 'broken' })).rejects.toThrow()
    const errors = lines.filter(({ level }) => level === 50)
    expect(errors).toMatchObject([
      {
        facade: 'clock.tell',
        err: { message: 'cannot reach postgres://shop:[secret]@db/shop' },
        traceId: expect.any(String),
      },
    ])
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })

  it('does not call a foreseen error a failure', async () => {
    const { lines, telemetry, implementation } = setUp()
    await expect(
      localFacade(clock, implementation, { telemetry }).tell({ zone: 'nowhere' }),
    ).rejects.toThrow()
    expect(lines.filter(({ level }) => level === 50)).toEqual([])
  })

  it.each([
    ['a field', { password: 'hunter2' }],
    ['a field further in', { user: { token: 'hunter2' } }],
    [
      'a header',
      {
        req: {
          headers: { authorization: 'Bearer hunter2', cookie: 'sid=hunter2', 'set-cookie': 'sid=hunter2' },
        },
      },
    ],
    ['an error', { err: Object.assign(new Error('failed'), { config: { secret: 'hunter2' } }) }],
    ['the cause of an error', { err: new Error('failed', { cause: new Error('nats://shop:hunter2@bus') }) }],
  ])('censors secrets in %s', (_, fields) => {
    const { lines, telemetry } = setUp()
    telemetry.logger.info(fields, 'told')
    expect(lines).toHaveLength(1)
    expect(JSON.stringify(lines)).not.toContain('hunter2')
  })
})
