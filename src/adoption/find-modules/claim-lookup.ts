import { type Candidate, parentFolder } from './candidate.js'

/** Finds the path of the module that a file belongs to: one that names it, or else the deepest folder around it. */
export function claimLookup(
  modules: readonly Pick<Candidate, 'path' | 'only'>[],
): (file: string) => string | null {
  const files = new Map(modules.flatMap(({ path, only = [] }) => only.map(file => [file, path] as const)))
  const folders = new Set(modules.flatMap(({ path, only }) => (only === undefined ? [path] : [])))
  return file => {
    const named = files.get(file)
    if (named !== undefined) return named
    for (let folder = parentFolder(file); folder !== ''; folder = parentFolder(folder)) {
      if (folders.has(folder)) return folder
    }
    return folders.has('') ? '' : null
  }
}
