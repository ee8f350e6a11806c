import type { Claim, KeptAnswer, KeyStore } from './key-store.js'

export interface MemoryStoreOptions {
  /** Keys kept; beyond it the oldest are forgotten, as when their time is over. */
  readonly most?: number
  readonly now?: () => number
}

interface Entry {
  readonly fingerprint: string
  readonly owner: string
  readonly expiresAt: number
  leasedUntil: number
  answer: KeptAnswer | null
}

/** Keys in the memory of this process: for one gateway, and until it ends. */
export function createMemoryStore({ most = 10_000, now = Date.now }: MemoryStoreOptions = {}): KeyStore {
  const entries = new Map<string, Entry>()
  const idOf = ({ scope, key }: Claim) => JSON.stringify([scope, key])
  const ownEntry = (claim: Claim) => {
    const entry = entries.get(idOf(claim))
    return entry?.owner === claim.owner && entry.answer === null ? entry : null
  }
  const isFree = (entry: Entry | undefined): entry is undefined =>
    entry === undefined || entry.expiresAt <= now() || (entry.answer === null && entry.leasedUntil <= now())
  return {
    claim: async (claim, { lease, keep }) => {
      const { fingerprint, owner } = claim
      const entry = entries.get(idOf(claim))
      if (!isFree(entry)) {
        if (entry.fingerprint !== fingerprint) return { kind: 'other-request' }
        return entry.answer === null ? { kind: 'at-work' } : { kind: 'answered', answer: entry.answer }
      }
      entries.delete(idOf(claim))
      const leasedUntil = now() + lease
      entries.set(idOf(claim), { fingerprint, owner, leasedUntil, expiresAt: now() + keep, answer: null })
      const [oldest] = entries.keys()
      if (entries.size > most && oldest !== undefined) entries.delete(oldest)
      return { kind: 'first' }
    },
    renew: async (claim, { lease }) => {
      const entry = ownEntry(claim)
      if (entry !== null) entry.leasedUntil = now() + lease
    },
    finish: async (claim, answer) => {
      const entry = ownEntry(claim)
      if (entry !== null) entry.answer = answer
    },
    release: async claim => {
      if (ownEntry(claim) !== null) entries.delete(idOf(claim))
    },
    sweep: async () => {
      for (const [id, { expiresAt }] of entries) if (expiresAt <= now()) entries.delete(id)
    },
  }
}
