/**
 * The files a run looks at: a working tree, a commit, or either with files planted on top.
 * Paths are relative to the root, with `/`.
 */
export interface SourceTree {
  /** Absolute path of the root. */
  readonly root: string
  /** Whether every file is read from below the root as it stands there. */
  readonly onDisk: boolean
  /** All files git does not ignore (or `.gitignore` rules do not, outside git), sorted, symbolic links left out. */
  readonly paths: readonly string[]
  /** Content of a file; throws the system's error when it cannot be read. */
  readonly read: (path: string) => Buffer
  /** Cheap identity of the content at this moment, or null where only reading tells. */
  readonly stamp: (path: string) => string | null
  /** Whether any file or folder stands there, ignored ones included; links are followed inside the root. */
  readonly exists: (path: string) => boolean
  /** The path of the file that stands there once links are followed, ignored files included; null for folders and nothing. */
  readonly realFile: (path: string) => string | null
}
