import type { Extraction } from '../../../src/extract/index.js'
import type { ListedModule, ListedTreatment } from './listed.js'
import type { Matching } from './match-rows.js'

export interface ComparedTreatment {
  readonly symbol: string
  readonly listed: ListedTreatment
  /** What the report says; empty where it lacks the symbol. */
  readonly reported: readonly string[]
  readonly agrees: boolean
  /** Whether the list names it only at sites that it leaves open: it does not count. */
  readonly optional: boolean
}

/** Of every symbol that a list decides over: a method by its own treatment, else that of its owner. */
export function compareTreatments(
  list: ListedModule,
  matching: Matching,
  extraction: Extraction,
): readonly ComparedTreatment[] {
  return [...list.treatments].map(([symbol, listed]) => {
    const reported = treatmentsOf(symbol, matching, extraction)
    const agrees = reported.some(each => each === listed.treatment || each === listed.or)
    const sites = list.rows.filter(row => row.symbol === symbol)
    const optional = sites.length > 0 && sites.every(row => row.optional)
    return { symbol, listed, reported, agrees, optional }
  })
}

/** By the sites of the symbol that both have; without one by its name. */
function treatmentsOf(
  symbol: string,
  { matches }: Matching,
  { seam, treatments }: Extraction,
): readonly string[] {
  const [owner = symbol, ...members] = symbol.split('.')
  const matched = matches
    .filter(({ listed }) => listed.symbol === symbol)
    .map(({ reported }) => ({ ...reported, member: members.length === 0 ? null : reported.member }))
  const named = [...seam.inbound, ...seam.outbound]
    .filter(({ name }) => name === owner)
    .map(({ id, direction }) => ({ id, direction, member: members.join('.') || null }))
  const found = (matched.length > 0 ? matched : named).flatMap(({ id, direction, member }) => {
    const decided = treatments.find(each => each.symbol === id && each.direction === direction)
    if (decided === undefined) return []
    const own = decided.members.find(each => each.member === member)
    return [(own ?? decided).treatment]
  })
  return [...new Set(found)]
}
