import type { Decide } from '../subject.js'

/** An entity to which tables of the other side have relations. */
export const decideRelation: Decide = ({ symbol, uses }) => {
  const related = uses.find(({ usage }) => usage === 'relate')
  if (related === undefined) return null
  const text = `Another entity has a relation to ${symbol.name} here, which no longer holds in two databases`
  return { treatment: 'refuse', reason: { text, place: related.place } }
}
