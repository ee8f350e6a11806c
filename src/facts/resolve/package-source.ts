import type { CompilerConfig } from './compiler-config.js'
import type { FileFinder } from './file-finder.js'
import type { Manifest } from './manifest.js'
import { packageTargets } from './package-targets.js'
import { joinPath, pathsBelow, stemOf } from './paths.js'

/** What the search for a package's source looks at. */
export interface PackageSources {
  readonly finder: FileFinder
  /** The tsconfigs that may say where a package's build output comes from. */
  readonly configsOf: (manifest: Manifest) => readonly CompilerConfig[]
}

/** Folders that hold source, and places where entry files stand that no manifest leads to. */
const sourceFolders = ['src', 'source', 'lib', '']
const usualEntries = [
  'src/index',
  'index',
  'src/main',
  'main',
  'lib/index',
  'source/index',
  'src/mod',
  'mod',
  'app/index',
]

/**
 * The source file that a subpath of a workspace package means: `.` for the package itself, `./client` below it. Works
 * for packages that were never built, by following build output back to its source.
 */
export function findPackageSource(
  manifest: Manifest,
  subpath: string,
  sources: PackageSources,
): string | null {
  for (const target of targetsOf(manifest, subpath)) {
    const source = sourceOfTarget(manifest, target, sources)
    if (source !== null) return source
  }
  const { finder } = sources
  if (subpath === '.') return firstOf(usualEntries, entry => findBelow(manifest, entry, finder))
  const path = subpath.slice(2)
  return (
    firstOf([path, `src/${path}`], candidate => findBelow(manifest, candidate, finder)) ??
    sourceOfTarget(manifest, path, sources)
  )
}

function targetsOf(manifest: Manifest, subpath: string): readonly string[] {
  const { json } = manifest
  const exported = json.exports === undefined ? null : packageTargets(json.exports, subpath)
  if (exported !== null || subpath !== '.') return exported ?? []
  return [json.source, json.module, json.main, json.types, json.typings, json.browser].filter(
    field => typeof field === 'string',
  )
}

/** The file that a manifest names or, when it is build output, the source it is made from. */
export function sourceOfTarget(manifest: Manifest, target: string, sources: PackageSources): string | null {
  const { finder } = sources
  const path = joinPath(manifest.folder, target)
  if (path === null) return null
  if (finder.has(path) && !/\.d\.[cm]?ts$/.test(path)) return path
  const beside = finder.find(stemOf(path))
  if (beside !== null) return beside
  return (
    compiledSource(manifest, path, sources) ??
    guessedSource(manifest, stemOf(target), finder) ??
    (finder.has(path) ? path : null)
  )
}

/** Follows `outDir` back to `rootDir`. */
function compiledSource(
  manifest: Manifest,
  path: string,
  { finder, configsOf }: PackageSources,
): string | null {
  for (const { outDir, rootDir } of configsOf(manifest)) {
    if (outDir === null || !path.startsWith(`${outDir}/`)) continue
    const rest = stemOf(path.slice(outDir.length + 1))
    const roots =
      rootDir === null ? sourceFolders.map(folder => joinPath(manifest.folder, folder)) : [rootDir]
    const found = firstOf(roots, root => (root === null ? null : finder.find(joinPath(root, rest) ?? '')))
    if (found !== null) return found
  }
  return null
}

/** Drops leading folders such as `dist/esm` and looks for the rest among the usual source folders. */
function guessedSource(manifest: Manifest, stem: string, finder: FileFinder): string | null {
  const steps = stem.split('/').filter(step => step !== '' && step !== '.')
  for (let dropped = 1; dropped <= Math.min(3, steps.length - 1); dropped++) {
    const rest = steps.slice(dropped).join('/')
    const found = firstOf(sourceFolders, folder =>
      findBelow(manifest, folder === '' ? rest : `${folder}/${rest}`, finder),
    )
    if (found !== null) return found
  }
  return null
}

function findBelow(manifest: Manifest, path: string, finder: FileFinder): string | null {
  const target = joinPath(manifest.folder, path)
  return target === null ? null : finder.find(target)
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => string | null): string | null {
  for (const item of items) {
    const found = find(item)
    if (found !== null) return found
  }
  return null
}

/** Files that a package offers to its users: its entry and every subpath of `exports`, patterns expanded. */
export function packageEntries(
  manifest: Manifest,
  files: readonly string[],
  sources: PackageSources,
): string[] {
  const entries = new Set<string>()
  const exported = manifest.json.exports
  const subpaths =
    typeof exported === 'object' && exported !== null
      ? Object.keys(exported).filter(key => key.startsWith('.'))
      : []
  for (const subpath of new Set(['.', ...subpaths])) {
    if (!subpath.includes('*')) {
      const entry = findPackageSource(manifest, subpath, sources)
      if (entry !== null) entries.add(entry)
    } else for (const entry of patternEntries(manifest, { subpath, files, sources })) entries.add(entry)
  }
  return [...entries].sort()
}

interface PatternSearch {
  readonly subpath: string
  readonly files: readonly string[]
  readonly sources: PackageSources
}

/** Files behind a subpath with `*`: those that the subpath, filled with a part of their own path, leads back to. */
function patternEntries(manifest: Manifest, { subpath, files, sources }: PatternSearch): string[] {
  const prefix = manifest.folder === '' ? '' : `${manifest.folder}/`
  const targets = packageTargets(manifest.json.exports, subpath.replace('*', '\u0000')) ?? []
  return pathsBelow(files, prefix).filter(file => {
    const steps = stemOf(file.slice(prefix.length)).split('/')
    return steps.some((_, index) => {
      const star = steps.slice(index).join('/')
      return targets.some(
        target => sourceOfTarget(manifest, target.replaceAll('\u0000', star), sources) === file,
      )
    })
  })
}
