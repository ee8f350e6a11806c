import type { Dependency } from '../../kernel/dependency.js'
import { type Candidate, isWithin, lastSegment, parentFolder } from './candidate.js'
import { isForeign } from './folder-words.js'
import type { SourceFolders } from './source-folders.js'

/** What stands beside the modules of a package. */
export interface SharedRequest {
  readonly folders: SourceFolders
  readonly packageFolder: string
  /** The modules already found in the package. */
  readonly modules: readonly Candidate[]
  readonly dependencies: readonly Dependency[]
}

/**
 * Folders beside the modules that at least two of them import: shared code, a module of its own. Left with the
 * application it would put every module in a cycle with it.
 */
export function findSharedFolders(request: SharedRequest): readonly Candidate[] {
  const levels = new Set(request.modules.flatMap(module => levelsAbove(module.path, request.packageFolder)))
  const beside = [...levels]
    .flatMap(level => request.folders.get(level)?.children ?? [])
    .filter(path => !isForeign(lastSegment(path)) && (request.folders.get(path)?.product ?? 0) > 0)
    .filter(
      path => !request.modules.some(({ path: module }) => isWithin(module, path) || isWithin(path, module)),
    )
  const users = countUsers(beside, request)
  return beside
    .filter(path => (users.get(path)?.size ?? 0) >= 2)
    .map(path => ({
      path,
      ownName: null,
      evidence: `folder beside the modules, imported by ${users.get(path)?.size} of them`,
    }))
}

/** The folders from a module's own up to its container's, inside the package and below a repository's root. */
function levelsAbove(path: string, packageFolder: string): readonly string[] {
  const inner = parentFolder(path)
  const outer = parentFolder(inner)
  return [inner, outer].filter(level => level !== '' && isWithin(level, packageFolder))
}

function countUsers(
  beside: readonly string[],
  request: SharedRequest,
): ReadonlyMap<string, ReadonlySet<string>> {
  const besideOf = folderLookup(beside)
  const moduleOf = folderLookup(request.modules.map(module => module.path))
  const users = new Map<string, Set<string>>()
  for (const { from, to } of request.dependencies) {
    const target = to === null ? null : besideOf(to)
    const module = target === null ? null : moduleOf(from)
    if (target === null || module === null) continue
    const known = users.get(target) ?? new Set<string>()
    users.set(target, known.add(module))
  }
  return users
}

/** Finds the deepest of the folders that holds a file. */
export function folderLookup(folders: readonly string[]): (file: string) => string | null {
  const known = new Set(folders)
  return file => {
    for (let folder = parentFolder(file); folder !== ''; folder = parentFolder(folder)) {
      if (known.has(folder)) return folder
    }
    return known.has('') ? '' : null
  }
}
