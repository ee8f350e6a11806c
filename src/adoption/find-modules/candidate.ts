/** A folder that may be a module, as one detector sees it. */
export interface Candidate {
  /** Folder relative to the root; never empty, but for the root as a whole. With `only`, the glob of these files. */
  readonly path: string
  /** The files that it is made of, when that is not all of a folder. */
  readonly only?: readonly string[]
  /** The name it gives itself, such as a package name; null when only the folder has one. */
  readonly ownName: string | null
  /** Why, for people: `workspace package @shop/users`. */
  readonly evidence: string
}

/** Last segment of a path. */
export function lastSegment(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The folder that holds a path; empty at the root. */
export function parentFolder(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** Whether a path stands in a folder or is the folder itself; everything stands in the root. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** A path below a folder; `folder` may be empty. */
export function joinPath(folder: string, name: string): string {
  const segments: string[] = []
  for (const segment of `${folder}/${name}`.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}
