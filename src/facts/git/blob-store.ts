import { measureBlobs, readBlobs } from './read-blobs.js'
import { listChangedFiles } from './list-changed-files.js'

/** Contents of a commit's files, fetched in batches and kept while they are likely to be read. */
export interface BlobStore {
  readonly read: (path: string) => Buffer
  readonly readBlob: (id: string) => Buffer
  readonly prefetch: (paths: readonly string[]) => void
}

/** Files read ahead of the one asked for. */
const aheadFiles = 256
/** Larger files are only read when asked for. */
const aheadBytes = 1024 * 1024
/** Bytes kept before the oldest batches are let go. */
const keptBytes = 128 * 1024 * 1024

/**
 * The first miss fetches everything that differs from the working tree, because the facts of all other files are
 * known from there; after that, a miss fetches the files that follow it in order of path.
 */
export function openBlobStore(root: string, files: ReadonlyMap<string, string>, commit: string): BlobStore {
  const paths = [...files.keys()]
  const positions = new Map(paths.map((path, at) => [path, at]))
  let kept = new Map<string, Buffer>()
  let bytes = 0
  let changed: readonly string[] | null = null

  const fetch = (ids: readonly string[], wanted: string | null): void => {
    const unknown = [...new Set(ids)].filter(id => !kept.has(id))
    const sizes = [...measureBlobs(root, unknown)].filter(([id, size]) => id === wanted || size <= aheadBytes)
    if (bytes > keptBytes) [kept, bytes] = [new Map(), 0]
    for (const [id, content] of readBlobs(root, new Map(sizes))) {
      kept.set(id, content)
      bytes += content.length
    }
  }
  const idsOf = (names: readonly string[]): string[] => names.flatMap(name => files.get(name) ?? [])
  const readBlob = (id: string, around: () => readonly string[] = () => []): Buffer => {
    if (!kept.has(id)) fetch([id, ...around()], id)
    const content = kept.get(id)
    if (content === undefined) throw new Error(`git lacks the object ${id} of ${commit}`)
    return content
  }
  const neighbours = (path: string): string[] => {
    if (changed === null) {
      changed = listChangedFiles(root, commit)
      if (changed.includes(path)) return idsOf(changed)
    }
    const at = positions.get(path) ?? 0
    return idsOf(paths.slice(at, at + aheadFiles))
  }
  return {
    readBlob,
    read: path => readBlob(files.get(path) ?? '', () => neighbours(path)),
    prefetch: names => fetch(idsOf(names), null),
  }
}
