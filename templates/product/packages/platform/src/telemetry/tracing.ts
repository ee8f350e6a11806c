import { type Context, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base'
import { currentContext, runInContext } from '../contract/index.js'

export interface TracingOptions {
  readonly service: string
  /** Of the OTLP collector, `http://collector:4318`; nothing is exported without one. */
  readonly endpoint?: string
  readonly exporter?: SpanExporter
  /** Of the traces that begin here, between 0 and 1. */
  readonly ratio?: number
}

export interface SpanDescription {
  readonly name: string
  readonly kind: 'client' | 'consumer' | 'internal' | 'producer' | 'server'
  readonly attributes?: Readonly<Record<string, string | number | boolean>>
}

export interface Tracing {
  /** Runs the work in a span below that of the current context, whose `traceparent` then names it. */
  readonly inSpan: <T>(description: SpanDescription, work: () => Promise<T>) => Promise<T>
  /** Sends what is waiting. */
  readonly close: () => Promise<void>
}

const kinds = {
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
  internal: SpanKind.INTERNAL,
  producer: SpanKind.PRODUCER,
  server: SpanKind.SERVER,
} as const satisfies Record<SpanDescription['kind'], SpanKind>

/** Spans by hand, with our own context as the only one: no globals, no hooks into libraries. */
export function createTracing({ service, endpoint, exporter, ratio = 1 }: TracingOptions): Tracing {
  const target = exporter ?? (endpoint === undefined ? null : exporterTo(endpoint))
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': service }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: target === null ? [] : [new BatchSpanProcessor(target)],
  })
  const tracer = provider.getTracer(service)
  return {
    inSpan: async ({ name, kind, attributes = {} }, work) => {
      const span = tracer.startSpan(
        name,
        { kind: kinds[kind], attributes },
        parentOf(currentContext().traceparent),
      )
      try {
        return await runInContext({ traceparent: writeTraceparent(span) }, work)
      } catch (error) {
        markFailed(span, error)
        throw error
      } finally {
        span.end()
      }
    },
    close: () => provider.shutdown(),
  }
}

function exporterTo(endpoint: string): SpanExporter {
  return new OTLPTraceExporter({ url: new URL('v1/traces', endpoint.replace(/\/*$/, '/')).href })
}

function parentOf(traceparent: string | null): Context {
  const [, traceId, spanId, flags] = traceparent?.split('-') ?? []
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags ?? '00', 16), isRemote: true }
  return trace.setSpanContext(ROOT_CONTEXT, parent)
}

function writeTraceparent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

function markFailed(span: Span, error: unknown): void {
  const failure = error instanceof Error ? error : new Error(String(error))
  const code = 'code' in failure ? String(failure.code) : failure.name
  span.setAttribute('error.type', code)
  span.setStatus({ code: SpanStatusCode.ERROR, message: failure.message })
}
