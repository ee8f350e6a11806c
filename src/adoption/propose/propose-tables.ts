import type { SourceFile, TableUse } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'

export interface TablesRequest {
  readonly tables: readonly TableUse[]
  readonly files: readonly SourceFile[]
  /** Name of the module that owns a file. */
  readonly moduleOf: (file: string) => string | null
}

/** Where more uses than this share cross modules, who owns a table is for people to say. */
const mostForeign = 0.05

/**
 * Module → tables that it alone defines, in order of name. Empty unless ownership is evident: at least two modules
 * define tables, and each table is used by hardly any other module's code.
 */
export function proposeTables({
  tables,
  files,
  moduleOf,
}: TablesRequest): ReadonlyMap<string, readonly string[]> {
  const tests = new Set(files.filter(({ test }) => test).map(({ path }) => path))
  const product = tables.filter(({ file }) => !tests.has(file))
  const definitions = product.filter(({ access }) => access === 'define')
  const ownerOf = compileOwners(definitions, moduleOf)
  const uses = product.filter(use => use.access !== 'define' && ownerOf(use) !== null)
  const foreign = uses.filter(use => moduleOf(use.file) !== ownerOf(use))
  const owned = groupBy(
    definitions.filter(use => ownerOf(use) !== null),
    use => ownerOf(use) ?? '',
  )
  if (owned.size < 2 || foreign.length > uses.length * mostForeign) return new Map()
  return new Map([...owned].map(([module, own]) => [module, listNames(own)]))
}

/** The one module that defines every table which could be meant by a use; null when several do, or none. */
function compileOwners(
  definitions: readonly TableUse[],
  moduleOf: TablesRequest['moduleOf'],
): (use: TableUse) => string | null {
  const definers = new Map<string, Set<string | null>>()
  for (const use of definitions) {
    for (const name of namesOf(use))
      definers.set(name, (definers.get(name) ?? new Set()).add(moduleOf(use.file)))
  }
  return use => {
    const owners = new Set(namesOf(use).flatMap(name => [...(definers.get(name) ?? [])]))
    const [owner = null] = owners
    return owners.size === 1 ? owner : null
  }
}

/** The table without its schema, and the entity: two modules must not share either. */
function namesOf({ table, entity }: TableUse): readonly string[] {
  const bare = table.slice(table.lastIndexOf('.') + 1)
  return [bare, entity].map(name => name.toLowerCase())
}

function listNames(definitions: readonly TableUse[]): readonly string[] {
  return [...new Map(definitions.map(({ table }) => [table.toLowerCase(), table])).values()].sort()
}
