import type { Writable } from 'node:stream'
import type { Route, StranglerConfig } from '../config/model.js'
import type { RequestHead } from '../http/exchange.js'
import type { AskedRequest, ProxyHooks } from '../http/hooks.js'
import type { ProxyOptions } from '../http/proxy-setup.js'
import { reconcile } from '../ramp/reconcile.js'
import { renderRollback } from '../ramp/render-reason.js'
import type { Verdict } from '../ramp/verdict.js'
import { explainRoute, type RouteExplanation } from '../routing/explain-route.js'
import { createRouteTable, type RouteTable } from '../routing/route-table.js'
import { type Comparer, createComparer, createShadow, type Shadow } from '../shadow/index.js'
import type { SharedState } from '../state/shared-state.js'
import { createAccessLog } from '../telemetry/access-log.js'
import { createMetrics, type Metrics } from '../telemetry/metrics.js'
import { continueTrace, renderTraceparent } from '../telemetry/trace-context.js'
import { bridgeAnswer, bridgeRequest } from './bridge-sessions.js'
import { countHits, type LegacyHits } from './count-legacy-hits.js'
import type { GatewayHooks, GatewayRequest } from './gateway-hooks.js'
import { createGuard } from './guard-hooks.js'
import { rememberNoise } from './learn-noise-in-state.js'
import { outdatedByConfig, outdatedByMoves } from './outdated-comparisons.js'
import { createShadowHook } from './shadow-hook.js'
import { cautiousStandingOf, createDecider, standingOf } from './standings.js'
import { createRampClock } from './watch-ramps.js'

export interface EngineOptions {
  readonly config: StranglerConfig
  readonly state: SharedState
  /** Where the access log goes. */
  readonly output: Writable
  readonly tell: (event: { readonly level: 'info' | 'warn' | 'error'; readonly message: string }) => void
  readonly hooks?: GatewayHooks
}

/** Everything between the sockets and the state: decides, watches, compares and counts. */
export interface Engine {
  readonly config: () => StranglerConfig
  /** From now on this config counts; the state is brought in line with it. */
  readonly use: (config: StranglerConfig) => void
  /** What the server needs under the config in use. */
  readonly options: () => ProxyOptions
  readonly explain: (head: RequestHead) => RouteExplanation
  readonly judgeRamps: () => void
  readonly storeCounts: () => void
  readonly verdictOf: (route: string) => Verdict | null
  readonly hits: LegacyHits
  readonly metrics: Metrics
  readonly shadow: Shadow
  readonly comparer: Comparer
  readonly close: () => Promise<void>
}

