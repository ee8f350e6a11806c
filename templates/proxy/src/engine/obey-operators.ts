import type { AdminActions, Answer } from '../admin/admin-actions.js'
import type { ConfigProblem, Route } from '../config/model.js'
import { changeRoute } from '../ramp/advance-routes.js'
import { deriveProgress } from '../ramp/progress.js'
import { kill, resume, rollback, shift, unkill } from '../ramp/ramp-controller.js'
import type { SharedState } from '../state/shared-state.js'
import type { ProxyState, RouteState } from '../state/state.js'
import { describeRoute, describeVerdict } from './describe-route.js'
import type { Engine } from './engine.js'

export interface OperatorOptions {
  readonly engine: Engine
  readonly state: SharedState
  readonly reload: (text: string) => readonly ConfigProblem[]
  /** Whether requests are sent to an upstream now. */
  readonly isAvailable: (upstream: string) => boolean
  /** Whether further requests are welcome: not once the proxy is told to end. */
  readonly isReady: () => boolean
}

/** What operators may ask, put into effect. */
export function obeyOperators({
  engine,
  state,
  reload,
  isAvailable,
  isReady,
}: OperatorOptions): AdminActions {
  const move = async (id: string, change: (own: RouteState, route: Route) => RouteState): Promise<Answer> => {
    const route = engine.config().routes.find(each => each.id === id)
    if (route === undefined) return refuse(404, `There is no route "${id}".`)
    const stored = await state.change(current => changeRoute(current, id, own => change(own, route)))
    return { kind: 'done', value: { stored: stored === 'stored', route: state.current.routes[id] } }
  }
  return {
    status: () => ({
      ...deriveStatus(engine, state.current),
      upstreams: [...engine.config().upstreams.keys()].map(name => ({ name, available: isAvailable(name) })),
    }),
    explain: ({ method, url, headers, address }) => {
      const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? ''
      const head = { method, url, host: host.toLowerCase(), rawHeaders: headers.flat(), address }
      return engine.explain(head)
    },
    shift: async (id, { mode, share }) => {
      const route = engine.config().routes.find(each => each.id === id)
      if (route?.new === null && (share ?? 0) > 0) return refuse(409, `Route "${id}" has no new side yet.`)
      if (mode === null && share === null) return refuse(422, 'Give a mode, a share, or both.')
      return move(id, (own, each) =>
        shift(
          own,
          each,
          { ...(mode === null ? {} : { mode }), ...(share === null ? {} : { share }) },
          Date.now(),
        ),
      )
    },
    rollback: (id, reason) => move(id, own => rollback(own, reason, Date.now())),
    resume: id => move(id, own => resume(own, Date.now())),
    kill: async killed => {
      const stored = await state.change(current => (killed ? kill(current) : unkill(current, Date.now())))
      return { kind: 'done', value: { stored: stored === 'stored', killed: state.current.killed } }
    },
    reload: async text => {
      const problems = reload(text)
      engine.metrics.countReload(problems.length === 0 ? 'accepted' : 'refused')
      if (problems.length > 0) return { kind: 'problems', problems }
      return { kind: 'done', value: { routes: engine.config().routes.length } }
    },
    metrics: async () => ({ text: await engine.metrics.text(), contentType: engine.metrics.contentType }),
    isReady,
  }
}

function refuse(status: 404 | 409 | 422, message: string): Answer {
  return { kind: 'refused', status, message }
}

/** How far every route has come, as data. */
function deriveStatus(engine: Engine, current: ProxyState) {
  const now = Date.now()
  const quiet = 14 * 24 * 3_600_000
  return {
    schemaVersion: 1,
    at: now,
    killed: current.killed,
    unrouted: engine.metrics.requestsOf('', 'legacy'),
    routes: engine.config().routes.flatMap(route => {
      const own = current.routes[route.id]
      if (own === undefined) return []
      const compared = engine.comparer.stats.read(
        route.id,
        current.noise[route.id] ?? { comparisons: 0, paths: {} },
      )
      const counters = { ...engine.hits.pending(route.id), differenceRate: compared.differenceRate }
      const progress = deriveProgress(route, own, counters, now, { quiet, killed: current.killed })
      return [
        {
          ...progress,
          ...describeRoute(route, own, engine.metrics),
          verdict: describeVerdict(engine.verdictOf(route.id)),
          copies: engine.shadow.counts(route.id),
          compared,
        },
      ]
    }),
  }
}
