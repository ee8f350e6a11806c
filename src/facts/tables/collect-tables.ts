import type { Node, Program } from 'oxc-parser'
import { createLocator } from '../sites/locator.js'
import { collectKnex } from './builder/collect-knex.js'
import { collectKysely } from './builder/collect-kysely.js'
import { collectSchemaBuilder, collectTableName } from './builder/collect-schema-builder.js'
import type { Collector, FileContext } from './collector.js'
import { collectHolder } from './holder/collect-holders.js'
import { collectModelCall, collectModelProperty } from './model/collect-model-calls.js'
import { collectMongooseModel, collectMongooseSchema, collectSchemaClass } from './mongoose/define-models.js'
import { collectArguments, collectRepositoryType } from './orm/collect-arguments.js'
import { collectDrizzleRelations } from './orm/collect-drizzle-relations.js'
import { collectDrizzleTable } from './orm/collect-drizzle-tables.js'
import { collectEntityClass, collectEntitySchema } from './orm/collect-entities.js'
import { collectRelationJoin } from './orm/collect-joins.js'
import { collectRepositoryCall } from './orm/collect-repositories.js'
import { collectClientCall } from './prisma/collect-client.js'
import { collectModelValue, collectTypedQuery } from './prisma/collect-model-value.js'
import { collectAssociation } from './sequelize/associations.js'
import { collectSequelizeModel } from './sequelize/define-models.js'
import { collectColumnReference, collectQueryInterface } from './sequelize/migrations.js'
import { collectTableClass } from './sequelize/table-classes.js'
import { collectSql } from './sql/collect-sql.js'
import { deriveExportedNames } from './syntax/exported-names.js'
import { findQuery, startOfQuery } from './syntax/query-around.js'
import { createScopes } from './syntax/scopes.js'
import { walk } from './syntax/walk.js'
import type { HolderTouch, TableRef, TableSite, TableUseSite } from './table-site.js'
import { tidySites } from './tidy-sites.js'

const classCollectors: readonly Collector[] = [
  collectEntityClass,
  collectRepositoryType,
  collectTableClass,
  collectSchemaClass,
  collectHolder,
]

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
    collectSequelizeModel,
    collectAssociation,
    collectQueryInterface,
    collectMongooseModel,
    collectModelCall,
  ],
  NewExpression: [collectSchemaBuilder],
  MemberExpression: [collectModelValue],
  VariableDeclarator: [
    collectModelValue,
    collectTypedQuery,
    collectEntitySchema,
    collectDrizzleTable,
    collectMongooseSchema,
  ],
  ExportDefaultDeclaration: [collectDrizzleTable],
  TSSatisfiesExpression: [collectTypedQuery],
  TSAsExpression: [collectTypedQuery],
  ClassDeclaration: classCollectors,
  ClassExpression: classCollectors,
  TSTypeReference: [collectRepositoryType],
  Property: [collectSchemaBuilder, collectDrizzleRelations, collectColumnReference, collectModelProperty],
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
  const placeAt = (start: number) => ({ start, ...locate(start) })
  const queries = new Set<number>()
  const around: { node: Node; ancestors: readonly Node[] } = { node: program, ancestors: [] }
  const withQuery = (site: TableUseSite): TableUseSite => {
    const start = startOfQuery(findQuery(around.node, around.ancestors), scopes, queries)
    queries.add(start)
    return { ...site, statement: placeAt(start) }
  }
  const context = {
    text,
    scopes,
    exported: deriveExportedNames(program),
    placeAt,
    emit: (site: TableSite) => sites.push(site.kind === 'use' && needsQuery(site) ? withQuery(site) : site),
    holders: new Map<Node, HolderTouch[]>(),
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
      Object.assign(around, { node, ancestors })
      collectSql(node, file)
    },
    leave: (node, ancestors) => {
      file ??= { ...context, ancestors }
      around.node = node
      for (const collect of collectors[node.type] ?? []) collect(node, file)
      scopes.leave(node)
    },
  })
  return tidySites(sites, context.commonTables)
}

/** Statements of SQL know by themselves where they begin; definitions and references are no queries. */
function needsQuery({ access, by, statement }: TableUseSite): boolean {
  return (access === 'read' || access === 'write') && by !== 'sql' && statement === undefined
}

function importsOf(program: Program, text: string): ReadonlySet<string> {
  const sources = program.body.flatMap(statement =>
    statement.type === 'ImportDeclaration' ? [statement.source.value] : [],
  )
  const required = [...text.matchAll(/\brequire\(\s*['"]([^'"]+)['"]\s*\)/g)].map(match => match[1] ?? '')
  return new Set([...sources, ...required])
}