export function createEngine({ config: first, state, output, tell, hooks = {} }: EngineOptions): Engine {
  let config = first
  let table = createRouteTable(config.routes)
  let routesById = indexRoutes(config)
  const standing = (route: Route) =>
    state.isKnown ? standingOf(route, state.current) : cautiousStandingOf(route, state.current)
  let decide = createDecider(config, table, standing)
  const metrics = createMetrics()
  const accessLog = createAccessLog(output)
  const hits = countHits(state)
  const noise = rememberNoise(state)
  const comparer = createComparer({
    settings: route => routesById.get(route)?.compare ?? null,
    learned: noise.learned,
    onLearned: noise.learn,
  })
  const shadow = createShadow({
    onPair: pair => comparer.take(pair),
    onError: error =>
      tell({ level: 'error', message: `Two answers could not be compared: ${String(error)}` }),
  })
  const ramps = createRampClock({ routes: () => config.routes, state })
  const follow = () => {
    decide = createDecider(config, table, standing)
    for (const route of config.routes) metrics.setShare(route.id, standing(route).share)
  }
  const use = (next: StranglerConfig) => {
    for (const id of outdatedByConfig(config, next)) comparer.forget(id)
    config = next
    table = createRouteTable(next.routes)
    routesById = indexRoutes(next)
    shadow.retain([...next.upstreams.values()].flatMap(({ origins }) => origins))
    void state.change(current => reconcile(next.routes, current, Date.now()))
    follow()
  }
  state.onChange((current, before) => {
    for (const id of outdatedByMoves(before, current)) comparer.forget(id)
    tellMoves(config.routes, { current, before }, tell)
    follow()
  })
  use(first)
  const guard = createGuard(tell)
  const { before } = hooks
  const gateway: ProxyHooks = {
    ...(hooks.reserved === undefined ? {} : { reserved: hooks.reserved }),
    ...(before === undefined ? {} : { before: asked => before(routed(asked, table)) }),
    onError: guard.report,
    onRefusal: request => {
      metrics.countRefusal(request.slug)
      if (config.accessLog) accessLog.recordRefused(request)
    },
    onOwnAnswer: (head, answer) => {
      metrics.countOwnAnswer(answer.status)
      if (config.accessLog) accessLog.recordOwn(head, answer)
      if (hooks.onOwnAnswer !== undefined) guard(() => hooks.onOwnAnswer?.(head, answer))
    },
  }
  const traces = new WeakMap<RequestHead, string>()
  return {
    config: () => config,
    use,
    options: () => ({
      config,
      decide: head => decide(head),
      hooks: {
        shadow: createShadowHook({
          shadow,
          upstreams: config.upstreams,
          standingOf: standing,
        }),
        ...gateway,
        request: (head, decision, headers) => {
          bridgeRequest(head, decision, headers)
          hooks.request?.(head, decision, headers)
          const trace = traceRequest(headers, config.tracing.share)
          if (trace !== null) traces.set(head, trace)
        },
        answer:
          hooks.answer === undefined
            ? bridgeAnswer
            : (head, decision, headers) => {
                bridgeAnswer(head, decision, headers)
                hooks.answer?.(head, decision, headers)
              },
        onOutcome: (head, decision, outcome) => {
          metrics.record(decision, outcome)
          hits.record(decision)
          ramps.record(decision, outcome)
          if (config.accessLog) accessLog.record(head, decision, outcome, traces.get(head) ?? null)
          if (hooks.onOutcome !== undefined) guard(() => hooks.onOutcome?.(head, decision, outcome))
        },
      },
    }),
    explain: head => explainRoute(table, head, standing),
    judgeRamps: ramps.tick,
    storeCounts: () => {
      hits.store()
      noise.store()
    },
    verdictOf: ramps.verdictOf,
    hits,
    metrics,
    shadow,
    comparer,
    close: async () => {
      hits.store()
      noise.store()
      await shadow.close()
      accessLog.close()
    },
  }
}

/** The fields of the one that asks, which is a class, and its route. */
function routed({ head, upgrade, readBody }: AskedRequest, table: RouteTable): GatewayRequest {
  return { head, upgrade, readBody, route: table.match(head) }
}

function indexRoutes({ routes }: StranglerConfig): ReadonlyMap<string, Route> {
  return new Map(routes.map(route => [route.id, route]))
}

/** Passes the trace on, under a span of our own; returns the trace's id when it is recorded. */
function traceRequest(headers: string[], share: number): string | null {
  let at = -2
  for (let index = 0; index + 1 < headers.length; index += 2) {
    const name = headers[index] as string
    if (name.length === 11 && name.toLowerCase() === 'traceparent') at = index
  }
  const trace = continueTrace(at < 0 ? null : (headers[at + 1] ?? null), share)
  if (trace === null) return null
  if (at < 0) headers.push('traceparent', renderTraceparent(trace))
  else headers[at + 1] = renderTraceparent(trace)
  return trace.sampled ? trace.trace : null
}

interface Move {
  readonly current: SharedState['current']
  readonly before: SharedState['current']
}

/** An operator wants to know when traffic moves, above all when it moves by itself. */
function tellMoves(routes: readonly Route[], { current, before }: Move, tell: EngineOptions['tell']): void {
  if (current.killed !== before.killed) {
    tell({
      level: 'warn',
      message: current.killed ? 'Everything goes to the old side.' : 'Routes stand as before.',
    })
  }
  for (const { id } of routes) {
    const [now, then] = [current.routes[id], before.routes[id]]
    if (now === undefined || then === undefined) continue
    if (now.halted !== null && then.halted === null) {
      tell({ level: 'warn', message: renderRollback(id, now) })
    } else if (now.mode !== then.mode || now.share !== then.share) {
      tell({ level: 'info', message: `${id} moved to ${now.mode}, ${now.share} %` })
    }
  }
}
