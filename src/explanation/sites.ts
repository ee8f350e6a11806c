import type { Dependency } from '../kernel/dependency.js'
import type { ImportSite } from './explanation.js'

export function describeSite({ from, line, column, specifier, form, kind, to }: Dependency): ImportSite {
  return { file: from, line, column, specifier, form, kind, to }
}

/** One dependency a site: an import of three symbols from three files is still one import. */
export function uniqueSites(dependencies: readonly Dependency[]): readonly Dependency[] {
  const seen = new Set<string>()
  return dependencies.filter(({ from, line, column, specifier, to }) => {
    const key = [from, line, column, specifier, to].join('\0')
    return !seen.has(key) && seen.add(key)
  })
}
