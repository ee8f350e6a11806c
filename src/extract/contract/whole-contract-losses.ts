import type { Contract } from './contract.js'
import { describeLoss, type Lossy } from './lossiness.js'
import { visitSchemas } from './visit-schemas.js'

/** What holds for a contract as a whole is said once, not at each of its places. */
export function wholeContractLosses(contract: Omit<Contract, 'lossiness'>): readonly Lossy[] {
  const found = new Map<string, Lossy>()
  const say = (what: Lossy['what'], name: string) => {
    if (!found.has(what)) found.set(what, describeLoss(what, { at: '*', name }))
  }
  visitSchemas(contract, ({ schema, at }) => {
    if (schema.kind === 'undefined') say('undefined', at)
    if (schema.kind === 'number' && schema.nonFinite === true) say('not-finite', at)
    if (schema.kind === 'bigint') say('precision', at)
    if (schema.kind === 'error') say('error-stack', at)
  })
  if (Object.keys(contract.errors).length > 0) say('error-stack', Object.keys(contract.errors)[0] ?? '')
  return [...found.values()]
}
