import { Counter, Gauge, Registry } from 'prom-client'
import type { Side } from '../config/model.js'
import type { Decision, Outcome } from '../http/exchange.js'
import { createRequestTallies } from './request-tallies.js'

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

export function createMetrics(): Metrics {
  const registry = new Registry()
  const tallies = createRequestTallies()
  return {
    record: tallies.record,
    requestsOf: tallies.requestsOf,
    ...createRareMetrics([registry]),
    text: async () => `${tallies.text()}\n${await registry.metrics()}`,
    contentType: registry.contentType,
  }
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
