import { type Extraction, unfollowedKinds } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** Where the border may be crossed, and no name in the code says so. */
export function describeUnfollowed({ unfollowed }: Extraction): Section {
  const rows = unfollowed
    .filter(({ test }) => !test)
    .map(({ place, kind, text, candidates }) => [
      place,
      text,
      candidates.length === 0 ? 'any file' : candidates.join(', '),
      unfollowedKinds[kind].effect,
      unfollowedKinds[kind].wayOut,
    ])
  return {
    id: 'unfollowed',
    title: rows.length === 0 ? 'Every way over the border has a name' : 'What could not be followed',
    lead: rows.length === 0 ? [] : ['Whether these places cross the border is told at run time alone.'],
    table: { head: ['place', 'code', 'may mean', 'why', 'way out'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}
