import type { Framework } from '../router.js'
import { type PathToken, tokenizePath } from './tokenize-path.js'

/** A path of a framework in the proxy's syntax. */
export interface TranslatedPath {
  /** One for each alternative. */
  readonly patterns: readonly string[]
  /** Whether the patterns match more than the path does. */
  readonly wider: boolean
}

type Segment = readonly PathToken[]

/** As exactly as the proxy can say it; what it cannot say becomes wider, never narrower. */
export function translatePath(path: string, framework: Framework, below = false): TranslatedPath {
  const { tokens, wider } = tokenizePath(path.startsWith('/') ? path : `/${path}`, framework)
  const found = new Set<string>()
  let widened = wider
  for (const alternative of alternativesOf(tokens)) {
    const { patterns, exact } = renderSegments(segmentsOf(alternative), framework)
    widened ||= !exact
    for (const pattern of patterns) {
      found.add(pattern)
      if (below && !pattern.endsWith('/*')) found.add(`${pattern.replace(/\/$/, '')}/*`)
    }
  }
  return { patterns: [...found], wider: widened }
}

/** More than anybody writes; ends paths made of optional parts. */
const mostAlternatives = 16

/** The path with and without each of its optional parts. */
function alternativesOf(tokens: readonly PathToken[]): readonly (readonly PathToken[])[] {
  let ways: readonly (readonly PathToken[])[] = [[]]
  for (const [at, token] of tokens.entries()) {
    const choices = choicesOf(token, tokens[at - 1], tokens[at + 1])
    ways = ways.flatMap(way => choices.map(choice => append(way, choice))).slice(0, mostAlternatives)
  }
  return ways
}

/** Ways to write one token; null takes the slash before it away, too. */
function choicesOf(
  token: PathToken,
  before: PathToken | undefined,
  after: PathToken | undefined,
): readonly (readonly PathToken[] | null)[] {
  if (token.kind === 'group') return [[], ...alternativesOf(token.tokens)]
  if ((token.kind !== 'parameter' && token.kind !== 'rest') || !token.optional) return [[token]]
  const alone = before?.kind === 'slash' && (after === undefined || after.kind === 'slash')
  return [alone ? null : [], [token]]
}

function append(way: readonly PathToken[], choice: readonly PathToken[] | null): readonly PathToken[] {
  return choice === null ? way.slice(0, -1) : [...way, ...choice]
}

function segmentsOf(tokens: readonly PathToken[]): readonly Segment[] {
  const segments: PathToken[][] = []
  for (const token of tokens) {
    if (token.kind === 'slash') segments.push([])
    else if (segments.length === 0) segments.push([token])
    else segments.at(-1)?.push(token)
  }
  return segments.length === 0 ? [[]] : segments
}

interface Rendered {
  readonly patterns: readonly string[]
  readonly exact: boolean
}

function renderSegments(segments: readonly Segment[], framework: Framework): Rendered {
  const parts: string[] = []
  let exact = true
  const kept = segments.filter((segment, at) => segment.length > 0 || at === segments.length - 1)
  for (const [at, segment] of kept.entries()) {
    if (segment.some(({ kind }) => kind === 'rest')) {
      const whole = segment.length === 1 && at === kept.length - 1
      return { patterns: [`/${[...parts, '*'].join('/')}`], exact: exact && whole }
    }
    const { text, exact: same } = renderSegment(segment)
    exact &&= same
    parts.push(text)
  }
  const pattern = `/${parts.join('/')}`
  const slashed = pattern.length > 1 && pattern.endsWith('/')
  // Elsewhere a slash at the end makes no difference.
  const patterns = slashed && framework !== 'fastify' ? [pattern.slice(0, -1), pattern] : [pattern]
  return { patterns, exact }
}

function renderSegment(segment: Segment): { readonly text: string; readonly exact: boolean } {
  const parameter = segment.find(token => token.kind === 'parameter')
  if (parameter !== undefined) {
    const name = parameter.name.replace(/\W/g, '_').replace(/^(?=\d)/, '_')
    return { text: `:${name}`, exact: segment.length === 1 }
  }
  const text = segment.map(token => (token.kind === 'text' ? token.text : '')).join('')
  // The proxy would take these for patterns of its own.
  if (text.startsWith(':') || text.includes('*')) return { text: ':value', exact: false }
  return { text: encode(text), exact: true }
}

/** As clients send it. */
function encode(text: string): string {
  return text.replace(/%(?![0-9a-f]{2})/gi, '%25').replace(/[^!-~]+|[\\?#{}]/g, signs => {
    const bytes = Array.from(
      Buffer.from(signs),
      byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    return bytes.join('')
  })
}
