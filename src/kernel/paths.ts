/**
 * Why a path or glob written by a user is not one below the root, as the end of a sentence that starts with
 * the path; null when it is fine. Judges the text alone: symlinks are looked at when something is written.
 */
export function describeReach(path: string): string | null {
  if (path.includes('\\')) return 'has a backslash'
  if (/^[A-Za-z]:/.test(path)) return 'starts with a drive letter'
  if (path.startsWith('/')) return 'is absolute'
  if (/(?:^|[/{,(|!])\.\.(?:[/}),|]|$)/.test(path)) return 'reaches outside with ".."'
  return null
}

/** A path as messages and JSON show it on every system: with `/`. */
export function withSlashes(path: string): string {
  return path.replaceAll('\\', '/')
}

/** Without `./` in front, doubled slashes and a slash at the end; `.` for the folder itself. */
export function tidyPath(path: string): string {
  return (
    path
      .replace(/\/{2,}/g, '/')
      .replace(/^(?:\.\/)+(?=.)/, '')
      .replace(/(?<=.)\/$/, '') || '.'
  )
}
