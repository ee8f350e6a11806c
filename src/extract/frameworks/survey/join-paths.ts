/** Parts of a path as one, with single slashes. */
export function joinPaths(...parts: readonly string[]): string {
  const joined = parts.flatMap(part => part.split('/')).filter(part => part !== '')
  return `/${joined.join('/')}`
}
