import type { SourceFile, WorkspacePackage } from '../../facts/index.js'
import type { ModuleInput } from '../../kernel/config/config-input.js'
import { groupBy } from '../../kernel/group-by.js'
import { lastSegment, parentFolder } from '../find-modules/candidate.js'
import type { FoundModule } from '../find-modules/find-modules.js'

export interface ConventionRequest {
  readonly modules: readonly FoundModule[]
  readonly packages: readonly WorkspacePackage[]
  readonly files: readonly SourceFile[]
}

/** A folder with fewer packages shows no habit. */
const fewestPackages = 3

/**
 * Entries for the packages to come: where a folder holds nothing but workspace packages that are modules, the next one
 * in it becomes a module too, and may use what its package.json names. Only the first entry makes plain names, so that no
 * two make the same.
 */
export function proposeConventions(request: ConventionRequest): Readonly<Record<string, ModuleInput>> {
  const parents = findPackageFolders(request)
  return Object.fromEntries(
    parents.map((parent, at) => [
      at === 0 ? '{package}' : `${namePrefix(parent, parents)}-{package}`,
      { path: `${parent}/{package}`, dependsOn: 'package.json' as const },
    ]),
  )
}

/** Those with the most packages first. */
function findPackageFolders({ modules, packages, files }: ConventionRequest): readonly string[] {
  const paths = new Set(modules.map(({ path }) => path))
  const isModule = (child: string): boolean => paths.has(child)
  return [...groupBy(packages, ({ folder }) => parentFolder(folder))]
    .filter(([parent, members]) => parent !== '' && members.length >= fewestPackages)
    .filter(([parent]) => listChildren(parent, files).every(isModule))
    .sort(([left, own], [right, others]) => others.length - own.length || (left < right ? -1 : 1))
    .map(([parent]) => parent)
}

/** Folders directly below one that hold source, and source files that lie in it. */
function listChildren(parent: string, files: readonly SourceFile[]): readonly string[] {
  const start = `${parent}/`
  const inside = files.filter(({ path }) => path.startsWith(start))
  return [...new Set(inside.map(({ path }) => start + (path.slice(start.length).split('/')[0] ?? '')))]
}

/** The folder's name; with all folders above it where another one is called the same. */
function namePrefix(parent: string, parents: readonly string[]): string {
  const name = lastSegment(parent)
  const isUnique = parents.filter(other => lastSegment(other) === name).length === 1
  return (isUnique ? name : parent.replaceAll('/', '-')).replace(/[^\p{L}\p{N}._-]+/gu, '-')
}
