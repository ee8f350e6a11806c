import type { Program } from 'oxc-parser'
import { createLocator } from '../sites/locator.js'
import { collectKnex } from './builder/collect-knex.js'
import { collectKysely } from './builder/collect-kysely.js'
import { collectSchemaBuilder, collectTableName } from './builder/collect-schema-builder.js'
import type { Collector, FileContext } from './collector.js'
import { collectArguments, collectRepositoryType } from './orm/collect-arguments.js'
import { collectDrizzleRelations } from './orm/collect-drizzle-relations.js'
import { collectDrizzleTable } from './orm/collect-drizzle-tables.js'
import { collectEntityClass, collectEntitySchema } from './orm/collect-entities.js'
import { collectRelationJoin } from './orm/collect-joins.js'
import { collectRepositoryCall } from './orm/collect-repositories.js'
import { collectClientCall } from './prisma/collect-client.js'
import { collectModelValue, collectTypedQuery } from './prisma/collect-model-value.js'
import { collectSql } from './sql/collect-sql.js'
import { deriveExportedNames } from './syntax/exported-names.js'
import { createScopes } from './syntax/scopes.js'
import { walk } from './syntax/walk.js'
import type { TableRef, TableSite, TableUseSite } from './table-site.js'

/** Collectors by the type of node that they look at, in the order in which aliases must become known. */
const collectors: Readonly<Record<string, readonly Collector[]>> = {
  CallExpression: [
    collectClientCall,
    collectTypedQuery,
    collectArguments,
    collectRepositoryCall,
    collectRelationJoin,
    collectDrizzleRelations,
    collectKysely,
    collectKnex,
    collectSchemaBuilder,
  ],
  NewExpression: [collectSchemaBuilder],
  MemberExpression: [collectModelValue],
  VariableDeclarator: [collectModelValue, collectTypedQuery, collectEntitySchema, collectDrizzleTable],
  ExportDefaultDeclaration: [collectDrizzleTable],
  TSSatisfiesExpression: [collectTypedQuery],
  TSAsExpression: [collectTypedQuery],
  ClassDeclaration: [collectEntityClass, collectRepositoryType],
  ClassExpression: [collectEntityClass, collectRepositoryType],
  TSTypeReference: [collectRepositoryType],
  Property: [collectSchemaBuilder, collectDrizzleRelations],
  PropertyDefinition: [collectTableName],
  MethodDefinition: [collectTableName],
}

/**
 * Definitions and uses of tables in one file, in the order of the source. What other files know (models, imported
 * constants and classes) stays a reference for `linkTables`, so the result depends on this text alone and may be cached
 * by it. `text` is the text that was parsed; one pass over the tree.
 */
export function collectTables(program: Program, text: string, path: string): readonly TableSite[] {
  if (/\.d\.[cm]?ts$/.test(path)) return []
  const sites: TableSite[] = []
  const locate = createLocator(text)
  const scopes = createScopes(program)
  const context = {
    text,
    scopes,
    exported: deriveExportedNames(program),
    placeAt: (start: number) => ({ start, ...locate(start) }),
    emit: (site: TableSite) => sites.push(site),
    imports: importsOf(program, text),
    aliases: new Map<string, TableRef>(),
    commonTables: new Set<string>(),
    consumed: new WeakSet<object>(),
  }
  let file: FileContext | null = null
  walk(program, {
    enter: (node, ancestors) => {
      file ??= { ...context, ancestors }
      scopes.enter(node)
      collectSql(node, file)
    },
    leave: (node, ancestors) => {
      file ??= { ...context, ancestors }
      for (const collect of collectors[node.type] ?? []) collect(node, file)
      scopes.leave(node)
    },
  })
  return tidySites(sites, context.commonTables)
}

function importsOf(program: Program, text: string): ReadonlySet<string> {
  const sources = program.body.flatMap(statement =>
    statement.type === 'ImportDeclaration' ? [statement.source.value] : [],
  )
  const required = [...text.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map(match => match[1] ?? '')
  return new Set([...sources, ...required])
}

/** Of a table that a file touches in one way again and again, as migrations do, so many places are kept. */
const mostPlaces = 5

/** Without references to constants that define no table and to queries with a name, sorted, each once. */
function tidySites(sites: readonly TableSite[], queries: ReadonlySet<string>): readonly TableSite[] {
  const defined = new Set(
    sites.flatMap(site => (site.kind === 'definition' || site.kind === 'creator' ? site.local : [])),
  )
  const places = new Map<string, number[]>()
  return sites
    .filter(site => site.kind !== 'use' || (isKnown(site.ref, defined) && !isQuery(site, queries)))
    .toSorted((left, right) => left.start - right.start)
    .filter(site => {
      const key = keyOf(site)
      const known = places.get(key)
      if (known === undefined) places.set(key, [site.start])
      else if (known.length === mostPlaces || known.includes(site.start)) return false
      else known.push(site.start)
      return true
    })
}

/** What two sites that say the same have in common. */
function keyOf(site: TableSite): string {
  if (site.kind !== 'use') return `${site.kind} ${site.start}`
  const { ref, access, inside, query } = site
  const where = query.length === 0 ? '' : site.start
  if (ref.kind === 'table' && inside === null) return `${access} ${where} ${ref.name}`
  return JSON.stringify([access, where, ref, inside])
}

function isQuery({ by, ref }: TableUseSite, queries: ReadonlySet<string>): boolean {
  return by === 'sql' && ref.kind === 'table' && queries.has(ref.name)
}

function isKnown(ref: TableRef, defined: ReadonlySet<string | null>): boolean {
  if (ref.kind === 'relation') return isKnown(ref.of, defined)
  return ref.kind !== 'local' || defined.has(ref.name) || ref.path.length > 0
}
