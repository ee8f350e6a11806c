/**
 * A path pattern as a regular expression for the raw path and query of a request. Understood alike by PCRE (nginx, HAProxy)
 * and RE2 (Envoy): `:name` is one segment, `*` at the end is all that follows.
 */
export function pathExpression(pattern: string): string {
  const segments = pattern.split('/').map(segment => {
    if (segment === '*') return '[^?]*'
    return segment.startsWith(':') ? '[^/?]+' : segmentExpression(segment)
  })
  return `${segments.join('/')}(\\?.*)?`
}

/** The same for the whole of a path without its query. */
export function barePathExpression(pattern: string): string {
  const segments = pattern.split('/').map(segment => {
    if (segment === '*') return '.*'
    return segment.startsWith(':') ? '[^/]+' : segmentExpression(segment)
  })
  return segments.join('/')
}

/** Encoded characters in all their spellings: the digits in either case, and what needs no encoding as itself too. */
export function segmentExpression(segment: string): string {
  return segment.replace(/%[0-9a-f]{2}|[^%]+/gi, part => {
    if (!part.startsWith('%')) return quoteExpression(part)
    const code = Number.parseInt(part.slice(1), 16)
    const digits = [...part.slice(1)].map(digit =>
      /[a-f]/i.test(digit) ? `[${digit.toUpperCase()}${digit.toLowerCase()}]` : digit,
    )
    const character = String.fromCharCode(code)
    const encoded = `%${digits.join('')}`
    return /[\w.~-]/.test(character) ? `(${encoded}|${quoteExpression(character)})` : encoded
  })
}

/** Text that stands for itself in a regular expression; everything but letters, digits and a few harmless signs is escaped. */
export function quoteExpression(text: string): string {
  return text.replace(/[^\w/%~@=&,:!-]/g, character =>
    /[.*+?^${}()|[\]]/.test(character)
      ? `\\${character}`
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
