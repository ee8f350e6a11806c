import { mkdirSync, readdirSync, realpathSync, symlinkSync } from 'node:fs'
import path from 'node:path'

export interface LinkRequest {
  readonly root: string
  readonly copy: string
  /** A folder `node_modules`, relative to the root. */
  readonly folder: string
}

/**
 * A folder of its own with a link to each package. Packages of the workspace, which are links into the repository,
 * lead into the copy. Caches are left out, since runners write into them.
 */
export function linkPackages({ root, copy, folder }: LinkRequest): void {
  mkdirSync(path.join(copy, folder), { recursive: true })
  for (const name of readdirSync(path.join(root, folder))) {
    const at = path.join(folder, name)
    if (isCache(name)) continue
    if (name.startsWith('@')) linkPackages({ root, copy, folder: at })
    else linkPackage(root, copy, at)
  }
}

function linkPackage(root: string, copy: string, at: string): void {
  const real = realPath(path.join(root, at))
  if (real === null) return
  const within = path.relative(realpathSync(root), real)
  const own =
    !within.startsWith('..') && !path.isAbsolute(within) && !within.split(path.sep).includes('node_modules')
  // Junctions need no rights on Windows; the kind is nothing to other systems.
  symlinkSync(own ? path.join(copy, within) : real, path.join(copy, at), 'junction')
}

/** Null for a link that leads nowhere. */
function realPath(file: string): string | null {
  try {
    return realpathSync(file)
  } catch {
    return null
  }
}

function isCache(name: string): boolean {
  return /^\.(?:cache|vite|vitest|tmp|temp|turbo)/.test(name)
}
