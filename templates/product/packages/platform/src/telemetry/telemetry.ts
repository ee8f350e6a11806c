import type { Logger } from 'pino'
import type { BusTelemetry } from '../bus/index.js'
import { type CallTelemetry, ContractError } from '../contract/index.js'
import type { HttpTelemetry } from '../http/index.js'
import type { JobTelemetry } from '../jobs/index.js'
import { createLogger, type LoggerOptions } from './logger.js'
import { createMetrics, type Metrics } from './metrics.js'
import { createTracing, type Tracing, type TracingOptions } from './tracing.js'

export interface Telemetry extends BusTelemetry, CallTelemetry, HttpTelemetry, JobTelemetry {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly tracing: Tracing
  readonly close: () => Promise<void>
}

/** What one process tells about itself: given to facades, servers, the bus and jobs. */
export function createTelemetry(options: LoggerOptions & TracingOptions): Telemetry {
  const logger = createLogger(options)
  const metrics = createMetrics()
  const tracing = createTracing(options)
  return {
    logger,
    metrics,
    tracing,
    observeCall: (call, work) => {
      const { module, operation, side } = call
      const began = performance.now()
      const tell = (outcome: string) => metrics.call({ ...call, outcome }, (performance.now() - began) / 1000)
      const span = {
        name: `${module}.${operation}`,
        kind: side === 'remote' ? 'client' : 'internal',
        attributes: { 'rpc.system': 'facade', 'rpc.service': module, 'rpc.method': operation },
      } as const
      return tracing.inSpan(span, async () => {
        try {
          const result = await work()
          tell('ok')
          return result
        } catch (error) {
          tell(error instanceof ContractError ? error.code : 'internal')
          if (isBug(error))
            logger.error({ err: causeOf(error), facade: `${module}.${operation}`, side }, 'A call failed')
          throw error
        }
      })
    },
    traceRequest: ({ method, route }, work) => {
      const attributes = { 'http.request.method': method, 'http.route': route }
      return tracing.inSpan({ name: `${method} ${route}`, kind: 'server', attributes }, work)
    },
    observeRequest: ({ seconds, ...labels }) => metrics.request(labels, seconds),
    traceEvent: ({ module, subscription, event, id }, work) => {
      const attributes = {
        'messaging.operation.type': 'process',
        'messaging.destination.name': event,
        'messaging.message.id': id,
        'messaging.consumer.group.name': `${module}.${subscription}`,
      }
      const name = `handle ${module}.${subscription}`
      return tracing.inSpan({ name, kind: 'consumer', attributes }, work)
    },
    observeEvent: metrics.event,
    observeBacklog: metrics.backlog,
    countPublished: metrics.published,
    observeJob: ({ module, job }, work) => {
      const began = performance.now()
      const tell = (outcome: 'failed' | 'ok') =>
        metrics.job({ module, job, outcome }, (performance.now() - began) / 1000)
      const attributes = { 'job.module': module, 'job.name': job }
      return tracing.inSpan({ name: `run ${module}.${job}`, kind: 'internal', attributes }, async () => {
        try {
          const result = await work()
          tell('ok')
          return result
        } catch (error) {
          tell('failed')
          throw error
        }
      })
    },
    close: tracing.close,
  }
}

function isBug(error: unknown): boolean {
  return !(error instanceof ContractError) || ['internal', 'inside-transaction'].includes(error.code)
}

/** The border of a module hides the cause; the log is where it is kept. */
function causeOf(error: unknown): unknown {
  return error instanceof ContractError ? (error.cause ?? error) : error
}
