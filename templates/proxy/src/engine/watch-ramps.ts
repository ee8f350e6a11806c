import type { Route } from '../config/model.js'
import type { Decision, Outcome } from '../http/exchange.js'
import { advanceRoutes, countAffected } from '../ramp/advance-routes.js'
import { RampWatch } from '../ramp/ramp-watch.js'
import type { Verdict } from '../ramp/verdict.js'
import type { SharedState } from '../state/shared-state.js'
import type { Affected } from '../state/state.js'

export interface RampClock {
  /** On the hot path; allocates nothing for routes that are watched already. */
  readonly record: (decision: Decision, outcome: Outcome) => void
  /** Once a second: judges each ramp and moves or halts its route. */
  readonly tick: () => void
  /** The last verdict on a route; null before the first. */
  readonly verdictOf: (route: string) => Verdict | null
}

export interface RampClockOptions {
  readonly routes: () => readonly Route[]
  readonly state: SharedState
  readonly now?: () => number
}

/** Watches the canaries that ramp by themselves. Each is forgotten when its config or mode no longer asks for it. */
export function createRampClock({ routes, state, now = Date.now }: RampClockOptions): RampClock {
  const watches = new Map<string, { readonly route: Route; readonly watch: RampWatch }>()
  const verdicts = new Map<string, Verdict>()
  const watchOf = (route: Route): RampWatch | null => {
    const own = state.current.routes[route.id]
    if (route.ramp === null || own === undefined || own.mode !== 'canary') return null
    const known = watches.get(route.id)
    if (known?.route === route) return known.watch
    const watch = new RampWatch(route.ramp, own, now())
    watches.set(route.id, { route, watch })
    return watch
  }
  return {
    record: ({ route, side, reason }, outcome) => {
      // What a tester or the kill switch sent somewhere says nothing about users.
      if (route !== null && reason === 'share') watchOf(route)?.record(side, outcome, now())
    },
    tick: () => {
      if (!state.isKnown) return
      const time = now()
      const affected = new Map<string, Affected>()
      verdicts.clear()
      for (const route of routes()) {
        const own = state.current.routes[route.id]
        const watch = watchOf(route)
        if (watch === null || own === undefined) continue
        // Rolled back before, here or elsewhere: what was still under way then.
        if (own.halted !== null) affected.set(route.id, watch.takeAnswered())
        watch.follow(own)
        const verdict = watch.judge(time)
        verdicts.set(route.id, verdict)
        if (verdict.kind === 'fail' && own.halted === null) affected.set(route.id, watch.takeAnswered())
      }
      for (const id of watches.keys()) if (!verdicts.has(id)) watches.delete(id)
      const judged = new Map(verdicts)
      if (judged.size > 0)
        void state.change(current => countAffected(advanceRoutes(current, routes(), judged, time), affected))
    },
    verdictOf: route => verdicts.get(route) ?? null,
  }
}
