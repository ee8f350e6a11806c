import type { Side } from '../../config/model.js'

/** Why a copy was not made, or came to nothing. */
export const dropReasons = [
  'method',
  'not sampled',
  'busy',
  'left alone',
  'body too large',
  'client left',
  'timeout',
  'failed',
] as const
export type DropReason = (typeof dropReasons)[number]

/** What became of the copies that a route sent to one side. */
export interface CopyCounts {
  readonly sent: number
  /** A whole answer came. */
  readonly answered: number
  /**
   * Of the answered ones: the client's own answer failed or took too long, so there was nothing to compare
   * with.
   */
  readonly unmatched: number
  readonly dropped: Readonly<Record<DropReason, number>>
}

/** Copies for the new system, and those by which the old one is asked twice. */
export type RouteCopyCounts = Readonly<Record<Side, CopyCounts>>

type Counted = 'sent' | 'answered' | 'unmatched'

export interface CopyCounter {
  readonly count: (route: string, side: Side, what: Counted) => void
  readonly drop: (route: string, side: Side, reason: DropReason) => void
  readonly read: (route: string) => RouteCopyCounts
  readonly routes: () => readonly string[]
}

interface Tally {
  sent: number
  answered: number
  unmatched: number
  readonly dropped: Record<DropReason, number>
}

export function createCopyCounter(): CopyCounter {
  const tallies = new Map<string, Record<Side, Tally>>()

  function tally(route: string, side: Side): Tally {
    let both = tallies.get(route)
    if (both === undefined) {
      both = { legacy: emptyTally(), new: emptyTally() }
      tallies.set(route, both)
    }
    return both[side]
  }

  return {
    count: (route, side, what) => {
      tally(route, side)[what] += 1
    },
    drop: (route, side, reason) => {
      tally(route, side).dropped[reason] += 1
    },
    read: route => {
      const both = tallies.get(route) ?? { legacy: emptyTally(), new: emptyTally() }
      return structuredClone(both)
    },
    routes: () => [...tallies.keys()],
  }
}

function emptyTally(): Tally {
  return {
    sent: 0,
    answered: 0,
    unmatched: 0,
    dropped: {
      method: 0,
      'not sampled': 0,
      busy: 0,
      'left alone': 0,
      'body too large': 0,
      'client left': 0,
      timeout: 0,
      failed: 0,
    },
  }
}
