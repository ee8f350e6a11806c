import { compileGlobs, hasWildcard } from '../kernel/globs.js'
import { nearestName } from '../kernel/nearest.js'

/** Names or globs of names, as of modules and packages: a plain name means itself only, `*` means all. */
export function compileNames(patterns: readonly string[]): (name: string) => boolean {
  const exact = new Set(patterns.filter(isName))
  const globs = patterns
    .filter(pattern => !isName(pattern))
    .map(pattern => (pattern === '*' ? '**' : pattern))
  const matches = globs.length === 0 ? () => false : compileGlobs(globs)
  return name => exact.has(name) || matches(name)
}

function isName(pattern: string): boolean {
  return !hasWildcard(pattern) && !pattern.startsWith('!')
}

/** `Did you mean "billing"? ` for a name that nobody bears, or nothing. */
export function suggestName(name: string, known: Iterable<string>): string {
  const near = isName(name) ? nearestName(name, [...known]) : null
  return near === null ? '' : `Did you mean "${near}"? `
}
