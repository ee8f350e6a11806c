export interface KeyPolicy {
  /** Milliseconds that a key signs. */
  readonly signs: number
  /** Milliseconds that a key is published before it signs, so that everybody has fetched it. */
  readonly announced: number
  /** Milliseconds that a key stays published after it has signed for the last time: no token outlives that. */
  readonly kept: number
}

export interface ScheduledKey {
  readonly id: string
  readonly signsFrom: Date
}

export interface KeyPlan {
  /** When the key signs that has to be made; null for none. */
  readonly create: Date | null
  readonly remove: readonly string[]
}

const hour = 3_600_000

export const keyPolicy: KeyPolicy = { signs: 30 * 24 * hour, announced: 24 * hour, kept: hour }

/** The youngest that signs already. */
export function chooseSigningKey<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key | null {
  const ready = keys.filter(({ signsFrom }) => signsFrom <= now)
  return ready.toSorted((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())[0] ?? null
}

export function planKeys(keys: readonly ScheduledKey[], now: Date, policy: KeyPolicy = keyPolicy): KeyPlan {
  const current = chooseSigningKey(keys, now)
  if (current === null) return { create: now, remove: [] }
  const hasNext = keys.some(({ signsFrom }) => signsFrom > now)
  const due = current.signsFrom.getTime() + policy.signs
  const announce = !hasNext && now.getTime() >= due - policy.announced
  const before = keys.filter(({ signsFrom }) => signsFrom < current.signsFrom)
  const dead = current.signsFrom.getTime() + policy.kept <= now.getTime()
  return {
    create: announce ? new Date(Math.max(due, now.getTime() + policy.announced)) : null,
    remove: dead ? before.map(({ id }) => id) : [],
  }
}
