import type { Crossing } from '../../seam/seam.js'
import { type Decide, hasRole, type Subject } from '../subject.js'

/** An entity to which tables of the other side have relations, or whose table the other side uses by itself. */
export const decideRelation: Decide = subject => {
  const { symbol, uses } = subject
  if (symbol.kind !== 'class' && symbol.kind !== 'constant') return null
  const related = uses.find(({ usage }) => usage === 'relate')
  if (related !== undefined) {
    const text = `Another entity has a relation to ${symbol.name} here, which no longer holds in two databases`
    return { treatment: 'refuse', reason: { text, place: related.place } }
  }
  const used = uses.find(use => isTableAccess(use, subject))
  if (used === undefined) return null
  const text = `The table of ${symbol.name} is used from the other side here`
  return { treatment: 'refuse', reason: { text, place: used.place } }
}

/** A repository of the entity is asked for, or registered, outside of the side that has the table. */
function isTableAccess({ usage, member }: Crossing, subject: Subject): boolean {
  return hasRole(subject, ['entity']) !== null && member === null && (usage === 'inject' || usage === 'wire')
}
