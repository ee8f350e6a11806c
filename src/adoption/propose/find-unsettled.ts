import type { ModuleInput } from '../../kernel/config/config-input.js'
import { parentFolder } from '../find-modules/candidate.js'
import type { FoundModule } from '../find-modules/find-modules.js'
import type { PublicProposal } from './propose-public.js'

export interface UnsettledRequest {
  readonly apis: ReadonlyMap<string, PublicProposal>
  /** Module → how often others import it. */
  readonly uses: ReadonlyMap<string, number>
  /** Entries for modules to come. */
  readonly conventions: Readonly<Record<string, ModuleInput>>
  readonly modules: readonly FoundModule[]
}

/**
 * Entries of the config whose modules have no public API that others keep to. Where most imports between modules go to
 * such ones, it is how this code is written, and all are meant: `*`. What a convention makes is like its neighbours.
 */
export function findUnsettled({ apis, uses, conventions, modules }: UnsettledRequest): readonly string[] {
  const names = [...apis].flatMap(([name, { isSettled }]) => (isSettled ? [] : [name]))
  const count = (of: Iterable<string>) => [...of].reduce((sum, name) => sum + (uses.get(name) ?? 0), 0)
  if (count(names) * 2 > count(uses.keys())) return ['*']
  const parents = new Set(
    modules.filter(({ name }) => names.includes(name)).map(({ path }) => parentFolder(path)),
  )
  const likewise = Object.entries(conventions).filter(([, { path }]) => parents.has(parentFolder(path)))
  return [...names, ...likewise.map(([name]) => name)]
}
