import type { SourceTree } from '../source-tree.js'
import { folderOf, joinPath } from './paths.js'

/** Finds the file that a path without a complete name means. Paths are relative to the root. */
export interface FileFinder {
  /** Whether a counted file has exactly this path. */
  readonly has: (path: string) => boolean
  /** Whether a folder holds counted files, at any depth. */
  readonly hasFolder: (path: string) => boolean
  /** The file that an import of this path loads: with its extension, as a TypeScript source, or as a folder's index. */
  readonly find: (path: string, options?: FindOptions) => string | null
  /** The same among files that git ignores, on disk; slow, hence last. */
  readonly findIgnored: (path: string) => string | null
}

export interface FindOptions {
  /** Looks for the folder's index only, as `./` and `..` do. */
  readonly folder?: boolean
  /** A JavaScript importer takes `x.js` literally where TypeScript prefers `x.ts`. */
  readonly literal?: boolean
  /** Endings tried before the plain ones: `moduleSuffixes` of a tsconfig. */
  readonly suffixes?: readonly string[]
}

/** In the order of what runs; declarations stand in for code that is nowhere else. */
const extensions = [
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.mts',
  '.cts',
  '.mjs',
  '.cjs',
  '.d.ts',
  '.d.mts',
  '.d.cts',
  '.json',
  '.vue',
  '.svelte',
  '.astro',
  '.node',
  '.native.ts',
  '.native.tsx',
  '.web.ts',
  '.web.tsx',
  '.ios.ts',
  '.ios.tsx',
]

/** What TypeScript looks for when JavaScript is asked for. */
const sourceExtensions: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.ts', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
}

/** `mainOf` gives the `main` of the package.json in a folder, if any. */
export function createFileFinder(tree: SourceTree, mainOf: (folder: string) => string | null): FileFinder {
  const files = new Set(tree.paths)
  const folders = foldersWithFiles(tree.paths)
  const has = (path: string) => files.has(path)
  const ignored = new Map<string, string | null>()
  const onDisk = (path: string) => tree.exists(path) && tree.realFile(path) !== null
  const finder: FileFinder = {
    has,
    hasFolder: path => folders.has(path),
    find: (path, options = {}) => {
      if (!folders.has(folderOf(path))) return null
      const file = options.folder === true ? null : findFile(path, options, has)
      if (file !== null) return file
      return folders.has(path) ? findIndex(path, { options, has, mainOf }) : null
    },
    findIgnored: path => {
      const known = ignored.get(path)
      if (known !== undefined) return known
      const search = { options: {}, has: onDisk, mainOf: () => null }
      const file = findFile(path, {}, onDisk) ?? findIndex(path, search)
      const found = file === null ? null : tree.realFile(file)
      ignored.set(path, found)
      return found
    },
  }
  return finder
}

function foldersWithFiles(paths: readonly string[]): ReadonlySet<string> {
  const folders = new Set([''])
  for (const path of paths) {
    for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder)
  }
  return folders
}

type Has = (path: string) => boolean

function findFile(path: string, options: FindOptions, has: Has): string | null {
  const { suffixes = [] } = options
  for (const suffix of suffixes) {
    if (suffix === '') break
    const file = findPlain(path, suffix, { options, has })
    if (file !== null) return file
  }
  return findPlain(path, '', { options, has })
}

function findPlain(
  path: string,
  suffix: string,
  { options, has }: { options: FindOptions; has: Has },
): string | null {
  const [written = ''] = /\.[cm]?jsx?$/.exec(path) ?? []
  const sources = sourceExtensions[written]
  if (sources !== undefined) {
    if (options.literal === true && suffix === '' && has(path)) return path
    const stem = path.slice(0, -written.length) + suffix
    for (const extension of sources) if (has(stem + extension)) return stem + extension
  } else if (suffix === '' && has(path)) return path
  for (const extension of extensions) if (has(path + suffix + extension)) return path + suffix + extension
  return null
}

interface IndexSearch {
  readonly options: FindOptions
  readonly has: Has
  readonly mainOf: (folder: string) => string | null
}

function findIndex(folder: string, { options, has, mainOf }: IndexSearch): string | null {
  const main = mainOf(folder)
  const target = main === null ? null : joinPath(folder, main)
  const file = target === null ? null : findFile(target, options, has)
  return file ?? findFile(folder === '' ? 'index' : `${folder}/index`, options, has)
}
