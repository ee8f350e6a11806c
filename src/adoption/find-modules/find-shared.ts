import type { Dependency } from '../../kernel/dependency.js'
import { hasWildcard } from '../../kernel/globs.js'
import { groupBy } from '../../kernel/group-by.js'
import { type Candidate, isWithin, joinPath, lastSegment, parentFolder } from './candidate.js'
import { claimLookup } from './claim-lookup.js'
import { isForeign } from './folder-words.js'
import type { SourceFolders } from './source-folders.js'

/** What stands beside the modules of a package. */
export interface SharedRequest {
  readonly folders: SourceFolders
  readonly packageFolder: string
  /** The modules already found in the package. */
  readonly modules: readonly Candidate[]
  /** Imports of product files. */
  readonly dependencies: readonly Dependency[]
}

/**
 * What the modules of a package share: folders beside them, and loose files beside them that do not put them together. Left
 * with the application, both would put every module into a cycle with it.
 */
export function findShared(request: SharedRequest): readonly Candidate[] {
  const levels = [
    ...new Set(request.modules.flatMap(module => levelsAbove(module.path, request.packageFolder))),
  ]
  const beside = levels.flatMap(level => listBeside(level, request))
  const imported = findImported(beside, request)
  const folders = beside.filter(path => imported.has(path) && request.folders.has(path))
  const files = beside.filter(path => imported.has(path) && !request.folders.has(path))
  return [
    ...folders.map(path => ({ path, ownName: null, evidence: 'folder beside the modules that use it' })),
    ...[...groupBy(files, parentFolder)].map(([level, own]) => joinFiles(level, own)),
  ]
}

/** The folders from a module's own up to its container's, inside the package and below a repository's root. */
function levelsAbove(path: string, packageFolder: string): readonly string[] {
  const inner = parentFolder(path)
  return [inner, parentFolder(inner)].filter(level => level !== '' && isWithin(level, packageFolder))
}

/** Folders and loose files at a level that belong to no module. */
function listBeside(level: string, { folders, modules }: SharedRequest): readonly string[] {
  const children = (folders.get(level)?.children ?? [])
    .filter(path => !isForeign(lastSegment(path)) && (folders.get(path)?.product ?? 0) > 0)
    .filter(path => !modules.some(({ path: module }) => isWithin(module, path) || isWithin(path, module)))
  const files = (folders.get(level)?.own ?? [])
    .filter(name => !hasWildcard(name))
    .map(name => joinPath(level, name))
  return [...children, ...files]
}

/** Imports between modules and what stands beside them, which goes by its path. */
interface Imports {
  /** Path → paths beside the modules that it imports; all modules together go by the empty path. */
  readonly from: ReadonlyMap<string, ReadonlySet<string>>
  /** Path beside the modules → modules that import it. */
  readonly users: ReadonlyMap<string, ReadonlySet<string>>
  /** Path beside the modules → modules that it imports. */
  readonly used: ReadonlyMap<string, ReadonlySet<string>>
}

function deriveImports(
  beside: readonly string[],
  { folders, modules, dependencies }: SharedRequest,
): Imports {
  const moduleOf = claimLookup(modules)
  const besideOf = claimLookup(beside.map(path => (folders.has(path) ? { path } : { path, only: [path] })))
  const [from, users, used] = [new Map(), new Map(), new Map()] as Map<string, Set<string>>[]
  const note = (map: Map<string, Set<string>> | undefined, key: string, value: string): void => {
    map?.set(key, (map.get(key) ?? new Set()).add(value))
  }
  for (const dependency of dependencies) {
    if (dependency.to === null || dependency.external) continue
    const [user, module] = [moduleOf(dependency.from), moduleOf(dependency.to)]
    const [source, target] = [besideOf(dependency.from), besideOf(dependency.to)]
    if (target !== null && user !== null) note(users, target, user)
    if (target !== null && (user !== null || source !== null))
      note(from, user === null ? (source ?? '') : '', target)
    if (source !== null && module !== null) note(used, source, module)
  }
  return { from: from ?? new Map(), users: users ?? new Map(), used: used ?? new Map() }
}

/** What modules import, directly or through something that they import. */
function findImported(beside: readonly string[], request: SharedRequest): ReadonlySet<string> {
  const imports = deriveImports(beside, request)
  const found = new Set<string>()
  for (const queue = ['']; queue.length > 0; ) {
    for (const target of imports.from.get(queue.pop() ?? '') ?? []) {
      if (found.has(target) || (!request.folders.has(target) && isComposition(target, imports))) continue
      found.add(target)
      queue.push(target)
    }
  }
  return found
}

/** A loose file that uses at least as many modules as use it puts the application together. */
function isComposition(file: string, { users, used }: Imports): boolean {
  const outward = used.get(file)?.size ?? 0
  return outward > 0 && outward >= (users.get(file)?.size ?? 0)
}

/** Loose files as one module: `src/{errors,utils}.ts`. */
function joinFiles(level: string, files: readonly string[]): Candidate {
  const names = files.map(lastSegment).sort()
  const [first = ''] = names
  const ending = first.slice(first.lastIndexOf('.'))
  const stems = names.map(name => name.slice(0, -ending.length))
  const same = names.every(name => name.endsWith(ending))
    ? `{${stems.join(',')}}${ending}`
    : `{${names.join(',')}}`
  return {
    path: joinPath(level, names.length === 1 ? first : same),
    only: files,
    ownName: 'shared',
    evidence: `loose files in ${level}/ that modules use`,
  }
}
