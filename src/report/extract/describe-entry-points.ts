import type { Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

export function describeEntryPoints({ entryPoints, module }: Extraction): Section {
  const rows = entryPoints.map(({ kind, name, handler, place, whenStays, whenMoves, advice }) => [
    `${kind} ${name}`,
    handler,
    whenStays,
    whenMoves,
    advice,
    place,
  ])
  return {
    id: 'entry-points',
    title: 'Entry points',
    lead:
      rows.length === 0
        ? ['Nothing in it is called from outside of the program.']
        : [
            `What one request would call over the network when the entry point stays with the rest, and when it moves with ${module.name}.`,
          ],
    table: { head: ['entry point', 'handler', 'calls if it stays', 'if it moves', 'advice', 'place'], rows },
    tone: 'plain',
  }
}
