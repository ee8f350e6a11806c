import type { ts } from 'ts-morph'
import type { Scope } from '../calls/index.js'
import type { Obstacle } from './obstacle.js'

/** A place that changes, before it is described. */
export interface DraftSite {
  /** The expression that is waited for. */
  readonly node: ts.Node
  readonly obstacle: Obstacle
}

/** What changes around one place because its answer comes later. */
export interface Settlement {
  readonly sites: readonly DraftSite[]
  /** Functions that must become asynchronous; those who use them come next. */
  readonly next: readonly Scope[]
  /** Functions that become asynchronous and whose users are settled already, or wait already. */
  readonly settled: readonly Scope[]
}

export const nothing: Settlement = { sites: [], next: [], settled: [] }

export function joinSettlements(parts: readonly Settlement[]): Settlement {
  return {
    sites: parts.flatMap(({ sites }) => sites),
    next: parts.flatMap(({ next }) => next),
    settled: parts.flatMap(({ settled }) => settled),
  }
}
