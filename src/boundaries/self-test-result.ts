import type { RuleName } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'

/** A planted violation: `orders → billing` for a rule about pairs of modules. */
export interface Planted {
  readonly rule: RuleName
  readonly label: string
}

/** A rule that nothing was planted for. */
export interface Skipped {
  readonly rule: RuleName | `own/${string}`
  readonly reason: string
}

/** Which rules were shown to fire on this project, pair by pair. */
export interface SelfTestResult {
  readonly schemaVersion: 1
  /** Planted and found. */
  readonly shown: readonly Planted[]
  /** Planted and not found; each one is a problem too. */
  readonly silent: readonly Planted[]
  readonly skipped: readonly Skipped[]
  /** Empty exactly when every planted violation was found and there was something to plant it in. */
  readonly problems: readonly Problem[]
  readonly durationMs: number
}
