import { compileGlobs } from '../../kernel/globs.js'
import type { Resolver } from '../resolve/resolver.js'
import type { ImportSite } from '../sites/file-record.js'

/** Files that one site with a variable part can mean: a template with `${…}` or an `import.meta.glob`. */
export function expandPattern(from: string, site: ImportSite, context: PatternContext): string[] {
  if (site.form === 'import-meta-glob') {
    const excluded = (site.except ?? []).map(pattern => globMatcher(from, pattern, context))
    const wanted = site.specifier.split('|').flatMap(pattern => globFiles(from, pattern, context))
    return [...new Set(wanted)].filter(
      file => file !== from && !excluded.some(matches => matches?.(file) ?? false),
    )
  }
  return templateFiles(from, site.specifier, context)
}

export interface PatternContext {
  readonly resolver: Resolver
  /** Sorted. */
  readonly paths: readonly string[]
}

function globFiles(from: string, pattern: string, context: PatternContext): string[] {
  const matches = globMatcher(from, pattern, context)
  if (matches === null) return []
  const folder = context.resolver.resolveFolder(from, staticFolder(pattern))
  return folder === null ? [] : pathsBelow(context.paths, folder).filter(matches)
}

function globMatcher(from: string, pattern: string, { resolver }: PatternContext) {
  const start = staticFolder(pattern)
  const folder = resolver.resolveFolder(from, start)
  if (folder === null) return null
  const rest = pattern.slice(start.length).replace(/^\//, '')
  return compileGlobs([folder === '' ? rest : `${folder}/${rest}`])
}

/** The folders in front of the first wildcard. */
function staticFolder(pattern: string): string {
  const fixed = /^[^*?{[(!]*/.exec(pattern)?.[0] ?? ''
  return fixed.slice(0, Math.max(fixed.lastIndexOf('/'), 0)) || (pattern.startsWith('/') ? '/' : '.')
}

function templateFiles(from: string, specifier: string, { resolver, paths }: PatternContext): string[] {
  const parts = specifier.replace(/\?[^/]*$/, '').split('${…}')
  const known = parts[0] ?? ''
  const start = known.slice(0, known.lastIndexOf('/'))
  const folder = resolver.resolveFolder(from, start)
  if (folder === null) return []
  const texts = [known.slice(start.length + 1), ...parts.slice(1)].map(escapeText)
  const prefix = folder === '' ? '' : `${folder}/`
  const files = pathsBelow(paths, folder).filter(file => file !== from)
  // A variable part mostly stands for one step of a path; only when nothing fits, for several.
  for (const variable of ['[^/]+', '.+']) {
    const ending = '(?:\\.[cm]?[jt]sx?|\\.json|\\.vue|/index\\.[cm]?[jt]sx?)?'
    const expression = new RegExp(`^${escapeText(prefix)}${texts.join(variable)}${ending}$`)
    const found = files.filter(file => expression.test(file))
    if (found.length > 0) return found
  }
  return []
}

function escapeText(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replace(/\\\.[cm]?jsx?$/, '\\.[cm]?[jt]sx?')
}

/** Paths below a folder, found by bisection. */
function pathsBelow(paths: readonly string[], folder: string): readonly string[] {
  if (folder === '') return paths
  const first = lowerBound(paths, `${folder}/`)
  // '0' follows '/' in the order of characters.
  return paths.slice(first, lowerBound(paths, `${folder}0`))
}

function lowerBound(paths: readonly string[], key: string): number {
  let low = 0
  let high = paths.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paths[middle] as string) < key) low = middle + 1
    else high = middle
  }
  return low
}
