import fs from 'node:fs'
import path from 'node:path'
import type { SourceTree } from '../source-tree.js'
import { type BlobStore, openBlobStore } from './blob-store.js'
import { followDiskLinks } from './disk-path.js'
import { followLinks } from './follow-links.js'
import { type CommitListing, listCommit } from './list-commit.js'
import { listIgnored } from './list-ignored.js'
import { resolveCommit } from './resolve-commit.js'

/** The files of a commit below the root. */
export interface CommitTree extends SourceTree {
  /** Full id of the commit. */
  readonly commit: string
  /** Reads files that are going to be needed in one go; `read` works without it, at a git call or two a miss. */
  readonly prefetch: (paths: readonly string[]) => void
}

/**
 * Opens a commit as a source tree. Symbolic links, submodules and `node_modules` are left out of `paths`; `read`,
 * `exists` and `realFile` follow links inside the root. Stamps are `git:<blob id>`: equal content, equal stamp.
 *
 * No commit holds what git ignores (installed packages, generated code), yet imports lead there: for ignored
 * paths the working tree answers, without a stamp.
 */
export function openCommitTree(root: string, commit: string): CommitTree {
  const id = resolveCommit(root, commit)
  const listing = listCommit(root, id)
  const { files } = listing
  const store = openBlobStore(root, files, id)
  const folders = deriveFolders(listing)
  const isIgnored = listIgnored(root)
  const followCommit = openLinks(listing, store)
  const onDisk = (file: string): string => path.join(root, file)
  const locate = (file: string): string | null => {
    const target = followCommit(file)
    if (target === null || files.has(target) || folders.has(target)) return target
    return isIgnored(target) ? followDiskLinks(root, target) : target
  }
  return {
    root,
    onDisk: false,
    commit: id,
    paths: [...files.keys()].filter(file => !/(?:^|\/)node_modules\//.test(file)),
    prefetch: store.prefetch,
    stamp: file => stampOf(files.get(file)),
    read: file => {
      const target = locate(file)
      if (target !== null && files.has(target)) return store.read(target)
      if (target !== null && isIgnored(target)) return fs.readFileSync(onDisk(target))
      throw missingFile(file, id)
    },
    exists: file => {
      const target = locate(file)
      if (target === null) return false
      return files.has(target) || folders.has(target) || (isIgnored(target) && fs.existsSync(onDisk(target)))
    },
    realFile: file => {
      const target = locate(file)
      if (target === null || files.has(target)) return target
      return isIgnored(target) && isFile(onDisk(target)) ? target : null
    },
  }
}

function stampOf(blob: string | undefined): string | null {
  return blob === undefined ? null : `git:${blob}`
}

function isFile(absolute: string): boolean {
  return fs.statSync(absolute, { throwIfNoEntry: false })?.isFile() === true
}

/** Follows the links of a commit; their targets are read when first needed. Null for paths outside the root. */
function openLinks({ links }: CommitListing, store: BlobStore): (file: string) => string | null {
  let targets: ReadonlyMap<string, string> | null = null
  return file => {
    targets ??= new Map([...links].map(([link, blob]) => [link, store.readBlob(blob).toString('utf8')]))
    return followLinks(file, targets)
  }
}

/** Every folder that holds a file; the root itself is the empty path. */
function deriveFolders({ files }: CommitListing): ReadonlySet<string> {
  const folders = new Set<string>(['', '.'])
  for (const file of files.keys()) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}

/** As the file system would say it. */
function missingFile(file: string, commit: string): NodeJS.ErrnoException {
  const error: NodeJS.ErrnoException = new Error(`ENOENT: no such file in commit ${commit}, '${file}'`)
  error.code = 'ENOENT'
  error.path = file
  return error
}
