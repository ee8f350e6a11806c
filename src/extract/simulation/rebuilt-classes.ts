import type { Contract } from '../contract/contract.js'
import { visitSchemas } from '../contract/visit-schemas.js'

/** Names of the classes whose instances the contract makes anew on the other side; in order. */
export function deriveRebuiltClasses(contract: Contract): readonly string[] {
  const names = new Set<string>()
  visitSchemas(contract, ({ schema }) => {
    if (schema.kind === 'instance') names.add(schema.class.slice(schema.class.lastIndexOf('#') + 1))
  })
  return [...names].toSorted()
}
