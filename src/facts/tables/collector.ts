import type { Node } from 'oxc-parser'
import type { Scopes } from './syntax/scopes.js'
import type { HolderTouch, SitePlace, TableRef, TableSite } from './table-site.js'

/** The file around a node, as collectors see it during the walk. */
export interface FileContext {
  readonly text: string
  readonly scopes: Scopes
  /** Local name → names under which the file exports it. */
  readonly exported: ReadonlyMap<string, readonly string[]>
  /** From the program to the node's parent. */
  readonly ancestors: readonly Node[]
  readonly placeAt: (offset: number) => SitePlace
  readonly emit: (site: TableSite) => void
  /** Packages and files that the file imports. */
  readonly imports: ReadonlySet<string>
  /** Aliases of query builders seen so far: `u` in `createQueryBuilder(User, 'u')`. */
  readonly aliases: AliasTable
  /** Names that query builders give to queries of the file: `.with('active', …)`; SQL beside them may use them. */
  readonly commonTables: Set<string>
  /** Class → what its code does to tables that its fields stand for. */
  readonly holders: Map<Node, HolderTouch[]>
  /** Nodes that a collector has read together with a node around them. */
  readonly consumed: WeakSet<Node>
}

/** Looks at one node, children first, and emits what it means. */
export type Collector = (node: Node, file: FileContext) => void

/** Alias → what it stands for; a later definition replaces an earlier one. */
export type AliasTable = Map<string, TableRef>
