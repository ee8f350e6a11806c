import type { Facts, SourceTree } from '../../facts/index.js'
import { type Candidate, isWithin, lastSegment } from './candidate.js'
import { findContainers } from './find-containers.js'
import { findFrameworkModules } from './find-framework-modules.js'
import { findShared } from './find-shared.js'
import { isTechnical } from './folder-words.js'
import { deriveSourceFolders } from './source-folders.js'

/** A package, or the repository itself, that may be divided. */
export interface PackageRequest {
  readonly tree: SourceTree
  readonly facts: Facts
  /** Empty for the repository's root. */
  readonly folder: string
  /** Its source files, without those of packages inside it. */
  readonly files: Facts['files']
}

/** Inside a package of a monorepo only what is plainly a modular monolith is divided. */
const fewestInPackage = 3

/** The modules inside a package, by the conventions that it follows; empty when it follows none. */
export function dividePackage(request: PackageRequest): readonly Candidate[] {
  const folders = deriveSourceFolders(request.files)
  const contained = findContainers(folders, request.folder)
  const framework = findFrameworkModules({ tree: request.tree, files: request.files, folders }).filter(
    ({ path }) => !contained.some(other => isWithin(path, other.path) || isWithin(other.path, path)),
  )
  const modules = [...contained, ...framework].filter(({ path }) => path !== request.folder)
  const product = request.files.filter(file => !file.test).length
  const covered = modules.reduce((sum, { path }) => sum + (folders.get(path)?.product ?? 0), 0)
  if (!isConvincing(request.folder, modules, covered / product)) return []
  const isProduct = new Set(request.files.filter(file => !file.test).map(({ path }) => path))
  const dependencies = request.facts.dependencies.filter(({ from }) => isProduct.has(from))
  return [...modules, ...findShared({ folders, packageFolder: request.folder, modules, dependencies })]
}

function isConvincing(packageFolder: string, modules: readonly Candidate[], coverage: number): boolean {
  if (packageFolder === '') return modules.length >= 2
  const technical = modules.filter(({ path }) => isTechnical(lastSegment(path))).length
  return modules.length >= fewestInPackage && coverage >= 0.5 && technical * 2 < modules.length
}
