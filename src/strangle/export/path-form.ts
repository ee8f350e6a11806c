/** Static segments before parameters before a wildcard: `/users/:id` → `01`. Sorting by it is the order of precedence. */
export function pathForm(path: string): string {
  const segments = path.split('/').slice(1)
  return segments.map(segment => (segment === '*' ? '2' : segment.startsWith(':') ? '1' : '0')).join('')
}
