import type { EncodedRecord } from '../cache/record-codec.js'

/** What threads share: the files to read, of which each takes the next ones. */
export interface Task {
  /** Absolute path of the root. */
  readonly root: string
  readonly paths: readonly string[]
  /** Hash of the content whose record is known, for each path; null where no hashes are wanted. */
  readonly hashes: readonly (string | null)[] | null
  readonly tables: boolean
  /** Position of the next file that nobody has taken. */
  readonly next: Int32Array<SharedArrayBuffer>
}

/** What a thread found out about one file. */
export type Answer =
  | {
      readonly index: number
      readonly hash: string | null
      /** Null when the content is the known one. */
      readonly record: EncodedRecord | null
    }
  | { readonly index: number; readonly error: { readonly code: string | null; readonly message: string } }

/** Few enough that no thread ends long after the others. */
const filesAtOnce = 16

/** Takes the next files, until there are none; positions in `paths`. */
export function* claimFiles({ paths, next }: Pick<Task, 'paths' | 'next'>): Generator<readonly number[]> {
  for (;;) {
    const start = Atomics.add(next, 0, filesAtOnce)
    if (start >= paths.length) return
    const { length } = paths.slice(start, start + filesAtOnce)
    yield Array.from({ length }, (_, offset) => start + offset)
  }
}
