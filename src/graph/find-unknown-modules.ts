import type { Config, ModuleConfig } from '../kernel/config.js'
import { compileGlobs, hasWildcard } from '../kernel/globs.js'
import { nearestName } from '../kernel/nearest.js'
import type { Problem } from '../kernel/problem.js'
import type { Claimant } from './claim.js'
import { fillPlaceholders } from './find-candidates.js'

/** Names in `dependsOn` and `visibleTo` that no module bears. */
export function findUnknownModules(claimants: readonly Claimant[], config: Config): readonly Problem[] {
  const names = claimants.map(({ name }) => name)
  const known = new Set(names)
  return config.modules.flatMap(entry => {
    const own = claimants.filter(claimant => claimant.config === entry)
    return listReferences(entry)
      .filter(({ wanted, isPattern }) => {
        if (isPattern && hasWildcard(wanted)) return !names.some(compileGlobs([wanted]))
        const filled = own.map(({ captures }) => fillPlaceholders(wanted, captures))
        return own.length > 0 && !filled.some(name => known.has(name))
      })
      .map(({ wanted, at }) => ({
        code: 'module-unknown' as const,
        message: `Module "${entry.name}" names "${wanted}" in "${at[0] === 'dependsOn' ? 'dependsOn' : 'visibleTo'}", but there is no such module.`,
        place: config.locate(['modules', entry.name, ...at]),
        hint: suggestModule(
          wanted,
          names.filter(name => name !== entry.name),
        ),
      }))
  })
}

interface Reference {
  readonly wanted: string
  readonly at: readonly (string | number)[]
  /** Whether a glob of names will do. */
  readonly isPattern: boolean
}

function listReferences({ dependsOn, interfaces }: ModuleConfig): readonly Reference[] {
  const used = dependsOn === 'package.json' ? [] : dependsOn
  return [
    ...used.map(({ module }, at) => ({ wanted: module, at: ['dependsOn', at], isPattern: false })),
    ...interfaces.flatMap(({ name, visibleTo }) =>
      (visibleTo ?? []).map((wanted, at) => ({
        wanted,
        at: ['interfaces', name, 'visibleTo', at],
        isPattern: true,
      })),
    ),
  ]
}

function suggestModule(wanted: string, names: readonly string[]): string {
  const meant = nearestName(wanted, names)
  if (meant !== null) return `Did you mean "${meant}"?`
  if (names.length === 0) return `Declare "${wanted}" in "modules".`
  return `Modules are: ${names.slice(0, 12).join(', ')}${names.length > 12 ? ' …' : ''}.`
}
