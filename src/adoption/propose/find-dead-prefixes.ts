import type { Facts } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'

/** So many different imports under one prefix are taken for one thing that is missing. */
const fewestSpecifiers = 3

/**
 * Prefixes under which nothing ever resolves, such as `~icons/` or `virtual:`, the shortest of each; with the globs
 * that cover what is imported under them.
 */
export function findDeadPrefixes(facts: Facts, specifiers: readonly string[]): ReadonlyMap<string, string> {
  const bare = [...new Set(specifiers)].filter(
    specifier => !specifier.startsWith('.') && !specifier.startsWith('/'),
  )
  const wanted = new Set(bare.flatMap(prefixesOf))
  const alive = new Set<string>()
  for (const { specifier, to } of facts.dependencies) {
    if (to === null) continue
    for (const prefix of prefixesOf(specifier)) if (wanted.has(prefix)) alive.add(prefix)
    if (wanted.has(`${specifier}/`)) alive.add(`${specifier}/`)
  }
  const shortest = groupBy(
    bare,
    specifier => prefixesOf(specifier).find(prefix => !alive.has(prefix)) ?? null,
  )
  return new Map(
    [...shortest].flatMap(([prefix, own]) =>
      prefix === null || own.length < fewestSpecifiers || !isSimple(prefix, own)
        ? []
        : [[prefix, globOf(prefix)]],
    ),
  )
}

/** `@shop/icons/big/x` → `@shop/`, `@shop/icons/`, `@shop/icons/big/`; `virtual:pages/a` → `virtual:`. */
function prefixesOf(specifier: string): readonly string[] {
  const scheme = /^[a-z][\w-]*:/.exec(specifier)?.[0]
  if (scheme !== undefined) return [scheme]
  const segments = specifier.split('/').slice(0, -1)
  return segments.map((_, at) => `${segments.slice(0, at + 1).join('/')}/`)
}

/** A star does not cross slashes after a scheme. */
function isSimple(prefix: string, specifiers: readonly string[]): boolean {
  return prefix.endsWith('/') || specifiers.every(specifier => !specifier.includes('/'))
}

function globOf(prefix: string): string {
  return prefix.endsWith('/') ? `${prefix}**` : `${prefix}*`
}
