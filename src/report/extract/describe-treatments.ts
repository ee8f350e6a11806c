import { type Extraction, type Treatment, treatments } from '../../extract/catalogues.js'
import type { Section } from '../document/section.js'

/** How many symbols and places get each treatment. */
export function describeTreatments({ seam, treatments: treated }: Extraction): Section {
  const crossings = new Map(
    [...seam.inbound, ...seam.outbound].map(symbol => [
      `${symbol.direction} ${symbol.id}`,
      symbol.crossings.filter(({ test }) => !test).length,
    ]),
  )
  const rows = (Object.keys(treatments) as Treatment[]).flatMap(treatment => {
    const own = treated.filter(each => each.treatment === treatment)
    if (own.length === 0) return []
    const count = (direction: 'inbound' | 'outbound') =>
      own.filter(each => each.direction === direction).length
    const places = own.reduce(
      (sum, { direction, symbol }) => sum + (crossings.get(`${direction} ${symbol}`) ?? 0),
      0,
    )
    return [[treatment, count('inbound'), count('outbound'), places, treatments[treatment]]]
  })
  return {
    id: 'treatments',
    title: 'What becomes of what crosses the border',
    lead: [],
    table: { head: ['treatment', 'of it', 'of others', 'places', 'what that means'], rows },
    tone: 'plain',
  }
}
