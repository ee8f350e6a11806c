import type { Place } from '../../../kernel/finding.js'
import type { SimulatedOperation } from '../request.js'

/** Text put into a file; lines stay where they are, since none of it has a line of its own. */
export interface Insertion {
  /** Offset in the text as it was. */
  readonly at: number
  readonly text: string
}

/** An operation in whose place nothing could be put. */
export interface Refusal {
  readonly operation: string
  readonly reason: string
  readonly place: Place
}

/** An operation at one declaration: its own, or that of a class that implements it. */
export interface Site {
  readonly operation: SimulatedOperation
  readonly file: string
  readonly symbol: string
}

/** What a declaration asks for; `null` when it only says that others must be looked at. */
export type SiteOutcome =
  | { readonly is: 'inserted'; readonly insertions: readonly Insertion[] }
  | { readonly is: 'refused'; readonly reason: string; readonly offset: number }
  /** Nothing runs here: an interface, an abstract member. */
  | { readonly is: 'abstract'; readonly offset: number }

/** Name by which instrumented files know the runtime, and that of its package in the copy. */
export const alias = '$banyan'
export const packageName = 'banyan-simulation'

/** Puts all texts in; those for the same place stand in the order given. */
export function insertAll(text: string, insertions: readonly Insertion[]): string {
  const ordered = insertions.toSorted((left, right) => left.at - right.at)
  let done = 0
  let result = ''
  for (const { at, text: inserted } of ordered) {
    result += text.slice(done, at) + inserted
    done = at
  }
  return result + text.slice(done)
}
