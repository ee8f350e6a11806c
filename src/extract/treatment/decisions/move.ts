import { type Decide, hasRole, isService } from '../subject.js'

/** What only the other side uses belongs there; settings do not, since each side is given its own. */
export const decideMove: Decide = subject => {
  const { symbol, seam, program } = subject
  const file = symbol.id.slice(0, symbol.id.lastIndexOf('#'))
  if (program.graph.files.get(file)?.generated === true || isService(subject)) return null
  if (hasRole(subject, ['configuration']) !== null) return null
  const importers = subject.importersOf(file)
  const [only] = importers
  if (importers.size !== 1 || only === undefined) return null
  const isOutbound = symbol.direction === 'outbound'
  if (isOutbound ? only !== seam.module : only === seam.module || only === null) return null
  const text = `${file} is used by ${only ?? 'nobody'} alone`
  return { treatment: 'move', reason: { text, place: symbol.place } }
}
