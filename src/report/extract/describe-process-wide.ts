import { type Extraction, processWideKinds } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** What the module does to its process, or takes from it. */
export function describeProcessWide({ processWide }: Extraction): Section {
  const rows = processWide.map(({ place, kind, text }) => [
    place,
    text,
    processWideKinds[kind].effect,
    processWideKinds[kind].wayOut,
  ])
  return {
    id: 'process-wide',
    title:
      rows.length === 0 ? 'It leaves the process around it alone' : 'What it shares with the whole process',
    lead: [],
    table: { head: ['place', 'code', 'what', 'way out'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}
