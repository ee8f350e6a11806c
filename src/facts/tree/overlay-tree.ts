import type { SourceTree } from '../source-tree.js'

/** A tree with files planted on top, in memory only. A planted path hides the file below it. */
export function overlayTree(tree: SourceTree, files: Readonly<Record<string, string>>): SourceTree {
  const planted = new Map(Object.entries(files))
  const existing = new Set(tree.paths)
  const added = [...planted.keys()].filter(path => !existing.has(path))
  const folders = new Set([...planted.keys()].flatMap(foldersOf))
  return {
    root: tree.root,
    onDisk: false,
    paths: added.length === 0 ? tree.paths : [...tree.paths, ...added].sort(),
    read: path => {
      const text = planted.get(path)
      return text === undefined ? tree.read(path) : Buffer.from(text)
    },
    stamp: path => (planted.has(path) ? null : tree.stamp(path)),
    exists: path => planted.has(path) || folders.has(path) || tree.exists(path),
    realFile: path => (planted.has(path) ? path : tree.realFile(path)),
  }
}

/** All folders above a path. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}
