import type { RelationEffect } from '../../facts/index.js'
import type { Place } from '../../kernel/finding.js'

/** A module with its places, in order; `module` is null for files that no module owns. */
export interface TableParty {
  readonly module: string | null
  readonly places: readonly Place[]
}

/**
 * Why a module counts as a table's owner. `declared`: its config says so; `writer`: nobody else writes it;
 * `several-writers`: the one among them that defines it, or writes it at most places; `definer`: nobody writes it.
 */
export type Ownership = 'declared' | 'writer' | 'several-writers' | 'definer' | 'nobody'

/** A table and who works with it. Tests count nowhere. */
export interface TableFacts {
  /** With its schema where one is written, as in the database. */
  readonly table: string
  /** Names in code, sorted. */
  readonly entities: readonly string[]
  readonly definedAt: readonly (Place & { readonly module: string | null })[]
  readonly owner: string | null
  readonly ownership: Ownership
  readonly writers: readonly TableParty[]
  readonly readers: readonly TableParty[]
  /** Who names it without touching rows: repositories that are asked for, entities that are registered. */
  readonly mentions: readonly TableParty[]
  /** Where migrations and seeds work with it: not the program that runs. */
  readonly setUpAt: readonly Place[]
}

/** A relation or foreign key between tables of two owners. */
export interface CrossingRelation {
  /** `foreign-key`: of the database, as its schema or a migration says; `relation`: of an ORM, which may make one. */
  readonly kind: 'foreign-key' | 'relation'
  /** The table that holds or names the reference. */
  readonly from: string
  readonly fromOwner: string | null
  readonly to: string
  readonly toOwner: string | null
  readonly effects: readonly RelationEffect[]
  readonly places: readonly Place[]
}

/** One query that touches tables of several owners. */
export interface CrossingJoin {
  readonly place: Place
  readonly module: string | null
  readonly tables: readonly {
    readonly table: string
    readonly owner: string | null
    readonly access: 'read' | 'write'
  }[]
}

/** How a transaction is opened. `batch`: a list of queries; `begin`: a call that a later one ends. */
export type TransactionForm = 'callback' | 'batch' | 'begin' | 'decorator'

export interface TransactionScope {
  readonly form: TransactionForm
  /** As written: `this.prisma.$transaction`, `@Transactional`. */
  readonly text: string
  readonly place: Place
  readonly module: string | null
  /** Function around it. */
  readonly within: string | null
}

/** A call on the way from a transaction to the code that it crosses into. */
export interface TransactionStep {
  readonly place: Place
  /** What is called there: `UsersService.rename`; or the message that is published. */
  readonly callee: string
}

/**
 * How the code on the other side takes part. `argument`: it is handed the transaction; `ambient`: it finds it without
 * being handed it; `open`: it runs while the transaction is open, as far as can be told on a connection of its own.
 */
export type Participation = 'argument' | 'ambient' | 'open'

/** Code of another module that runs while a transaction is open. */
export interface CrossingTransaction {
  readonly scope: TransactionScope
  readonly from: string | null
  readonly to: string | null
  readonly callee: string
  readonly participation: Participation
  /** Whether it gets there by a message rather than a call. */
  readonly byMessage: boolean
  /** False where the callee is one of several that the code could mean. */
  readonly sure: boolean
  /** From the transaction to the crossing, that one included. */
  readonly chain: readonly TransactionStep[]
  /** Tables that the callee touches, itself or through what it calls in its module. */
  readonly tables: readonly { readonly table: string; readonly access: 'read' | 'write' }[]
}

/** A transaction that is handed to another module as an argument. */
export interface TransactionHandover {
  readonly place: Place
  readonly from: string | null
  readonly to: string | null
  readonly callee: string
  /** Type of the parameter as written: `EntityManager`, `Prisma.TransactionClient`. */
  readonly type: string
}

export const databases = ['postgresql', 'mysql', 'sqlite', 'mssql', 'mongodb', 'oracle', 'unknown'] as const
export type DatabaseKind = (typeof databases)[number]

/** All that is known of the data of one module. */
export interface ModuleData {
  readonly module: string
  /** Databases that the repository has drivers for, the likeliest first. */
  readonly databases: readonly DatabaseKind[]
  /** Tables that are the module's, in order of name. */
  readonly own: readonly TableFacts[]
  /** Tables of others that the module touches. */
  readonly foreign: readonly TableFacts[]
  readonly relations: readonly CrossingRelation[]
  readonly joins: readonly CrossingJoin[]
  readonly transactions: readonly CrossingTransaction[]
  readonly handovers: readonly TransactionHandover[]
}
