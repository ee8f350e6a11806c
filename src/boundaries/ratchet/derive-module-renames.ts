import type { BaselineEntry } from '../../kernel/finding.js'
import type { Locations } from './locations.js'

/**
 * Modules that stand in the baseline but exist no more, with the module that has their files now, where that is
 * one and the same for all of them. What others recorded about the module (`to`) follows it.
 */
export function deriveModuleRenames(
  entries: readonly BaselineEntry[],
  locations: Locations,
): ReadonlyMap<string, string> {
  const heirs = new Map<string, Set<string>>()
  for (const { module, from } of entries) {
    if (module === null || locations.modules.has(module)) continue
    const heir = locations.homeOf(locations.fileNow(from) ?? '')
    if (heir === null) continue
    const known = heirs.get(module)
    if (known === undefined) heirs.set(module, new Set([heir]))
    else known.add(heir)
  }
  const single = [...heirs].filter(([, names]) => names.size === 1)
  return new Map(single.flatMap(([module, names]) => [...names].map(name => [module, name] as const)))
}
