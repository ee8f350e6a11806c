import type { Mode, Route } from '../config/model.js'
import type { Affected, RouteState } from '../state/state.js'

/** What an instance has counted of a route and not stored yet, and what is told about it from elsewhere. */
export interface RouteCounters {
  /** Requests that the old side had to answer although the route is retired or new. */
  readonly legacyHits: number
  /** Milliseconds since 1970. */
  readonly lastLegacyHit: number | null
  /** Share of compared answers that differed, from 0 to 1; null when none were compared. */
  readonly differenceRate: number | null
}

export interface ProgressSettings {
  /** Milliseconds without a hit after which the old side of a route is safe to delete. */
  readonly quiet: number
  /** Everything goes to the old side. */
  readonly killed: boolean
}

/** How far a route has come. */
export interface Progress {
  readonly route: string
  readonly mode: Mode
  /** Percent of keys that the new side answers at this moment. */
  readonly share: number
  readonly halted: string | null
  /** What the rollback cost; null where nothing was rolled back, or none was watching. */
  readonly affected: Affected | null
  readonly differenceRate: number | null
  readonly legacyHits: number
  readonly lastLegacyHit: number | null
  readonly safeToDelete: boolean
  /** What stands against deleting the old side; null when nothing does. */
  readonly obstacle: string | null
}

/** A fortnight: the rare jobs of a month's end need more. */
export const defaultQuiet = 14 * 24 * 3_600_000

/** A route's progress. The old side is quiet since its last hit or the last change of the route, whichever is later. */
export function deriveProgress(
  route: Route,
  state: RouteState,
  counters: RouteCounters,
  now: number,
  { quiet, killed }: ProgressSettings = { quiet: defaultQuiet, killed: false },
): Progress {
  const lastLegacyHit = Math.max(state.lastLegacyHit ?? 0, counters.lastLegacyHit ?? 0) || null
  const quietFor = now - Math.max(state.since, lastLegacyHit ?? 0)
  const obstacle = deriveObstacle(state, { quiet, killed, quietFor })
  return {
    route: route.id,
    mode: state.mode,
    share: killed ? 0 : state.share,
    halted: state.halted,
    affected: state.affected ?? null,
    differenceRate: counters.differenceRate,
    legacyHits: state.legacyHits + counters.legacyHits,
    lastLegacyHit,
    safeToDelete: obstacle === null,
    obstacle,
  }
}

function deriveObstacle(
  { mode, halted }: RouteState,
  { quiet, killed, quietFor }: ProgressSettings & { readonly quietFor: number },
): string | null {
  if (killed) return 'everything has been sent back to the old side'
  if (halted !== null) return 'the route has been halted'
  if (mode !== 'new' && mode !== 'retired') return `the route is in mode ${mode}`
  if (quietFor >= quiet) return null
  return `the old side has been quiet for ${days(quietFor)} of ${days(quiet)} days`
}

const days = (ms: number) => (Math.max(0, ms) / 86_400_000).toFixed(1)
