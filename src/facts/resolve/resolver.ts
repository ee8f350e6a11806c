import type { Config } from '../../kernel/config.js'
import type { SourceTree } from '../source-tree.js'
import { type CompilerConfig, createCompilerConfigs } from './compiler-config.js'
import { createConfigOfFile } from './config-of-file.js'
import { createFileFinder, type FileFinder } from './file-finder.js'
import { createBuildConfigs, packageFile } from './find-config-files.js'
import { findFolder } from './find-folder.js'
import { type Manifest, type Manifests, readManifests } from './manifest.js'
import { findPackageSource, type PackageSources } from './package-source.js'
import { folderOf } from './paths.js'
import type { Resolution, Trace } from './resolution.js'
import type { ResolverParts } from './resolution-request.js'
import { isTyped } from './resolve-path.js'
import { resolveSpecifier } from './resolve-specifier.js'
import { readWorkspaces, type Workspaces } from './workspaces.js'

/** Resolves specifiers against one tree. Every answer is remembered for the run; nothing is kept between runs. */
export interface Resolver {
  /** Resolves the specifiers of one file; what its folder shares is looked up once. */
  readonly from: (file: string) => (specifier: string) => Resolution
  readonly resolve: (from: string, specifier: string, trace?: Trace) => Resolution
  /** The folder of the tree that the start of a specifier means, as for `import.meta.glob('@/pages/*')`; null when none. */
  readonly resolveFolder: (from: string, specifier: string) => string | null
  readonly finder: FileFinder
  readonly workspaces: Workspaces
  readonly sources: PackageSources
}

/**
 * Resolution as compilers and bundlers agree on it, on source that was neither installed nor built: relative paths,
 * `paths` and `baseUrl` of the file's tsconfig, `#` imports, workspace packages to their source, aliases of the
 * config; what is left is an external package. See docs/resolution.md.
 */
export function createResolver(tree: SourceTree, config: Pick<Config, 'aliases'>): Resolver {
  const manifests = readManifests(tree)
  const workspaces = readWorkspaces(tree, manifests)
  const finder = createFileFinder(tree, folder => mainOf(manifests, folder))
  const findPackageFile = (specifier: string, folder: string) =>
    packageFile(specifier, folder, { workspaces, finder, tree })
  const readConfig = createCompilerConfigs(tree, findPackageFile)
  const configOf = createConfigOfFile(tree, readConfig)
  const configsOf = createBuildConfigs(tree, readConfig)
  const look = (path: string) => finder.find(path) ?? finder.findIgnored(path)
  const sources = { finder, configsOf }
  const packageSource = rememberSources(sources)
  const parts: ResolverParts = { config, finder, look, manifests, workspaces, sources, packageSource }
  const known = new Map<CompilerConfig | null, Map<string, Map<string, Resolution>>>()
  const silent = () => undefined
  return {
    finder,
    workspaces,
    sources: parts.sources,
    from: file => {
      const compiler = configOf(file)
      const folder = folderOf(file)
      const nearby = answersOf(known, compiler, `${isTyped(file) ? 'ts' : 'js'} ${folder}`)
      const byName = answersOf(known, compiler, `home ${workspaces.homeOf(folder)}`)
      return specifier => {
        const answers = specifier.startsWith('.') || specifier.includes('!') ? nearby : byName
        const answer =
          answers.get(specifier) ??
          resolveSpecifier({ from: file, specifier, compiler, trace: silent }, parts)
        answers.set(specifier, answer)
        return answer
      }
    },
    resolve: (from, specifier, trace = silent) =>
      resolveSpecifier({ from, specifier, compiler: configOf(from), trace }, parts),
    resolveFolder: (from, specifier) => {
      const lookForFolder = (path: string) => (finder.hasFolder(path) ? path : null)
      const request = { from, specifier, compiler: configOf(from), trace: silent }
      return findFolder(request, { ...parts, look: lookForFolder })
    },
  }
}

function rememberSources(sources: PackageSources): ResolverParts['packageSource'] {
  const known = new Map<Manifest, Map<string, string | null>>()
  return (manifest, subpath) => {
    const ofPackage = known.get(manifest) ?? new Map<string, string | null>()
    known.set(manifest, ofPackage)
    const found = ofPackage.get(subpath)
    if (found !== undefined) return found
    const source = findPackageSource(manifest, subpath, sources)
    ofPackage.set(subpath, source)
    return source
  }
}

/** Under one tsconfig, files of one folder resolve alike, and names of packages and aliases also within one home. */
function answersOf(
  known: Map<CompilerConfig | null, Map<string, Map<string, Resolution>>>,
  compiler: CompilerConfig | null,
  place: string,
): Map<string, Resolution> {
  const byPlace = known.get(compiler) ?? new Map<string, Map<string, Resolution>>()
  known.set(compiler, byPlace)
  const answers = byPlace.get(place) ?? new Map<string, Resolution>()
  byPlace.set(place, answers)
  return answers
}

function mainOf(manifests: Manifests, folder: string): string | null {
  const main = manifests.byFolder.get(folder)?.json.main
  return typeof main === 'string' ? main : null
}
