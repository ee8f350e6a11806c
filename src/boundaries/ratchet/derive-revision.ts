import type { BaselineEntry } from '../../kernel/finding.js'
import type { BaselineMatch } from './match-baseline.js'

/** What becomes of an entry; the same object when nothing does, null when it goes. */
export type Revision = (entry: BaselineEntry) => BaselineEntry | null

/**
 * Lets moved entries point to where their violations are now and drops those of `removed`. Entries are told by
 * what they say, so the match may come from another reading of the same files.
 */
export function deriveRevision(match: BaselineMatch, removed: readonly BaselineEntry[]): Revision {
  const moves = [...match.claims].filter(([entry, place]) => entry !== place)
  const moved = new Map(moves.map(([entry, place]) => [textOf(entry), place]))
  const gone = new Set(removed.map(textOf))
  return entry => {
    const text = textOf(entry)
    return moved.get(text) ?? (gone.has(text) ? null : entry)
  }
}

function textOf({ rule, module, from, to, symbol, until }: BaselineEntry): string {
  return JSON.stringify([rule, module, from, to, symbol, until])
}
