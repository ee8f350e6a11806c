import type { WorkspacePackage } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'
import type { FoundModule } from '../find-modules/find-modules.js'

/** What a module is going to declare: names in order, or what its package.json names. */
export type DeclaredUse = readonly string[] | 'package.json'

export interface DependencyRequest {
  readonly modules: readonly FoundModule[]
  /** Module → modules that its code uses, in order of name. */
  readonly used: ReadonlyMap<string, readonly string[]>
  readonly packages: readonly WorkspacePackage[]
  /** Whether one may use the other without declaring it. */
  readonly isOpen: (from: string, to: string) => boolean
}

/**
 * The dependencies that each module declares. A package whose package.json names every module it uses refers to that
 * file: the team keeps it true already, and a second list would only repeat it. All others list what they use, without what is
 * open to them.
 */
export function proposeDependencies(request: DependencyRequest): ReadonlyMap<string, DeclaredUse> {
  const { modules, used, packages, isOpen } = request
  const packageAt = new Map(packages.map(member => [member.folder, member]))
  const bearers = groupBy(packages, member => member.name)
  // A name that two packages bear tells neither of them.
  const nameAt = (folder: string): string | undefined => {
    const name = packageAt.get(folder)?.name
    return name !== undefined && bearers.get(name)?.length === 1 ? name : undefined
  }
  const packageOf = new Map(modules.map(({ name, path }) => [name, nameAt(path)]))
  return new Map(
    modules.map(({ name, path }) => {
      const own = (used.get(name) ?? []).filter(other => !isOpen(name, other))
      const declared = new Set(packageAt.get(path)?.dependencies ?? [])
      const isDeclared = (other: string): boolean => declared.has(packageOf.get(other) ?? '')
      return [name, own.length > 0 && own.every(isDeclared) ? ('package.json' as const) : own]
    }),
  )
}
