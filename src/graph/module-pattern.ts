import { parsePattern } from '../kernel/config/pattern.js'
import { hasWildcard } from '../kernel/globs.js'
import { type Folder, folderOf, isWithin, type SourceFiles } from './folder-tree.js'

/** A folder or file that a module's path stands for, with what the placeholders stand for in it. */
export interface PatternMatch {
  readonly path: string
  readonly isFile: boolean
  readonly captures: Readonly<Record<string, string>>
}

/** The path of a module after compilation. */
export interface ModulePattern {
  /** Without a `**` at the end, which means no more than the folder before it; empty for the root. */
  readonly text: string
  /** The deepest folder that the pattern spells out. */
  readonly base: string
  readonly placeholders: readonly string[]
  /** Path segments that the pattern names, as text or glob; those of `**` do not count. */
  readonly named: number
  /** Path segments without wildcards or placeholders. */
  readonly literals: number
  /** Whether folders, files or both can match. */
  readonly kind: 'folder' | 'file' | 'both'
  /** Number of segments of all that matches, null when that varies. */
  readonly segments: number | null
  readonly match: (path: string) => Readonly<Record<string, string>> | null
}

/**
 * Compiles a folder, glob of folders or glob of files. The end tells which: a file extension means files, a
 * placeholder means folders, and a wildcard means both.
 */
export function compileModulePattern(path: string): ModulePattern {
  const text = path.replace(/(?:\/?\*\*(?:\/\*)?)$/, '').replace(/^\.$/, '')
  const segments = splitSegments(text)
  const plain = segments.filter(segment => !hasWildcard(segment))
  const firstWild = segments.findIndex(segment => hasWildcard(segment))
  const wild = firstWild === -1 ? null : parsePattern(text)
  return {
    text,
    base: segments.slice(0, firstWild === -1 ? segments.length : firstWild).join('/'),
    placeholders: wild?.placeholders ?? [],
    named: segments.filter(segment => segment !== '**').length,
    literals: plain.length,
    kind: deriveKind(segments),
    segments: segments.includes('**') || /[({][^)}]*\/[^(]*[)}]/.test(text) ? null : segments.length,
    match: wild?.match ?? (() => null),
  }
}

/** Splits at slashes outside of braces and parentheses. */
function splitSegments(path: string): readonly string[] {
  const segments: string[] = []
  let depth = 0
  let segment = ''
  for (const letter of path) {
    if (letter === '{' || letter === '(') depth++
    if (letter === '}' || letter === ')') depth--
    if (letter === '/' && depth === 0) {
      segments.push(segment)
      segment = ''
    } else segment += letter
  }
  return path === '' ? [] : [...segments, segment]
}

const fileEnding =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|\*|\{[^}]*,[^}]*\}|\[[^\]]*\][^/]*|[?@]\([^)]*\)[^/]*)$/

function deriveKind(segments: readonly string[]): ModulePattern['kind'] {
  const last = segments.at(-1) ?? ''
  if (fileEnding.test(last)) return 'file'
  return /\{[^},]*\}/.test(last) || !hasWildcard(last) ? 'folder' : 'both'
}

/** All that a pattern stands for, in order of path. A path that exists as it is written means just itself. */
export function findMatches(pattern: ModulePattern, files: SourceFiles): readonly PatternMatch[] {
  const { text } = pattern
  if (files.tree.has(text)) return [{ path: text, isFile: false, captures: {} }]
  if (files.paths.has(text)) return [{ path: text, isFile: true, captures: {} }]
  if (!hasWildcard(text)) return []
  const matches: PatternMatch[] = []
  const base = files.tree.get(pattern.base)
  if (base !== undefined) addMatchesBelow(matches, pattern, base)
  return matches.sort((left, right) => (left.path < right.path ? -1 : 1))
}

/** Looks no deeper than a pattern reaches; folders nest no deeper than paths are long, so this may recurse. */
function addMatchesBelow(matches: PatternMatch[], pattern: ModulePattern, folder: Folder): void {
  const { segments, kind } = pattern
  if (kind !== 'file' && (segments ?? folder.depth) === folder.depth)
    addMatch(matches, pattern, folder.path, false)
  if (segments !== null && segments <= folder.depth) return
  if (kind !== 'folder' && (segments ?? folder.depth + 1) === folder.depth + 1) {
    for (const file of folder.files) addMatch(matches, pattern, file, true)
  }
  for (const child of folder.children) addMatchesBelow(matches, pattern, child)
}

function addMatch(matches: PatternMatch[], pattern: ModulePattern, path: string, isFile: boolean): void {
  const captures = pattern.match(path)
  if (captures !== null) matches.push({ path, isFile, captures })
}

/** The folder that globs of a module's public files are relative to. */
export function rootOfMatch(pattern: ModulePattern, match: PatternMatch): string {
  if (!match.isFile) return match.path
  return isWithin(match.path, pattern.base) && match.path !== pattern.base
    ? pattern.base
    : folderOf(match.path)
}
