import { contentHash } from '../cache/content-hash.js'
import type { FileRecord } from '../sites/file-record.js'
import { readRecord } from '../sites/read-record.js'

export interface FileToRead {
  /** Relative to the root: its extension tells the dialect. */
  readonly path: string
  readonly bytes: Buffer
  /** Whether uses of database tables are wanted. */
  readonly tables: boolean
  /** Hash of the content whose record is known already; undefined where no hash is wanted. */
  readonly known: string | null | undefined
}

/** A file as read now. */
export interface ReadFile {
  /** Null when none was wanted. */
  readonly hash: string | null
  /** Null when the content is the known one. */
  readonly record: FileRecord | null
}

/** Reads the record of a content, unless it is the one that is known. */
export function readFile({ path, bytes, tables, known }: FileToRead): ReadFile {
  const hash = known === undefined ? null : contentHash(bytes)
  if (hash !== null && hash === known) return { hash, record: null }
  return { hash, record: readRecord(path, bytes, { tables }) }
}
