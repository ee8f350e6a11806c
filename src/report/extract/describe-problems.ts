import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

export function describeProblems({ problems, filesRead }: Extraction): Section {
  const rows = problems.map(({ place, message }) => [place ?? '', message])
  return {
    id: 'problems',
    title: rows.length === 0 ? 'Everything could be read' : 'What could not be read',
    lead: [
      `${filesRead.toLocaleString('en-US')} files were looked at.`,
      ...(rows.length === 0 ? [] : ['What leads through these places may be missing above.']),
    ],
    table: { head: ['place', 'what'], rows },
    tone: rows.length === 0 ? 'good' : 'warn',
  }
}
