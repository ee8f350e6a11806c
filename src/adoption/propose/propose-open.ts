import type { WorkspacePackage } from '../../facts/index.js'
import { lastSegment } from '../find-modules/candidate.js'
import type { FoundModule } from '../find-modules/find-modules.js'
import { isTechnical } from '../find-modules/folder-words.js'
import { isInner } from './propose-layers.js'

export interface OpenRequest {
  readonly modules: readonly FoundModule[]
  /** Module → modules that its code and tests use. */
  readonly used: ReadonlyMap<string, readonly string[]>
  readonly packages: readonly WorkspacePackage[]
}

/** What fewer use is nobody's habit. */
const fewestUsers = 5
/** One of so many modules uses it: controllers and the like do, while what they are made of has no reason to. */
const usersShare = 3
/** For each module that it uses, so many use it. */
const usersPerUse = 4
/** With more than one of so many files open, little would be left to check. */
const filesShare = 4

/**
 * Modules that anybody may use: code of one kind or called what shared code is called, used by a third of the modules around
 * it, and itself using little. A part of the product stays to be declared however many use it, and so does a workspace
 * package: who uses one says so in its package.json.
 */
export function proposeOpen({ modules, used, packages }: OpenRequest): ReadonlySet<string> {
  const folders = new Set(packages.map(({ folder }) => folder))
  const allFiles = modules.reduce((sum, { files }) => sum + files, 0)
  const isNamedSo = (module: FoundModule): boolean => isTechnical(lastSegment(module.path)) || isInner(module)
  const isShared = (module: FoundModule): boolean => {
    const peers = modules.filter(({ name, inside }) => {
      return name !== module.name && (module.inside === null || inside === module.inside)
    })
    const users = peers.filter(({ name }) => used.get(name)?.includes(module.name)).length
    const uses = used.get(module.name)?.length ?? 0
    return users >= fewestUsers && users * usersShare >= peers.length && uses * usersPerUse <= users
  }
  const open = modules.filter(
    module =>
      isNamedSo(module) &&
      !folders.has(module.path) &&
      module.files * filesShare <= allFiles &&
      isShared(module),
  )
  return new Set(open.map(({ name }) => name))
}
