import type { SourceFile } from '../../facts/index.js'
import { lastSegment, parentFolder } from './candidate.js'

/** A folder with source files somewhere below it. */
export interface SourceFolder {
  readonly path: string
  /** Source files below, tests included. */
  readonly files: number
  /** Source files below that are not tests. */
  readonly product: number
  /** Names of the product files that stand directly in it. */
  readonly own: readonly string[]
  /** Paths of the folders directly in it. */
  readonly children: readonly string[]
}

/** Every folder with source files, by path; the root is the empty path. */
export type SourceFolders = ReadonlyMap<string, SourceFolder>

interface Draft {
  files: number
  product: number
  own: string[]
  children: Set<string>
}

export function deriveSourceFolders(files: readonly SourceFile[]): SourceFolders {
  const drafts = new Map<string, Draft>()
  for (const file of files) {
    let below: string | null = null
    for (let folder = parentFolder(file.path); ; folder = parentFolder(folder)) {
      const draft = drafts.get(folder) ?? { files: 0, product: 0, own: [], children: new Set<string>() }
      drafts.set(folder, draft)
      draft.files++
      if (!file.test) draft.product++
      if (below !== null) draft.children.add(below)
      else if (!file.test) draft.own.push(lastSegment(file.path))
      if (folder === '') break
      below = folder
    }
  }
  return new Map(
    [...drafts].map(([path, draft]) => [path, { ...draft, path, children: [...draft.children].sort() }]),
  )
}
