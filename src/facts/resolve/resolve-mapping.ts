import type { CompilerConfig } from './compiler-config.js'
import { joinPath } from './paths.js'
import type { ResolutionRequest, ResolverParts } from './resolution-request.js'

/** Aliases of the config: the longest prefix that fits. */
export function aliased(
  path: string,
  { trace }: ResolutionRequest,
  { config, look }: ResolverParts,
): string | null {
  const prefixes = [...config.aliases.keys()].sort((a, b) => b.length - a.length)
  for (const prefix of prefixes) {
    const whole = path === prefix
    if (!whole && !path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)) continue
    const rest = whole ? '' : path.slice(prefix.endsWith('/') ? prefix.length : prefix.length + 1)
    const target = joinPath(config.aliases.get(prefix) ?? '', rest)
    const found = target === null ? null : look(target)
    trace(`The config's alias "${prefix}" makes it ${target}${found === null ? ', where nothing is' : ''}.`)
    if (found !== null) return found
  }
  return null
}

/** `paths` of the tsconfig: an exact name first, then the longest prefix, as the compiler does. */
export function mapped(
  path: string,
  { compiler, trace }: ResolutionRequest,
  { finder, look }: ResolverParts,
): string | null {
  if (compiler === null) return null
  for (const { pattern, targets, star } of matchingPaths(compiler, path)) {
    for (const target of targets) {
      const candidate = target.replace('*', star)
      // A catch-all is tried for every package: the disk is not asked each time.
      const found = pattern === '*' ? finder.find(candidate) : look(candidate)
      trace(
        `${compiler.file} maps "${pattern}" to ${candidate}${found === null ? ', where nothing is' : ''}.`,
      )
      if (found !== null) return found
    }
  }
  return null
}

export function matchingPaths({ paths }: CompilerConfig, path: string) {
  const matches = paths.flatMap(mapping => {
    if (mapping.pattern === path) return [{ ...mapping, star: '', length: Number.POSITIVE_INFINITY }]
    const [before = '', after] = mapping.pattern.split('*')
    if (after === undefined || path.length < before.length + after.length) return []
    if (!path.startsWith(before) || !path.endsWith(after)) return []
    return [
      { ...mapping, star: path.slice(before.length, path.length - after.length), length: before.length },
    ]
  })
  return matches.sort((a, b) => b.length - a.length)
}

export function onBase(
  path: string,
  { compiler, trace }: ResolutionRequest,
  { finder }: ResolverParts,
): string | null {
  if (compiler === null || compiler.baseUrl === null) return null
  const target = joinPath(compiler.baseUrl, path)
  const found = target === null ? null : finder.find(target)
  if (found !== null) trace(`baseUrl of ${compiler.file} makes it ${target}.`)
  return found
}
