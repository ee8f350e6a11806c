interface Folder {
  readonly folders: Map<string, Folder>
  readonly files: string[]
}

/** Paths as a tree. Folders below `depth` are told by the number of their files. */
export function renderTree(root: string, paths: readonly string[], depth = 3): readonly string[] {
  const top: Folder = { folders: new Map(), files: [] }
  for (const file of paths) {
    const names = file.split('/')
    const last = names.pop() ?? ''
    let at = top
    for (const name of names) {
      const next = at.folders.get(name) ?? { folders: new Map(), files: [] }
      at.folders.set(name, next)
      at = next
    }
    at.files.push(last)
  }
  return [`${root}/`, ...renderFolder(top, '', depth)]
}

function renderFolder(folder: Folder, indent: string, depth: number): readonly string[] {
  const entries = [
    ...[...folder.folders].sort(byName).map(([name, below]) => ({ name, below })),
    ...[...folder.files].sort().map(name => ({ name, below: null })),
  ]
  return entries.flatMap(({ name, below }, at) => {
    const isLast = at === entries.length - 1
    const line = `${indent}${isLast ? '└─' : '├─'} ${name}`
    if (below === null) return [line]
    if (depth === 1) return [`${line}/ (${describeCount(countFiles(below))})`]
    return [`${line}/`, ...renderFolder(below, `${indent}${isLast ? '   ' : '│  '}`, depth - 1)]
  })
}

function countFiles({ folders, files }: Folder): number {
  return [...folders.values()].reduce((sum, below) => sum + countFiles(below), files.length)
}

function describeCount(files: number): string {
  return files === 1 ? '1 file' : `${files} files`
}

function byName([a]: readonly [string, Folder], [b]: readonly [string, Folder]): number {
  return a < b ? -1 : 1
}
