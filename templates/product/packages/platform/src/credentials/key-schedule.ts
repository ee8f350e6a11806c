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
  /** Whether our secret opens it; others are of replicas with another secret, or of the time before it was changed. */
  readonly isOurs: boolean
}

export interface KeyPlan {
  /** When the key signs that has to be made; null for none. */
  readonly create: Date | null
  readonly remove: readonly string[]
}

const hour = 3_600_000

export const keyPolicy: KeyPolicy = { signs: 30 * 24 * hour, announced: 24 * hour, kept: hour }

/** The youngest of ours that signs already. */
export function chooseSigningKey<Key extends ScheduledKey>(keys: readonly Key[], now: Date): Key | null {
  const ready = keys.filter(({ isOurs, signsFrom }) => isOurs && signsFrom <= now)
  return ready.toSorted((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())[0] ?? null
}

export function planKeys(keys: readonly ScheduledKey[], now: Date, policy: KeyPolicy = keyPolicy): KeyPlan {
  const { signs, announced, kept } = policy
  const passed = ({ signsFrom }: ScheduledKey, time: number) => signsFrom.getTime() + time <= now.getTime()
  // Nobody here can tell when they sign for the last time: they stay for as long as any key does.
  const foreign = keys.filter(key => !key.isOurs && passed(key, signs + announced + kept))
  const current = chooseSigningKey(keys, now)
  if (current === null) return { create: now, remove: foreign.map(({ id }) => id) }
  const ours = keys.filter(({ isOurs }) => isOurs)
  const hasNext = ours.some(({ signsFrom }) => signsFrom > now)
  const due = current.signsFrom.getTime() + signs
  const announce = !hasNext && now.getTime() >= due - announced
  const before = passed(current, kept) ? ours.filter(({ signsFrom }) => signsFrom < current.signsFrom) : []
  return {
    create: announce ? new Date(Math.max(due, now.getTime() + announced)) : null,
    remove: [...before, ...foreign].map(({ id }) => id),
  }
}
