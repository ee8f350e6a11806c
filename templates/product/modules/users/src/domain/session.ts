const day = 86_400_000

/** Milliseconds: a session ends when it was not used for so long, and in any case at its last. */
const idle = 14 * day
const longest = 90 * day

export function deriveSessionEnd(begin: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idle, begin.getTime() + longest))
}

interface PresentedToken {
  readonly used_at: Date | null
  readonly revoked_at: Date | null
  readonly expires_at: Date
}

/** A token that was used before is in two hands; `reused` ends the session that both have. */
export function judgeToken(
  { used_at, revoked_at, expires_at }: PresentedToken,
  now: Date,
): 'good' | 'over' | 'reused' {
  if (revoked_at !== null || expires_at <= now) return 'over'
  return used_at === null ? 'good' : 'reused'
}
