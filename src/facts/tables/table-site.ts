import type { RelationEffect, TableUse } from '../facts.js'

export type TableAccess = TableUse['access']
export type Orm = TableUse['by']

/**
 * What one file knows about the table that it means. Only linking, which sees all files, can tell the rest:
 * - `table`: the table's own name, as in SQL: `users`, `billing.invoices`
 * - `entity`: a name in code, wherever it is defined: `getRepository('User')`, `db.query.users`
 * - `model`: what follows a Prisma client: `user` in `prisma.user`
 * - `local`: a constant or class of the same file
 * - `import`: an imported name; `path` holds the members behind it: `schema.users`
 * - `relation`: the table behind a relation of another one: `'order.lines'`
 */
export type TableRef =
  | { readonly kind: 'table'; readonly name: string }
  | { readonly kind: 'entity'; readonly name: string }
  | { readonly kind: 'model'; readonly name: string }
  | { readonly kind: 'local'; readonly name: string; readonly path: readonly string[] }
  | {
      readonly kind: 'import'
      readonly specifier: string
      /** Name as the target exports it; `default`, or `*` for the namespace. */
      readonly symbol: string
      readonly path: readonly string[]
    }
  | { readonly kind: 'relation'; readonly of: TableRef; readonly name: string }

/** Where a site stands: offset in UTF-16 units, line and column from 1. */
export interface SitePlace {
  readonly start: number
  readonly line: number
  readonly column: number
}

/** A key inside the object given to an ORM: a relation of the model, or a word such as `include`. */
export interface QueryKey extends SitePlace {
  readonly name: string
  readonly keys: readonly QueryKey[]
}

/** Code that touches a table. */
export interface TableUseSite extends SitePlace {
  readonly kind: 'use'
  readonly by: Orm
  readonly access: TableAccess
  readonly ref: TableRef
  /** The table whose definition holds this reference, null outside definitions. */
  readonly inside: TableRef | null
  /** Keys that may name relations of the table. */
  readonly query: readonly QueryKey[]
  /** Whether this is a table even when its definition is not found. */
  readonly certain: boolean
  /** Where the query begins in which this stands with other tables. */
  readonly statement?: SitePlace
  /** Of a reference. */
  readonly effects?: readonly RelationEffect[]
}

/** A property that leads from one table to another. */
export interface TableRelation extends SitePlace {
  readonly name: string
  readonly target: TableRef
  /**
   * `holds`: this side stores or names the reference. `opposite`: the other side does, and the language of the schema
   * demands a field here too. `many`: a list, whose other side tells which of both it is.
   */
  readonly side: 'holds' | 'opposite' | 'many'
  /** Tells two relations between the same tables apart, where the code names them. */
  readonly label: string | null
  readonly effects?: readonly RelationEffect[]
}

/** An entity class, a model or a table constant. */
export interface TableDefinitionSite extends SitePlace {
  readonly kind: 'definition'
  readonly by: Orm
  /** Name in code. */
  readonly entity: string
  /** Name in the database, with its schema where one is given; of the parent when null. */
  readonly table: string | null
  /** Name inside the file, null where there is none. */
  readonly local: string | null
  /** Names under which the file exports it. */
  readonly exported: readonly string[]
  /** Superclass that may be an entity itself. */
  readonly parent: TableRef | null
  /** The function that makes the table, where it is one of the project; it may add to the name. */
  readonly creator: TableRef | null
  readonly relations: readonly TableRelation[]
  /** A schema that stands apart and has relations of its own, as Mongoose's do. */
  readonly schema?: TableRef
}

/** A schema without a table: `new Schema({ author: { ref: 'User' } })`; models are made of it. */
export interface TableSchemaSite extends SitePlace {
  readonly kind: 'schema'
  readonly local: string
  readonly exported: readonly string[]
  readonly relations: readonly TableRelation[]
  /** Name that it gives to the collection. */
  readonly table: string | null
}

/** A field of a class that stands for a table, or for the table of a type parameter: `Repository<Entity>`. */
export interface HolderField {
  readonly name: string
  readonly table: TableRef | null
  readonly parameter: string | null
}

/** What a class tells the class above it: a table, or what it is told itself for one of its type parameters. */
export type GivenTable = TableRef | { readonly kind: 'parameter'; readonly name: string }

/** Code of a class that touches the table behind one of its fields. */
export interface HolderTouch extends SitePlace {
  readonly field: string
  readonly by: Orm
  readonly access: TableAccess
}

/** A class of which others inherit how to touch a table, or which says of what table it inherits that. */
export interface TableHolderSite extends SitePlace {
  readonly kind: 'holder'
  readonly local: string
  readonly exported: readonly string[]
  readonly parent: TableRef | null
  /** What the parent's type parameters stand for: `User` in `extends Repo<User>`. */
  readonly given: readonly (GivenTable | null)[]
  readonly parameters: readonly string[]
  readonly fields: readonly HolderField[]
  readonly touches: readonly HolderTouch[]
}

/** Relations written apart from the table: `relations(users, …)`. */
export interface TableRelationsSite extends SitePlace {
  readonly kind: 'relations'
  readonly of: TableRef
  readonly relations: readonly TableRelation[]
}

/** A project's own function that makes tables: `pgTableCreator(name => 'app_' + name)`, `pgSchema('billing')`. */
export interface TableCreatorSite extends SitePlace {
  readonly kind: 'creator'
  readonly local: string
  readonly exported: readonly string[]
  /** Put before and after each name. */
  readonly prefix: string
  readonly suffix: string
}

/** One fact about tables in one file, told by that file alone. Plain data: may be cached by content. */
export type TableSite =
  | TableUseSite
  | TableDefinitionSite
  | TableRelationsSite
  | TableCreatorSite
  | TableSchemaSite
  | TableHolderSite
