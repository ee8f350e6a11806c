import {
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { ignoredFolders } from './ignored-folders.js'
import { linkPackages } from './link-packages.js'

export interface Copied {
  readonly files: number
  readonly bytes: number
  /** Folders that were left out, relative to the root. */
  readonly leftOut: readonly string[]
}

/**
 * A working copy: all files but git's own, and packages as links. What git ignores is copied as well, since tests need
 * generated clients, builds and `.env`; caches and reports among it are left out.
 */
export function copyRepository(root: string, copy: string): Copied {
  const ignored = ignoredFolders(root)
  const leftOut: string[] = []
  let files = 0
  let bytes = 0
  const copyFolder = (folder: string) => {
    mkdirSync(path.join(copy, folder), { recursive: true })
    for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const at = path.join(folder, entry.name)
      if (entry.isDirectory() && entry.name === 'node_modules') linkPackages({ root, copy, folder: at })
      else if (entry.isDirectory() && isLeftOut(entry.name, at, ignored)) leftOut.push(at)
      else if (entry.isDirectory()) copyFolder(at)
      else if (entry.isSymbolicLink()) linkAnew({ root, copy, at })
      else if (entry.isFile() && copyFile(path.join(root, at), path.join(copy, at))) {
        files += 1
        bytes += lstatSync(path.join(copy, at)).size
      }
    }
  }
  copyFolder('')
  return { files, bytes, leftOut: leftOut.filter(each => path.basename(each) !== '.git') }
}

/** Made by tools, large, and made again where it is missed. */
const caches = new Set([
  '.angular',
  '.cache',
  '.gradle',
  '.next',
  '.nuxt',
  '.nx',
  '.nyc_output',
  '.parcel-cache',
  '.pnpm-store',
  '.turbo',
  'coverage',
  'logs',
  'tmp',
])

function isLeftOut(name: string, at: string, ignored: ReadonlySet<string>): boolean {
  return name === '.git' || (caches.has(name) && ignored.has(at))
}

/** A file that cannot be read is none that tests need. */
function copyFile(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_FICLONE)
    return true
  } catch {
    return false
  }
}

/** A link within the repository leads to the same place in the copy; others lead where they led. */
function linkAnew({ root, copy, at }: { root: string; copy: string; at: string }): void {
  const target = path.resolve(root, path.dirname(at), readlinkSync(path.join(root, at)))
  const within = path.relative(root, target)
  const outside = within.startsWith('..') || path.isAbsolute(within)
  symlinkSync(outside ? target : path.join(copy, within), path.join(copy, at))
}
