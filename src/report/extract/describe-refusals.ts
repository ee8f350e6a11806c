import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

export function describeRefusals({ refusals }: Extraction): Section {
  const rows = refusals.map(({ what, direction, reason }) => [
    reason.place,
    nameOf(what),
    direction === 'inbound' ? 'its own' : 'of others',
    reason.text,
  ])
  return {
    id: 'refusals',
    title: refusals.length === 0 ? 'Nothing is refused' : 'What cannot travel',
    lead: [],
    table: { head: ['place', 'what', 'whose', 'why'], rows },
    tone: refusals.length === 0 ? 'good' : 'bad',
  }
}

/** Without the file: the place says it. */
function nameOf(id: string): string {
  return id.slice(id.indexOf('#') + 1)
}
