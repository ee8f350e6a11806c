import type { Dependency } from '../../kernel/dependency.js'
import type { TableSite } from '../tables/index.js'

/**
 * One way a file names another, before resolution: one per statement or call and kind. Variable parts of a template
 * stand as `${…}` in the specifier.
 */
export interface ImportSite extends Omit<Dependency, 'from' | 'to' | 'definedIn' | 'external'> {
  /** For `import.meta.glob`: patterns that leave files out again. */
  readonly except?: readonly string[]
}

/** A name that a file exports. */
export interface ExportedName {
  readonly name: string
  /** Index of the site the name comes from; -1 when the file defines it. */
  readonly site: number
  /** Name in the file it comes from; `*` for its whole namespace. */
  readonly imported: string
}

/** Why a file's record is not to be trusted. */
export interface RecordProblem {
  readonly code: 'file-unparsed' | 'file-encoding'
  readonly message: string
  readonly line: number
  readonly column: number
}

/** What one file says, read without looking at any other file; this is what the cache keeps. */
export interface FileRecord {
  readonly sites: readonly ImportSite[]
  readonly exports: readonly ExportedName[]
  /** Sites of `export *`, as indices. */
  readonly stars: readonly number[]
  /** Whether the file's first lines say that it is generated. */
  readonly generated: boolean
  readonly problem: RecordProblem | null
  /** Null when tables were not asked for. */
  readonly tables: readonly TableSite[] | null
}
