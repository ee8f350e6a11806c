/**
 * A path pattern as a regular expression for the raw path and query of a request. Understood alike by PCRE (nginx, HAProxy)
 * and RE2 (Envoy): `:name` is one segment, `*` at the end is all that follows.
 */
export function pathExpression(pattern: string): string {
  const segments = pattern.split('/').map(segment => {
    if (segment === '*') return '[^?]*'
    return segment.startsWith(':') ? '[^/?]+' : quoteExpression(segment)
  })
  return `${segments.join('/')}(\\?.*)?`
}

/** Text that stands for itself in a regular expression; everything but letters, digits and a few harmless signs is escaped. */
export function quoteExpression(text: string): string {
  return text.replace(/[^\w/%~@=&,:!-]/g, character =>
    /[.*+?^${}()|[\]]/.test(character)
      ? `\\${character}`
      : `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
}
