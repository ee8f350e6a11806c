import type { Direction, Extraction } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** Each symbol that crosses, with its treatment and where it is used most. */
export function describeSymbols({ seam, treatments }: Extraction, direction: Direction): Section {
  const treated = new Map(
    treatments.filter(each => each.direction === direction).map(each => [each.symbol, each]),
  )
  const rows = seam[direction]
    .toSorted((left, right) => right.crossings.length - left.crossings.length)
    .map(({ id, name, kind, module, members, crossings, place }) => {
      const treatment = treated.get(id)
      return [
        members.length === 0 ? name : `${name} { ${members.map(member => member.name).join(', ')} }`,
        kind,
        ...(direction === 'outbound'
          ? [module ?? '']
          : [[...new Set(crossings.map(each => each.module ?? '(none)'))].join(', ')]),
        crossings.filter(({ test }) => !test).length,
        treatment?.treatment ?? '',
        treatment?.reason.text ?? '',
        place,
      ]
    })
  return {
    id: direction,
    title: direction === 'inbound' ? 'What others use of it' : 'What it uses of others',
    lead: [],
    table: {
      head: [
        'symbol',
        'kind',
        direction === 'inbound' ? 'used by' : 'of',
        'places',
        'treatment',
        'why',
        'declared',
      ],
      rows,
    },
    tone: 'plain',
  }
}
