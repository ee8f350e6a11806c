import type { Sample } from './take-sample.js'

/** A bounded choice of each route's samples: the first ones, which say how it began, and the newest ones. */
export interface SampleStore {
  /** `limit` samples of this route at most, half of them the first; 0 keeps none. */
  readonly add: (route: string, sample: Sample, limit: number) => void
  /** In the order in which they came. */
  readonly list: (route: string) => readonly Sample[]
  readonly clear: (route: string) => void
}

interface Kept {
  readonly sample: Sample
  readonly bytes: number
}

interface Shelf {
  readonly first: Kept[]
  readonly newest: Kept[]
}

/** `bytesPerRoute` bounds the samples as JSON text; half of it at most is for the first ones. */
export function createSampleStore(bytesPerRoute = 256 * 1024): SampleStore {
  const shelves = new Map<string, Shelf>()
  return {
    add: (route, sample, limit) => {
      const shelf = shelves.get(route) ?? { first: [], newest: [] }
      shelves.set(route, shelf)
      const kept = { sample, bytes: Buffer.byteLength(JSON.stringify(sample)) }
      place(shelf, kept, limit, bytesPerRoute)
    },
    list: route => {
      const shelf = shelves.get(route)
      return shelf === undefined ? [] : [...shelf.first, ...shelf.newest].map(({ sample }) => sample)
    },
    clear: route => {
      shelves.delete(route)
    },
  }
}

function place(shelf: Shelf, kept: Kept, limit: number, bytes: number): void {
  const firstLimit = Math.ceil(limit / 2)
  const fits = bytesOf(shelf.first) + kept.bytes <= bytes / 2
  // Once newer ones are kept, another one would no longer be among the first.
  if (shelf.newest.length === 0 && shelf.first.length < firstLimit && fits) {
    shelf.first.push(kept)
    return
  }
  shelf.newest.push(kept)
  // The limits of a route may have been lowered since the last one.
  shelf.first.length = Math.min(shelf.first.length, firstLimit)
  const left = bytes - bytesOf(shelf.first)
  while (shelf.first.length + shelf.newest.length > limit || bytesOf(shelf.newest) > left) {
    if (shelf.newest.shift() === undefined) break
  }
}

function bytesOf(kept: readonly Kept[]): number {
  return kept.reduce((sum, { bytes }) => sum + bytes, 0)
}
