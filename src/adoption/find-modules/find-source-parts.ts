import { type Candidate, lastSegment } from './candidate.js'
import { isForeign, sourceRootNames } from './folder-words.js'
import type { SourceFolder, SourceFolders } from './source-folders.js'

/** When one folder holds this share of the source, the parts of the product are looked for inside it. */
const mostOfIt = 0.8

/**
 * The last resort for a package without any convention: the folders directly in its source folder, each with at
 * least two files.
 */
export function findSourceParts(folders: SourceFolders): readonly Candidate[] {
  const root = findSourceRoot(folders)
  if (root === null) return []
  return root.children
    .filter(path => !isForeign(lastSegment(path)) && (folders.get(path)?.product ?? 0) >= 2)
    .map(path => ({ path, ownName: null, evidence: `folder in ${root.path}/` }))
}

/** The folder in which the source starts to branch: `src`, `src/app`. Null where the repository's root is it. */
export function findSourceRoot(folders: SourceFolders): SourceFolder | null {
  const top = (folders.get('')?.children ?? []).filter(path => sourceRootNames.includes(path))
  const [largest] = top
    .flatMap(path => folders.get(path) ?? [])
    .sort((left, right) => right.product - left.product)
  return largest === undefined ? null : descend(largest, folders)
}

function descend(folder: SourceFolder, folders: SourceFolders): SourceFolder {
  const inner = folder.children
    .flatMap(path => folders.get(path) ?? [])
    .find(child => child.product >= folder.product * mostOfIt)
  const branches = inner?.children.filter(path => (folders.get(path)?.product ?? 0) >= 2).length ?? 0
  return inner === undefined || branches < 2 || hasRoutes(inner, folders) ? folder : descend(inner, folders)
}

/** Whether folders are addresses, as in the app router of Next. */
function hasRoutes(folder: SourceFolder, folders: SourceFolders): boolean {
  return [folder, ...folder.children.flatMap(path => folders.get(path) ?? [])].some(({ own }) =>
    own.some(name => /^(page|layout|route|\+page|\+layout)\.[cm]?[jt]sx?$/.test(name)),
  )
}
