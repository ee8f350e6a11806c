import type { PlaceTree } from './place-tree.js'

interface Read {
  readonly tree: PlaceTree
  /** Offset after the value. */
  readonly end: number
}

/**
 * Finds the places of a config written as code: follows the object literal that `defineConfig(…)`,
 * `export default` or `module.exports =` is given, directly or by name. What is computed, spread or imported has
 * no place of its own; the nearest one around it counts then. Reads tokens, not a grammar: a regular expression
 * with brackets or quotes in it may end the search early, never wrongly accuse a value.
 */
export function findScriptPlaces(text: string): PlaceTree {
  const masked = maskText(text)
  const start = findRoot(masked)
  if (start === null) return { offset: 0, keyOffset: null, children: new Map() }
  return readValue({ text, masked }, start).tree
}

interface Source {
  readonly text: string
  /** The text with blanks in place of comments and of what strings contain; offsets are the same. */
  readonly masked: string
}

function maskText(text: string): string {
  const tokens =
    /\/\/[^\n\r]*|\/\*[\s\S]*?\*\/|'(?:\\[\s\S]|[^'\\\n])*'|"(?:\\[\s\S]|[^"\\\n])*"|`(?:\\[\s\S]|[^`\\])*`/g
  return text.replace(tokens, token => {
    if (token.startsWith('/')) return blank(token)
    return `${token[0]}${blank(token.slice(1, -1))}${token.at(-1)}`
  })
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ')
}

const openings = [/\bdefineConfig\s*\(\s*/, /\bexport\s+default\s+/, /\bmodule\.exports\s*=\s*/]

function findRoot(masked: string): number | null {
  for (const opening of openings) {
    const found = opening.exec(masked)
    if (!found) continue
    const start = found.index + found[0].length
    if (masked[start] === '{') return start
    const name = /^[\w$]+/.exec(masked.slice(start))?.[0]
    const declared =
      name &&
      new RegExp(`\\b(?:const|let|var)\\s+${name.replaceAll('$', '\\$')}\\b[^=;]*=\\s*(?=\\{)`).exec(masked)
    if (declared) return declared.index + declared[0].length
  }
  return null
}

function readValue(source: Source, start: number): Read {
  const letter = source.masked[start]
  const children = new Map<string | number, PlaceTree>()
  let at = start
  if (letter === '{') at = readObject(source, start + 1, children)
  if (letter === '[') at = readArray(source, start + 1, children)
  return { tree: { offset: start, keyOffset: null, children }, end: skipToSeparator(source, at) }
}

function readObject(source: Source, start: number, children: Map<string | number, PlaceTree>): number {
  let at = skipBlank(source, start)
  while (at < source.text.length && source.masked[at] !== '}') {
    const key = readKey(source, at)
    const colon = key ? skipBlank(source, key.end) : at
    if (key && source.masked[colon] === ':') {
      const { tree, end } = readValue(source, skipBlank(source, colon + 1))
      children.set(key.name, { ...tree, keyOffset: at })
      at = end
    } else {
      if (key) children.set(key.name, { offset: at, keyOffset: at, children: new Map() })
      at = skipToSeparator(source, at)
    }
    if (source.masked[at] === ',') at = skipBlank(source, at + 1)
    else if (source.masked[at] !== '}') break
  }
  return at + 1
}

function readArray(source: Source, start: number, children: Map<string | number, PlaceTree>): number {
  let at = skipBlank(source, start)
  let spread = false
  for (let index = 0; at < source.text.length && source.masked[at] !== ']'; index++) {
    spread ||= source.masked.startsWith('...', at)
    const { tree, end } = readValue(source, at)
    if (!spread) children.set(index, tree)
    at = end
    if (source.masked[at] === ',') at = skipBlank(source, at + 1)
    else if (source.masked[at] !== ']') break
  }
  return at + 1
}

function readKey({ text, masked }: Source, at: number): { name: string; end: number } | null {
  const quoted = /^(["']) *\1/.exec(masked.slice(at))?.[0]
  if (quoted) return { name: text.slice(at + 1, at + quoted.length - 1), end: at + quoted.length }
  const plain = /^[\w$]+/.exec(masked.slice(at))?.[0]
  return plain ? { name: plain, end: at + plain.length } : null
}

function skipBlank({ masked }: Source, start: number): number {
  let at = start
  while (at < masked.length && /\s/.test(masked[at] ?? '')) at++
  return at
}

/** The next comma or closing bracket that is not inside of other brackets. */
function skipToSeparator({ masked }: Source, start: number): number {
  let depth = 0
  for (let at = start; at < masked.length; at++) {
    const letter = masked[at] ?? ''
    if (depth === 0 && ',}])'.includes(letter)) return at
    if ('{[('.includes(letter)) depth++
    if ('}])'.includes(letter)) depth--
  }
  return masked.length
}
