/** A folder that holds source files, directly or below. */
export interface Folder {
  /** Relative to the root, empty for the root itself. */
  readonly path: string
  /** Number of path segments. */
  readonly depth: number
  readonly parent: Folder | null
  readonly children: Folder[]
  /** Paths of the files directly in it. */
  readonly files: string[]
}

/** All folders that hold source files, each after its parent. */
export type FolderTree = ReadonlyMap<string, Folder>

/** The source files by folder and by path. */
export interface SourceFiles {
  readonly tree: FolderTree
  readonly paths: ReadonlySet<string>
}

/** Linear in the number of files; expects them sorted, so that a folder's files come in a row. */
export function deriveFolderTree(files: readonly string[]): FolderTree {
  const tree = new Map<string, Folder>()
  let folder = openFolder(tree, '')
  for (const file of files) {
    const path = folderOf(file)
    if (path !== folder.path) folder = openFolder(tree, path)
    folder.files.push(file)
  }
  return tree
}

function openFolder(tree: Map<string, Folder>, path: string): Folder {
  const known = tree.get(path)
  if (known !== undefined) return known
  const parent = path === '' ? null : openFolder(tree, folderOf(path))
  const depth = parent === null ? 0 : parent.depth + 1
  const folder: Folder = { path, depth, parent, children: [], files: [] }
  parent?.children.push(folder)
  tree.set(path, folder)
  return folder
}

/** The folder that a file or folder stands in, empty for the root. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Whether a path is a folder or lies somewhere below it. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** The folder itself, or the nearest one above that holds source files. */
export function findOpenFolder(tree: FolderTree, path: string): Folder | null {
  for (let at = path; ; at = folderOf(at)) {
    const folder = tree.get(at)
    if (folder !== undefined || at === '') return folder ?? null
  }
}

/** The deepest folder that contains all the given ones. */
export function findCommonFolder(folders: readonly string[]): string {
  return folders.reduce((common, folder) => {
    let shared = common
    while (!isWithin(folder, shared)) shared = folderOf(shared)
    return shared
  })
}
