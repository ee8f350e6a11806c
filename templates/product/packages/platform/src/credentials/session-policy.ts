/** Milliseconds. */
export interface SessionPolicy {
  /** After which a session ends that was not used. */
  readonly idle: number
  /** After which it ends in any case. */
  readonly longest: number
  /** For which a refresh token that was used gives the same successor again, as to replicas that were asked at the same time. */
  readonly grace: number
}

const day = 86_400_000

export const defaultSessionPolicy: SessionPolicy = { idle: 14 * day, longest: 90 * day, grace: 10_000 }

export function deriveSessionEnd(begin: Date, now: Date, { idle, longest }: SessionPolicy): Date {
  return new Date(Math.min(now.getTime() + idle, begin.getTime() + longest))
}

export interface PresentedToken {
  readonly used_at: Date | null
  /** Null where it has none, or one that was used itself. */
  readonly sealed_successor: Buffer | null
  readonly revoked_at: Date | null
  readonly expires_at: Date
}

/**
 * A token that was used before is in two hands; `reused` ends the session that both have. Not so within the grace, and as
 * long as nobody has gone on with what it gave: then it gives the same `again`.
 */
export function judgeToken(
  { used_at, sealed_successor, revoked_at, expires_at }: PresentedToken,
  now: Date,
  { grace }: SessionPolicy,
): 'again' | 'good' | 'over' | 'reused' {
  if (revoked_at !== null || expires_at <= now) return 'over'
  if (used_at === null) return 'good'
  return sealed_successor !== null && now.getTime() < used_at.getTime() + grace ? 'again' : 'reused'
}
