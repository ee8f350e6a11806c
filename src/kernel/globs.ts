import picomatch from 'picomatch'
import { tidyPath } from './paths.js'

/** Answers whether a path, relative to the root and with `/`, is meant. */
export type PathMatch = (path: string) => boolean

/**
 * One answer for a list of globs. Dot files match, letters' case counts, `/` is the only separator.
 * A pattern without wildcards, or with a trailing `/`, names a file or a folder with everything below it;
 * `!pattern` takes out what the others let in. Folder names such as `[id]` and `(shop)` match as written
 * besides their meaning in a glob. An empty list matches nothing.
 */
export function compileGlobs(patterns: readonly string[]): PathMatch {
  const excluded = patterns.filter(isNegated).map(pattern => pattern.slice(1))
  const included = patterns.filter(pattern => !isNegated(pattern))
  if (excluded.length === 0) return compilePositive(included)
  const matchesExcluded = compilePositive(excluded)
  if (included.length === 0) return path => !matchesExcluded(path)
  const matchesIncluded = compilePositive(included)
  return path => matchesIncluded(path) && !matchesExcluded(path)
}

/** `!name`, but not the extglob `!(a|b)`. */
function isNegated(pattern: string): boolean {
  return pattern.startsWith('!') && !pattern.startsWith('!(')
}

function compilePositive(patterns: readonly string[]): PathMatch {
  const names = patterns.map(normalize)
  if (names.includes('')) return () => true
  const exact = new Set(names)
  const folders = names
    .filter((name, at) => isPlain(name) || patterns[at]?.endsWith('/'))
    .map(name => `${name}/`)
  const globs = names
    .map((name, at) => (patterns[at]?.endsWith('/') ? `${name}/**` : name))
    .filter(hasWildcard)
    .flatMap(literalReadings)
  const expressions = globs.map(glob => picomatch.makeRe(glob, { dot: true, windows: false, nonegate: true }))
  return path =>
    exact.has(path) ||
    folders.some(folder => path.startsWith(folder)) ||
    expressions.some(expression => expression.test(path))
}

function normalize(pattern: string): string {
  const name = tidyPath(pattern)
  return name === '.' ? '' : name
}

/** Whether a pattern means more than the one path that it spells. */
export function hasWildcard(pattern: string): boolean {
  return /[*?{}[\]()]/.test(pattern)
}

/** No wildcard, or only brackets and parentheses that may well be part of a folder's name. */
function isPlain(pattern: string): boolean {
  return !/[*?{}|]|[+@!]\(/.test(pattern)
}

/** The glob itself and, where brackets or plain parentheses may be part of names, the glob with those as written. */
export function literalReadings(glob: string): string[] {
  const literal = glob.replace(/[[\]]/g, '\\$&').replace(/(?<![?*+@!])\(([^()|]*)\)/g, '\\($1\\)')
  return literal === glob ? [glob] : [glob, literal]
}
