import type { ParsedSource, Dialect, Parser } from './parsed-source.js'
import { parsePlain } from './plain-parser.js'
import { openRawParser } from './raw-parser.js'

let parser: Parser | null = null

/**
 * Parses a text in the dialect that its path's extension promises; JavaScript that does not parse so is tried as
 * CommonJS script and as typed JavaScript. The result is valid until the next call.
 */
export function parseSource(path: string, text: string, bytes: Uint8Array): ParsedSource {
  parser ??= openRawParser() ?? parsePlain
  const [first, ...others] = dialectsOf(path)
  const parsed = parser(text, bytes, first)
  if (parsed.errors.length === 0) return parsed
  for (const dialect of others) {
    const other = parser(text, bytes, dialect)
    if (other.errors.length === 0) return other
  }
  return others.length === 0 ? parsed : parser(text, bytes, first)
}

const typescript: [Dialect, ...Dialect[]] = [{ lang: 'ts', sourceType: 'module' }]
const javascript: [Dialect, ...Dialect[]] = [
  { lang: 'jsx', sourceType: 'module' },
  { lang: 'jsx', sourceType: 'commonjs' },
  { lang: 'jsx', sourceType: 'script' },
  { lang: 'tsx', sourceType: 'module' },
  { lang: 'ts', sourceType: 'module' },
]

/** Dialects to try in order. */
function dialectsOf(path: string): readonly [Dialect, ...Dialect[]] {
  if (/\.d\.[a-z.]*[cm]?ts$/.test(path)) return [{ lang: 'dts', sourceType: 'module' }]
  if (path.endsWith('.tsx')) return [{ lang: 'tsx', sourceType: 'module' }]
  if (path.endsWith('.cts')) return [{ lang: 'ts', sourceType: 'commonjs' }, ...typescript]
  if (/\.(ts|mts|astro)$/.test(path)) return typescript
  if (/\.(vue|svelte)$/.test(path)) return [{ lang: 'tsx', sourceType: 'module' }, ...typescript]
  return path.endsWith('.cjs') ? [{ lang: 'jsx', sourceType: 'commonjs' }, ...javascript] : javascript
}
