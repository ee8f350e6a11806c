import type {
  TableCreatorSite,
  TableDefinitionSite,
  TableRef,
  TableRelationsSite,
  TableSchemaSite,
  TableSite,
} from '../table-site.js'
import { foldModelName } from '../model/plural.js'
import { type Definition, indexCreators } from './definitions.js'
import type { Symbols } from './symbols.js'

interface LocatedSite<Site> {
  readonly file: string
  readonly site: Site
}

/** A definition as an import finds it: with its file. */
interface FoundDefinition extends LocatedSite<TableDefinitionSite> {
  readonly local: string | null
  readonly exported: readonly string[]
}

/**
 * Definitions with their full names and relations. Calls of functions that turned out not to make tables are left out.
 */
export function deriveDefinitions(
  sites: ReadonlyMap<string, readonly TableSite[]>,
  symbols: Symbols,
): readonly Definition[] {
  const creators = indexCreators(sites)
  const found = new Map<string, readonly FoundDefinition[]>()
  for (const [file, list] of sites) {
    const own = list.flatMap(site =>
      site.kind === 'definition' ? [{ file, site, local: site.local, exported: site.exported }] : [],
    )
    if (own.length > 0) found.set(file, own)
  }
  const definitionsIn = (file: string) => found.get(file) ?? []
  const resolve = (ref: TableRef, file: string) => findNamed(ref, file, definitionsIn, symbols)
  const nameOf = ({ file, site }: LocatedSite<TableDefinitionSite>, depth = 0): string | null => {
    if (site.creator !== null) {
      const creator = findNamed<TableCreatorSite>(site.creator, file, at => creators.get(at) ?? [], symbols)
      return creator === null ? null : `${creator.prefix}${site.table}${creator.suffix}`
    }
    if (site.table !== null || site.parent === null || depth > parentLimit) return site.table ?? site.entity
    const parent = resolve(site.parent, file)
    return parent === null ? site.entity : nameOf(parent, depth + 1)
  }
  const schemas = indexSchemas(sites)
  const named = [...found.values()]
    .flat()
    .map(definition => withSchema(definition, schemas, symbols))
    .flatMap(definition => {
      const table = nameOf(definition)
      return table === null ? [] : [{ ...definition, table }]
    })
  return addRelations(named, sites, resolve)
}

/** A model with the relations, and the collection, of the schema that it is made of. */
function withSchema(
  definition: FoundDefinition,
  schemas: ReadonlyMap<string, readonly TableSchemaSite[]>,
  symbols: Symbols,
): FoundDefinition {
  const { file, site } = definition
  if (site.schema === undefined) return definition
  const schema = findNamed<TableSchemaSite>(site.schema, file, at => schemas.get(at) ?? [], symbols)
  if (schema === null) return definition
  const relations = [...site.relations, ...schema.relations]
  return { ...definition, site: { ...site, table: schema.table ?? site.table, relations } }
}

function indexSchemas(
  sites: ReadonlyMap<string, readonly TableSite[]>,
): ReadonlyMap<string, readonly TableSchemaSite[]> {
  return new Map([...sites].map(([file, list]) => [file, list.filter(site => site.kind === 'schema')]))
}

/** Child entities above each other before the search for the table is given up. */
const parentLimit = 8

function findNamed<Site extends { readonly local: string | null; readonly exported: readonly string[] }>(
  ref: TableRef,
  file: string,
  sitesIn: (file: string) => readonly Site[],
  symbols: Symbols,
): Site | null {
  if (ref.kind === 'local') return sitesIn(file).find(site => site.local === ref.name) ?? null
  return ref.kind === 'import' ? symbols.findImported(file, ref, sitesIn) : null
}

type NamedDefinition = FoundDefinition & { readonly table: string }

/** Puts relations that are written apart, as Drizzle's are, to their tables, and those of entity superclasses. */
function addRelations(
  named: readonly NamedDefinition[],
  sites: ReadonlyMap<string, readonly TableSite[]>,
  resolve: (ref: TableRef, file: string) => FoundDefinition | null,
): readonly Definition[] {
  const apart = new Map<TableDefinitionSite, TableDefinitionSite['relations'][number][]>()
  for (const { file, site } of listApart(sites)) {
    const owner = site.of.kind === 'entity' ? findByEntity(named, site.of.name) : resolve(site.of, file)
    if (owner !== null) apart.set(owner.site, [...(apart.get(owner.site) ?? []), ...site.relations])
  }
  const inherited = (
    { site, file }: FoundDefinition,
    depth = 0,
  ): readonly TableDefinitionSite['relations'][number][] => {
    const parent = site.parent === null || depth > parentLimit ? null : resolve(site.parent, file)
    return parent === null ? [] : [...parent.site.relations, ...inherited(parent, depth + 1)]
  }
  return named.map(definition => {
    const { file, site, table } = definition
    return {
      file,
      site,
      table,
      relations: [...site.relations, ...(apart.get(site) ?? []), ...inherited(definition)],
    }
  })
}

function listApart(
  sites: ReadonlyMap<string, readonly TableSite[]>,
): readonly LocatedSite<TableRelationsSite>[] {
  return [...sites].flatMap(([file, list]) =>
    list.flatMap(site => (site.kind === 'relations' ? [{ file, site }] : [])),
  )
}

function findByEntity(named: readonly NamedDefinition[], name: string): FoundDefinition | null {
  return (
    named.find(({ site }) => site.by === 'drizzle' && site.entity === name) ??
    named.find(({ site }) => site.by === 'sequelize' && foldModelName(site.entity) === foldModelName(name)) ??
    null
  )
}
