import type { Priority } from '../routing/route-settings.js'

export interface ConcurrencyOptions {
  /** Requests at work at once, at most and at least. */
  readonly most: number
  readonly least: number
  /** Milliseconds that the event loop may be late on average: some 200 busy clients make a slow machine 100 late, and are served. */
  readonly delay: number
  /** Milliseconds after which an answer is slow; a tenth of them may be. */
  readonly slow: number
}

export const defaultConcurrency: ConcurrencyOptions = { most: 1000, least: 16, delay: 250, slow: 5000 }

/** Share of the limit up to which requests of a priority are let in. */
const shares: Readonly<Record<Priority, number>> = { critical: 1, high: 0.95, normal: 0.8, low: 0.5 }

/** One request that was let in. Ends once, however often it is told so. */
export interface Slot {
  /** `ms` to the head of its answer; null when nothing can be learned of it. */
  readonly leave: (ms: number | null) => void
}

export interface ConcurrencyLimit {
  /** Null when there is no room for this priority. */
  readonly enter: (priority: Priority) => Slot | null
  /** Ends a window: the limit falls by a fifth below what was at work when there was too much, else it grows by a tenth. */
  readonly adapt: (delay: number) => void
  readonly status: () => ConcurrencyStatus
}

export interface ConcurrencyStatus {
  readonly limit: number
  readonly atWork: number
  /** Since the start. */
  readonly shed: Readonly<Record<Priority, number>>
}

export function createConcurrencyLimit(options: Partial<ConcurrencyOptions> = {}): ConcurrencyLimit {
  const { most, least, delay: tolerated, slow } = { ...defaultConcurrency, ...options }
  const shed: Record<Priority, number> = { critical: 0, high: 0, normal: 0, low: 0 }
  let limit = most
  let atWork = 0
  let window = { peak: 0, answers: 0, slow: 0 }
  const openSlot = (): Slot => {
    let open = true
    return {
      leave: ms => {
        if (!open) return
        open = false
        atWork--
        if (ms === null) return
        window.answers++
        if (ms > slow) window.slow++
      },
    }
  }
  return {
    enter: priority => {
      if (atWork >= Math.max(1, Math.floor(limit * shares[priority]))) {
        shed[priority]++
        return null
      }
      atWork++
      window.peak = Math.max(window.peak, atWork)
      return openSlot()
    },
    adapt: delay => {
      const tooMuch = delay > tolerated || window.slow > window.answers / 10
      limit = tooMuch
        ? Math.max(least, Math.floor(Math.min(limit, window.peak) * 0.8))
        : Math.min(most, limit + Math.max(1, Math.ceil(limit / 10)))
      window = { peak: atWork, answers: 0, slow: 0 }
    },
    status: () => ({ limit, atWork, shed: { ...shed } }),
  }
}
