import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Side } from '../config/model.js'
import type { Decision, Outcome } from '../http/exchange.js'

/** Metrics in the text format of Prometheus. Labels are routes and sides only: their number does not grow with traffic. */
export interface Metrics {
  readonly record: (decision: Decision, outcome: Outcome) => void
  /** Requests of a route that went to a side since the start; the route `''` stands for those that none matches. */
  readonly requestsOf: (route: string, side: Side) => number
  readonly countCopy: (route: string, result: string) => void
  readonly countComparison: (route: string, result: 'equal' | 'different' | 'not comparable') => void
  readonly setShare: (route: string, percent: number) => void
  readonly setUpstream: (origin: string, isUp: boolean) => void
  /** A request that a gateway has answered itself; null: its client had left before. */
  readonly countOwnAnswer: (status: number | null) => void
  /** A request that was refused before it was routed, by what was wrong with it. */
  readonly countRefusal: (problem: string) => void
  readonly countReload: (result: 'accepted' | 'refused') => void
  readonly text: () => Promise<string>
  readonly contentType: string
}

/** Seconds until the head of an answer. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

/** What one route and side count with, looked up once. */
interface Series {
  readonly statuses: Map<number, Counter.Internal>
  readonly failures: Map<string, Counter.Internal>
  readonly duration: Histogram.Internal<string>
  readonly retries: Counter.Internal
  requests: number
}

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const side = ['route', 'side'] as const
  const requests = new Counter({
    name: 'strangler_requests_total',
    help: 'Requests answered, by class of status; "0" when the client left first.',
    labelNames: [...side, 'status'],
    registers,
  })
  const failures = new Counter({
    name: 'strangler_failures_total',
    help: 'Requests that did not go as they should, by what went wrong.',
    labelNames: [...side, 'failure'],
    registers,
  })
  const retries = new Counter({
    name: 'strangler_retries_total',
    help: 'Further attempts.',
    labelNames: side,
    registers,
  })
  const duration = new Histogram({
    name: 'strangler_head_seconds',
    help: 'Time until the head of the answer.',
    labelNames: side,
    buckets,
    registers,
  })
  const series = new Map<string, Series>()
  const seriesOf = (route: string, answering: string): Series => {
    const key = `${route} ${answering}`
    const known = series.get(key)
    if (known !== undefined) return known
    const labels = { route, side: answering }
    const made = {
      statuses: new Map(),
      failures: new Map(),
      duration: duration.labels(labels),
      retries: retries.labels(labels),
      requests: 0,
    }
    series.set(key, made)
    return made
  }
  return {
    record: ({ route, side: answering }, outcome) => {
      const id = route?.id ?? ''
      const own = seriesOf(id, answering)
      const status = outcome.status === null ? 0 : Math.floor(outcome.status / 100)
      counterOf(own.statuses, status, () =>
        requests.labels({ route: id, side: answering, status: status === 0 ? '0' : `${status}xx` }),
      ).inc()
      own.requests += 1
      own.duration.observe(outcome.headMs / 1000)
      if (outcome.retries > 0) own.retries.inc(outcome.retries)
      const { failure } = outcome
      if (failure === null) return
      counterOf(own.failures, failure, () => failures.labels({ route: id, side: answering, failure })).inc()
    },
    requestsOf: (route, answering) => series.get(`${route} ${answering}`)?.requests ?? 0,
    ...createRareMetrics(registers),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}

function counterOf<Key>(
  known: Map<Key, Counter.Internal>,
  key: Key,
  make: () => Counter.Internal,
): Counter.Internal {
  const counter = known.get(key) ?? make()
  known.set(key, counter)
  return counter
}

/** What changes seldom enough to be looked up by its labels each time. */
function createRareMetrics(registers: Registry[]) {
  const copies = new Counter({
    name: 'strangler_copies_total',
    help: 'Copies for the new side, sent or dropped, by result.',
    labelNames: ['route', 'result'],
    registers,
  })
  const comparisons = new Counter({
    name: 'strangler_comparisons_total',
    help: 'Answers of both sides compared.',
    labelNames: ['route', 'result'],
    registers,
  })
  const shares = new Gauge({
    name: 'strangler_share_percent',
    help: 'Percent of keys that the new side gets.',
    labelNames: ['route'],
    registers,
  })
  const upstreams = new Gauge({
    name: 'strangler_upstream_up',
    help: '1 while requests are sent to an origin, 0 while its breaker is open.',
    labelNames: ['origin'],
    registers,
  })
  const reloads = new Counter({
    name: 'strangler_reloads_total',
    help: 'Configs offered while running.',
    labelNames: ['result'],
    registers,
  })
  const refusals = new Counter({
    name: 'strangler_refusals_total',
    help: 'Requests refused before they were routed, by what was wrong with them.',
    labelNames: ['problem'],
    registers,
  })
  const ownAnswers = new Counter({
    name: 'strangler_gateway_answers_total',
    help: 'Requests answered without an upstream, by the proxy itself or hooks of a gateway, by class of status.',
    labelNames: ['status'],
    registers,
  })
  return {
    countOwnAnswer: (status: number | null) =>
      ownAnswers.inc({ status: status === null ? '0' : `${Math.floor(status / 100)}xx` }),
    countCopy: (route: string, result: string) => copies.inc({ route, result }),
    countComparison: (route: string, result: string) => comparisons.inc({ route, result }),
    setShare: (route: string, percent: number) => shares.set({ route }, percent),
    setUpstream: (origin: string, isUp: boolean) => upstreams.set({ origin }, isUp ? 1 : 0),
    countRefusal: (problem: string) => refusals.inc({ problem }),
    countReload: (result: string) => reloads.inc({ result }),
  }
}
