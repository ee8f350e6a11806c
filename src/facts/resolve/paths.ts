/** Folder of a path; empty for the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash === -1 ? '' : path.slice(0, slash)
}

/**
 * A path relative to a folder, both with `/`, without `.` and `..` steps. Null when it leads out of the root; the root
 * itself is the empty string.
 */
export function joinPath(folder: string, path: string): string | null {
  const simple = path.startsWith('./') ? path.slice(2) : path
  if (!/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(simple)) return folder === '' ? simple : `${folder}/${simple}`
  const steps = folder === '' ? [] : folder.split('/')
  for (const step of simple.split('/')) {
    if (step === '' || step === '.') continue
    if (step !== '..') steps.push(step)
    else if (steps.pop() === undefined) return null
  }
  return steps.join('/')
}

/** A folder and those above it, innermost first; the root, the empty string, is last. */
export function foldersUp(folder: string): string[] {
  const folders = [folder]
  for (let current = folder; current !== ''; ) {
    current = folderOf(current)
    folders.push(current)
  }
  return folders
}

/** A path without the extensions of source files: `a.d.ts`, `a.mjs` and `a.tsx` become `a`. */
export function stemOf(path: string): string {
  return path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
}

/** The paths that start with a prefix, out of a sorted list. */
export function pathsBelow(paths: readonly string[], prefix: string): readonly string[] {
  if (prefix === '') return paths
  const start = countBefore(paths, prefix)
  return paths.slice(start, countBefore(paths, `${prefix}\uffff`))
}

/** How many paths of a sorted list come before a text. */
function countBefore(paths: readonly string[], text: string): number {
  let [low, high] = [0, paths.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((paths[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}
