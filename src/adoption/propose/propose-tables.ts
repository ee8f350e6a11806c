import type { TableUse } from '../../facts/index.js'
import { groupBy } from '../group-by.js'

/**
 * Module → tables that it alone defines, in order of name. Empty unless at least two modules define tables: where
 * one module holds the whole schema, ownership says nothing.
 */
export function proposeTables(
  tables: readonly TableUse[],
  moduleOf: (file: string) => string | null,
): ReadonlyMap<string, readonly string[]> {
  const owned = new Map<string, string[]>()
  const definitions = tables.filter(({ access }) => access === 'define')
  for (const [table, uses] of groupBy(definitions, use => use.table)) {
    const owners = new Set(uses.map(({ file }) => moduleOf(file)))
    const [owner] = owners
    if (owners.size === 1 && owner != null) owned.set(owner, [...(owned.get(owner) ?? []), table])
  }
  if (owned.size < 2) return new Map()
  return new Map([...owned].map(([module, names]) => [module, names.sort()]))
}
