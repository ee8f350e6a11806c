import type { CompilerConfig } from './compiler-config.js'
import type { FileFinder } from './file-finder.js'
import { folderOf, joinPath } from './paths.js'
import type { ResolutionRequest, ResolverParts } from './resolution-request.js'

export function resolveRelative(
  path: string,
  { from, compiler, trace }: ResolutionRequest,
  { finder, manifests, packageSource }: ResolverParts,
): string | null {
  const target = joinPath(folderOf(from), path)
  if (target === null) {
    trace('It leads out of the root.')
    return null
  }
  const folder = /(?:^|\/)\.{0,2}$/.test(path)
  const options = { folder, literal: !isTyped(from), suffixes: compiler?.suffixes ?? [] }
  trace(`Relative to ${from}: ${target || '.'}.`)
  const found = finder.find(target, options) ?? inOtherRoots(target, compiler, finder)
  if (found !== null) return found
  const manifest = manifests.byFolder.get(target)
  const source = manifest === undefined ? null : packageSource(manifest, '.')
  if (source !== null) {
    trace('It is the folder of a package, which leads to its source.')
    return source
  }
  const ignored = finder.findIgnored(target)
  if (ignored !== null) trace('It stands on disk, but git ignores it.')
  return ignored
}

/** `rootDirs` of a tsconfig lays several folders over each other. */
function inOtherRoots(target: string, compiler: CompilerConfig | null, finder: FileFinder): string | null {
  const roots = compiler?.rootDirs ?? []
  const own = roots.find(root => target.startsWith(`${root}/`))
  if (own === undefined) return null
  for (const root of roots) {
    const found = finder.find(`${root}${target.slice(own.length)}`)
    if (found !== null) return found
  }
  return null
}

/** Bundlers serve `/x` from the package or its public folder. */
export function resolveAbsolute(
  path: string,
  { from, trace }: ResolutionRequest,
  { finder, manifests }: ResolverParts,
): string | null {
  const folders = [...manifests.above(folderOf(from)).map(manifest => manifest.folder), '']
  for (const folder of folders) {
    for (const base of ['', 'public', 'static', 'src']) {
      const target = joinPath(joinPath(folder, base) ?? '', `.${path}`)
      const found = target === null ? null : finder.find(target)
      if (found === null) continue
      trace(`Absolute paths start at ${[folder, base].filter(Boolean).join('/') || 'the root'}.`)
      return found
    }
  }
  return null
}

/** Whether a file's specifiers mean TypeScript sources where they spell `.js`. */
export function isTyped(path: string): boolean {
  return !/\.[cm]?jsx?$/.test(path)
}
