import type { Complaint } from './complaint.js'

/** One part of a path pattern, between two slashes. */
export type PathSegment =
  /** This text, in the form of `comparablePath`. */
  | { readonly kind: 'static'; readonly text: string }
  /** `:name`: any text of at least one character. */
  | { readonly kind: 'parameter' }
  /** `*`: all that is left, slashes too; nothing at all will do. */
  | { readonly kind: 'rest' }

/** The segments of a pattern that `checkPath` has nothing against: `/` has one, which is empty. */
export function segmentsOf(pattern: string): readonly PathSegment[] {
  return pattern
    .slice(1)
    .split('/')
    .map(text => {
      if (text === '*') return { kind: 'rest' }
      if (text.startsWith(':')) return { kind: 'parameter' }
      return { kind: 'static', text: comparablePath(text) }
    })
}

/** The same for two patterns that match the same paths: names of parameters do not count. */
export function pathShape(pattern: string): string {
  const parts = segmentsOf(pattern).map(segment => {
    if (segment.kind === 'static') return segment.text
    return segment.kind === 'parameter' ? ':' : '*'
  })
  return `/${parts.join('/')}`
}

/**
 * A path in the form in which paths are compared: percent-encoded letters, digits, `-`, `.`, `_` and `~` as themselves,
 * the digits of all other encodings in upper case (RFC 3986, 6.2.2). `%2F` stays what it is, and so do `//` and dot
 * segments.
 */
export function comparablePath(path: string): string {
  return path.replace(/%[0-9a-f]{2}/gi, encoded => {
    const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16))
    return /[\w.~-]/.test(character) ? character : encoded.toUpperCase()
  })
}

const maxLength = 2048

/** What keeps a text from being a path pattern. */
export function checkPath(path: string): Complaint | null {
  if (!path.startsWith('/')) {
    return { message: 'must begin with "/"', hint: `Write ${JSON.stringify(`/${path}`)}.` }
  }
  if (path.length > maxLength) {
    return { message: `is longer than ${maxLength} characters`, hint: 'Match the beginning, then "*".' }
  }
  return checkCharacters(path) ?? checkSegments(path.slice(1).split('/'))
}

function checkCharacters(path: string): Complaint | null {
  const query = path.search(/[?#]/)
  if (query !== -1) {
    const hint = `Write ${JSON.stringify(path.slice(0, query))}: a path ends before "?", and parameters are never optional.`
    return { message: `contains "${path[query]}"`, hint }
  }
  if (/[{}]/.test(path)) return { message: 'contains "{" or "}"', hint: 'Write a parameter as ":name".' }
  if (/%(?![0-9a-f]{2})/i.test(path)) {
    return {
      message: 'contains a "%" without two hexadecimal digits',
      hint: 'Write "%25" for the sign itself.',
    }
  }
  if (/[^!-~]|\\/.test(path)) {
    return { message: 'contains a character that no path is sent with', hint: encodedHint(path) }
  }
  return null
}

function encodedHint(path: string): string {
  const encoded = path.replace(/[^!-~]+|\\/g, text =>
    Array.from(Buffer.from(text), byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  )
  return `Write it percent-encoded: ${JSON.stringify(encoded)}.`
}

function checkSegments(segments: readonly string[]): Complaint | null {
  for (const [at, segment] of segments.entries()) {
    if (segment === '*' && at === segments.length - 1) continue
    if (segment.includes('*')) {
      return {
        message: 'has a "*" that is not the whole of the last segment',
        hint: 'End the path with "/*" for everything below, or use ":name" for one segment.',
      }
    }
    if (segment.startsWith(':') && !/^:[a-z_]\w*$/i.test(segment)) {
      return {
        message: `has the parameter ${JSON.stringify(segment)}, which is more than a name`,
        hint: 'A parameter fills a whole segment: ":" and letters, digits or "_".',
      }
    }
  }
  return null
}
