import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { HandledEvent } from '../bus/index.js'

export type Outcome = 'ok' | (string & {})

export interface Metrics {
  readonly registry: Registry
  readonly call: (
    labels: { module: string; operation: string; side: string; outcome: Outcome },
    seconds: number,
  ) => void
  readonly request: (labels: { method: string; route: string; status: number }, seconds: number) => void
  readonly event: (handled: HandledEvent) => void
  /** How long the oldest event waits that a subscription has not handled yet; 0 where there is none. */
  readonly backlog: (labels: { module: string; subscription: string }, seconds: number) => void
  readonly published: (labels: { module: string; event: string }) => void
  readonly job: (labels: { module: string; job: string; outcome: 'failed' | 'ok' }, seconds: number) => void
}

/** Seconds. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const longBuckets = [0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 900]

/** A registry of its own, so that two products in one process, as in tests, do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const histogram = <const Labels extends string>(
    name: string,
    help: string,
    labelNames: readonly Labels[],
    limits = buckets,
  ) => new Histogram({ name, help, labelNames, buckets: limits, registers: [registry] })
  const calls = histogram('facade_call_duration_seconds', 'Calls of facades', [
    'module',
    'operation',
    'side',
    'outcome',
  ])
  const requests = histogram('http_request_duration_seconds', 'HTTP requests', ['method', 'route', 'status'])
  const events = histogram('bus_event_duration_seconds', 'Deliveries of events', [
    'module',
    'subscription',
    'event',
    'outcome',
  ])
  const backlog = new Gauge({
    name: 'bus_backlog_seconds',
    help: 'Age of the oldest event that is not handled yet',
    labelNames: ['module', 'subscription'],
    registers: [registry],
  })
  const published = new Counter({
    name: 'bus_events_published_total',
    help: 'Events that were committed to an outbox',
    labelNames: ['module', 'event'],
    registers: [registry],
  })
  const jobs = histogram(
    'job_run_duration_seconds',
    'Runs of jobs',
    ['module', 'job', 'outcome'],
    longBuckets,
  )
  return {
    registry,
    call: (labels, seconds) => calls.observe(labels, seconds),
    request: (labels, seconds) => requests.observe(labels, seconds),
    event: ({ seconds, ...labels }) => events.observe(labels, seconds),
    backlog: (labels, seconds) => backlog.set(labels, seconds),
    published: labels => published.inc(labels),
    job: (labels, seconds) => jobs.observe(labels, seconds),
  }
}
