import { type Extraction, remedies } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** Where one side has itself called by the other. */
export function describeInversions({ inversions, module }: Extraction): Section {
  const rows = inversions
    .filter(({ test }) => !test)
    .map(({ place, kind, calledBy, registered, through, answerUsed, remedy }) => [
      place,
      kind,
      `${calledBy === 'module' ? `${module.name} calls` : 'others call'} ${registered} through ${through}${answerUsed ? ', and use the answer' : ''}`,
      remedies[remedy],
    ])
  return {
    id: 'inversions',
    title: rows.length === 0 ? 'Nobody registers handlers across the border' : 'Handlers across the border',
    lead: [],
    table: { head: ['place', 'kind', 'what', 'way out'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}
