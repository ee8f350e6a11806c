import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

type Loss = Extraction['contract']['lossiness'][number]

/** What the wire does not carry, or changes, as far as types and bodies tell. */
export function describeLosses({ contract }: Extraction): Section {
  const told = contract.lossiness.filter(({ severity }) => severity !== 'note')
  return {
    id: 'losses',
    title: told.length === 0 ? 'All that crosses survives the wire' : 'What does not survive the wire',
    lead: [],
    table: { head: ['where', 'severity', 'effect', 'way out', 'place'], rows: told.map(rowOf) },
    tone: told.some(({ severity }) => severity === 'refused') ? 'bad' : told.length > 0 ? 'warn' : 'good',
  }
}

/** What whoever reads the contract should know. */
export function describeNotes({ contract }: Extraction): Section {
  const notes = contract.lossiness.filter(({ severity }) => severity === 'note')
  return {
    id: 'notes',
    title: notes.length === 0 ? 'Nothing else to know of the wire' : 'What to know of the wire',
    lead: [],
    table: {
      head: ['where', 'effect', 'way out', 'place'],
      rows: notes.map(rowOf).map(([at = '', , ...rest]) => [at, ...rest]),
    },
    tone: 'plain',
  }
}

function rowOf({ at, name, severity, effect, wayOut, place }: Loss) {
  return [
    at === '*' ? 'anywhere' : name === null ? at : `${at}: ${name}`,
    severity,
    effect,
    wayOut,
    place ?? '',
  ]
}
