const day = 86_400_000

/** Milliseconds: a session ends when it was not used for so long, and in any case at its last. */
const idle = 14 * day
const longest = 90 * day

export function deriveSessionEnd(createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idle, createdAt.getTime() + longest))
}

export interface PresentedToken {
  readonly usedAt: Date | null
  readonly revokedAt: Date | null
  readonly expiresAt: Date
}

/** A token that was used before is in two hands; `reused` ends the session that both have. */
export function judgeToken(token: PresentedToken, now: Date): 'good' | 'over' | 'reused' {
  if (token.revokedAt !== null || token.expiresAt <= now) return 'over'
  return token.usedAt === null ? 'good' : 'reused'
}
