import picomatch from 'picomatch'
import { literalReadings } from '../globs.js'
import { tidyPath } from '../paths.js'

/** A path pattern such as `src/modules/{module}`: a glob whose placeholders bind names. */
export interface PathPattern {
  /** In order of first use. */
  readonly placeholders: readonly string[]
  /** The pattern with `*` for each placeholder. */
  readonly glob: string
  /** What the placeholders stand for in a path, null when the path is not meant. */
  readonly match: (path: string) => Readonly<Record<string, string>> | null
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string }

interface Reading {
  readonly parts: readonly Part[]
  readonly fault: string | null
}

/**
 * Parses a pattern. A placeholder binds one path segment or a part of one, never over a `/` and never from a
 * leading dot on; used twice, it stands for the same text. Around it everything that a glob can say is allowed.
 * The pattern must be free of faults (see `findPatternFault`).
 */
export function parsePattern(path: string): PathPattern {
  const { parts, fault } = readParts(tidyPath(path))
  if (fault !== null) throw new Error(`Pattern "${path}": ${fault}`)
  const placeholders = [...new Set(parts.flatMap(part => (part.kind === 'placeholder' ? [part.name] : [])))]
  const glob = parts.map(part => (part.kind === 'text' ? part.text : '*')).join('')
  const expressions = compileReadings(parts, placeholders)
  const start = literalStart(parts)
  const match = (candidate: string): Record<string, string> | null => {
    if (!candidate.startsWith(start)) return null
    if (glob === '.') return candidate === '' || candidate === '.' ? {} : null
    for (const expression of expressions) {
      const groups = expression.exec(candidate)
      if (groups)
        return Object.fromEntries(placeholders.map((name, at) => [name, groups.groups?.[`p${at}`] ?? '']))
    }
    return glob === candidate ? {} : null
  }
  return { placeholders, glob, match }
}

/** The folders in front of the first thing that may vary: most paths are told apart by them. */
function literalStart([first]: readonly Part[]): string {
  if (first?.kind !== 'text' || first.text.startsWith('.')) return ''
  return /^[^*?{}[\]()!+@|]*/.exec(first.text)?.[0].replace(/\/?[^/]*$/, '') ?? ''
}

/** What is wrong with the placeholders and braces of a pattern, as the end of a sentence; null when nothing is. */
export function findPatternFault(path: string): string | null {
  return readParts(path).fault
}

function readParts(path: string): Reading {
  const parts: Part[] = []
  let depth = 0
  let fault: string | null = null
  for (let at = 0; at < path.length; ) {
    const placeholder = /^\{([^{},]*)\}/.exec(path.slice(at))
    if (placeholder && !placeholder[1]?.includes('..')) {
      fault ??= findPlaceholderFault(placeholder[1] ?? '', depth, parts.at(-1))
      parts.push({ kind: 'placeholder', name: placeholder[1] ?? '' })
      at += placeholder[0].length
      continue
    }
    const letter = path[at] ?? ''
    if (letter === '{') depth++
    if (letter === '}') depth--
    if (depth < 0) fault ??= 'has a "}" without "{"'
    const last = parts.at(-1)
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + letter }
    else parts.push({ kind: 'text', text: letter })
    at++
  }
  if (depth > 0) fault ??= 'has a "{" without "}"'
  return { parts, fault }
}

function findPlaceholderFault(name: string, depth: number, before: Part | undefined): string | null {
  if (name === '') return 'has an empty placeholder "{}"'
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    return `has "{${name}}", which is not a name of letters, digits, "-" and "_"`
  if (depth > 0) return `has the placeholder "{${name}}" inside of alternatives, where it may stay unbound`
  if (before?.kind === 'placeholder') return `has two placeholders side by side: "{${before.name}}{${name}}"`
  return null
}

/** First of the private-use characters that stand for the placeholders while picomatch reads the rest. */
const firstStandIn = 0xe000

function compileReadings(parts: readonly Part[], placeholders: readonly string[]): RegExp[] {
  const standIn = (name: string): string => String.fromCharCode(firstStandIn + placeholders.indexOf(name))
  const text = parts.map(part => (part.kind === 'text' ? part.text : standIn(part.name))).join('')
  return literalReadings(text).map(glob => {
    const { source } = picomatch.makeRe(glob, { dot: true, windows: false, nonegate: true })
    return new RegExp(bindPlaceholders(source, text, placeholders))
  })
}

function bindPlaceholders(source: string, text: string, placeholders: readonly string[]): string {
  return placeholders.reduce((bound, _, at) => {
    const letter = String.fromCharCode(firstStandIn + at)
    const starts = new RegExp(`(?:^|/)${letter}`).test(text)
    let seen = false
    // At the start of a pattern picomatch escapes what it does not know.
    return bound.replaceAll(new RegExp(`\\\\?${letter}`, 'g'), () => {
      if (seen) return `\\k<p${at}>`
      seen = true
      return starts ? `(?<p${at}>(?!\\.)[^/]+?)` : `(?<p${at}>[^/]+?)`
    })
  }, source)
}
