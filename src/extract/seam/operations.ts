import type { Operation, SymbolTreatment } from '../treatment/treatment.js'
import type { CrossingSymbol, Seam } from './seam.js'

/** What is called over the network, of a seam whose symbols are decided over; in the seam's order, with names that are unique. */
export function deriveOperations(seam: Seam, treatments: readonly SymbolTreatment[]): readonly Operation[] {
  const decided = new Map(treatments.map(each => [`${each.direction} ${each.symbol}`, each]))
  const found = [...seam.inbound, ...seam.outbound].flatMap(symbol => {
    const treatment = decided.get(`${symbol.direction} ${symbol.id}`)
    return treatment === undefined ? [] : operationsOf(symbol, treatment)
  })
  const seen = new Map<string, number>()
  return found.map(operation => {
    const count = (seen.get(operation.name) ?? 0) + 1
    seen.set(operation.name, count)
    return count === 1 ? operation : { ...operation, name: `${operation.name}${count}` }
  })
}

function operationsOf(symbol: CrossingSymbol, { treatment, members }: SymbolTreatment): readonly Operation[] {
  const remote = members.filter(each => each.treatment === 'remote')
  const called = remote.map(({ member }) => ({ name: `${symbol.name}.${member}`, symbol, member }))
  const isCalled =
    symbol.kind === 'function' &&
    treatment === 'remote' &&
    (remote.length === 0 || symbol.crossings.some(({ usage, member }) => usage === 'call' && member === null))
  return isCalled ? [{ name: symbol.name, symbol, member: null }, ...called] : called
}
