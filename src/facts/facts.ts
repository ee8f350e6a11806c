import type { Dependency } from '../kernel/dependency.js'
import type { Problem } from '../kernel/problem.js'
import type { Waivable } from '../kernel/config.js'

/** A TypeScript or JavaScript file that counts. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string
  readonly test: boolean
  readonly generated: boolean
  /** Names that the file exports itself or hands on, without those behind `export *`; `default` included. */
  readonly exports: readonly string[]
}

/** A package of the workspace: the root package or a member. */
export interface WorkspacePackage {
  readonly name: string
  /** Folder relative to the root; empty for the root itself. */
  readonly folder: string
  /** Names in dependencies, devDependencies, peerDependencies and optionalDependencies. */
  readonly dependencies: readonly string[]
  /** Files that `main`, `module`, `types`, `exports` lead to, mapped back to source; index file otherwise. */
  readonly entries: readonly string[]
}

/**
 * What a reference does besides: rows go with the one that they refer to (`cascade-delete`), or lose the reference
 * (`set-null`); the ORM saves related rows along (`cascade-save`), or reads them with each row (`eager`).
 */
export const relationEffects = ['cascade-delete', 'set-null', 'cascade-save', 'eager'] as const
export type RelationEffect = (typeof relationEffects)[number]

/** How code touches a table. */
export const tableAccesses = ['define', 'read', 'write', 'refer'] as const

/** One use or definition of a database table or ORM entity. */
export interface TableUse {
  readonly file: string
  readonly line: number
  readonly column: number
  /** Table as written, `schema.table` where the schema is known; an ORM model's own name otherwise. */
  readonly table: string
  /** Code-level name: entity class, Prisma model, Drizzle constant; the table itself for SQL. */
  readonly entity: string
  readonly by: 'prisma' | 'drizzle' | 'typeorm' | 'kysely' | 'knex' | 'sequelize' | 'mongoose' | 'sql'
  readonly access: (typeof tableAccesses)[number]
  /** The table whose definition holds this reference: the one with the foreign key or the relation. Absent elsewhere. */
  readonly inside?: string
  /** Where the query begins in which the table stands with others, `line:column`; absent where it stands alone. */
  readonly query?: string
  /** Of a reference; absent where it has none. */
  readonly effects?: readonly RelationEffect[]
}

/** A reason not to trust the facts of one file; a waiver may cover it. */
export interface FileProblem extends Problem {
  readonly file: string
  readonly waivable: Waivable
  /** The specifier of an unresolved import; null for the other kinds. */
  readonly specifier: string | null
}

/** Everything read from the source tree: plain data, no syntax trees. */
export interface Facts {
  /** Absolute path of the root. */
  readonly root: string
  /** Sorted by path. */
  readonly files: readonly SourceFile[]
  /** Sorted by file, line, column. */
  readonly dependencies: readonly Dependency[]
  readonly packages: readonly WorkspacePackage[]
  /** Empty unless asked for. Of a table that a file touches in one way again and again, the first places. */
  readonly tables: readonly TableUse[]
  readonly problems: readonly FileProblem[]
}
