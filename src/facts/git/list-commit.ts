import { readGit, splitItems } from './run-git.js'

/** Files of a commit below the root; paths relative to it. */
export interface CommitListing {
  /** Path → blob id, in order of path. */
  readonly files: ReadonlyMap<string, string>
  /** Symbolic links: path → id of the blob that holds the target. */
  readonly links: ReadonlyMap<string, string>
}

const line = /^(\d+) (\w+) ([0-9a-f]+)\t(.+)$/s

/** One git call; git itself leaves out what is not below the folder that it runs in. */
export function listCommit(root: string, commit: string): CommitListing {
  const files: [string, string][] = []
  const links = new Map<string, string>()
  for (const item of splitItems(readGit(root, ['ls-tree', '-r', '-z', commit]))) {
    const [, mode, type, id, path] = line.exec(item) ?? []
    if (type !== 'blob' || id === undefined || path === undefined) continue
    if (mode === '120000') links.set(path, id)
    else files.push([path, id])
  }
  // git sorts by bytes of UTF-8, everything else here by code units.
  return { files: new Map(files.sort(([left], [right]) => (left < right ? -1 : 1))), links }
}
