import { compileGlobs } from '../../kernel/globs.js'
import type { SourceTree } from '../source-tree.js'
import { folderOf, joinPath } from './paths.js'
import { objectOrNull, readJsonObject, stringsOf } from './read-json.js'

/** A pattern of `paths` with its targets, relative to the root. */
export interface PathMapping {
  readonly pattern: string
  readonly targets: readonly string[]
}

/** What resolution takes from a tsconfig, its `extends` merged in. Paths are relative to the root. */
export interface CompilerConfig {
  readonly file: string
  readonly paths: readonly PathMapping[]
  readonly baseUrl: string | null
  readonly rootDirs: readonly string[]
  readonly suffixes: readonly string[]
  readonly outDir: string | null
  readonly rootDir: string | null
  readonly references: readonly string[]
  /** Whether the config's `files`, `include` and `exclude` name a file. */
  readonly includes: (path: string) => boolean
}

/** Finds the file of a package that `extends` names, such as `@acme/tsconfig/base.json`. */
export type FindPackageFile = (specifier: string, folder: string) => string | null

/** Fields as the nearest config of an `extends` chain sets them. */
interface Layer {
  paths?: PathMapping[]
  baseUrl?: string
  rootDirs?: string[]
  suffixes?: string[]
  outDir?: string
  rootDir?: string
  files?: string[]
  include?: string[]
  exclude?: string[]
}

/** Reads tsconfigs, each once. A config that is missing or broken counts as empty: the compiler complains, not we. */
export function createCompilerConfigs(tree: SourceTree, findPackageFile: FindPackageFile) {
  const known = new Map<string, CompilerConfig>()
  return (file: string): CompilerConfig => {
    const config = known.get(file) ?? completeConfig(file, readLayer(file, []))
    known.set(file, config)
    return config
  }

  function readLayer(file: string, chain: readonly string[]): Layer & { references?: string[] } {
    const json = chain.includes(file) ? null : readJsonObject(tree, file)
    if (json === null) return {}
    const folder = folderOf(file)
    const parents = typeof json.extends === 'string' ? [json.extends] : stringsOf(json.extends)
    const inherited = parents.map(parent => {
      const target = parent.startsWith('.')
        ? relativeConfig(tree, folder, parent)
        : findPackageFile(parent, folder)
      return target === null ? {} : readLayer(target, [...chain, file])
    })
    const own = ownLayer(json, folder, chain.length === 0 ? folder : folderOf(chain[0] as string))
    return { ...Object.assign({}, ...inherited), ...own, references: referencesOf(json, folder, tree) }
  }
}

function relativeConfig(tree: SourceTree, folder: string, parent: string): string | null {
  const path = joinPath(folder, parent)
  if (path === null) return null
  return (
    [path, `${path}.json`, `${path}/tsconfig.json`].find(candidate => tree.realFile(candidate) !== null) ??
    null
  )
}

function ownLayer(json: Readonly<Record<string, unknown>>, folder: string, configFolder: string): Layer {
  const options = objectOrNull(json.compilerOptions) ?? {}
  const place = (path: string) => placePath(path, folder, configFolder)
  const placeAll = (value: unknown) => stringsOf(value).flatMap(path => place(path) ?? [])
  const layer: Layer = {}
  const baseUrl = typeof options.baseUrl === 'string' ? place(options.baseUrl) : null
  if (baseUrl !== null) layer.baseUrl = baseUrl
  const paths = objectOrNull(options.paths)
  if (paths !== null) {
    layer.paths = Object.entries(paths).map(([pattern, targets]) => ({
      pattern,
      targets: stringsOf(targets).flatMap(target => placePath(target, baseUrl ?? folder, configFolder) ?? []),
    }))
  }
  if (Array.isArray(options.rootDirs)) layer.rootDirs = placeAll(options.rootDirs)
  if (Array.isArray(options.moduleSuffixes)) layer.suffixes = stringsOf(options.moduleSuffixes)
  const outDir = typeof options.outDir === 'string' ? place(options.outDir) : null
  if (outDir !== null) layer.outDir = outDir
  const rootDir = typeof options.rootDir === 'string' ? place(options.rootDir) : null
  if (rootDir !== null) layer.rootDir = rootDir
  if (Array.isArray(json.files)) layer.files = placeAll(json.files)
  if (Array.isArray(json.include)) layer.include = placeAll(json.include)
  if (Array.isArray(json.exclude)) layer.exclude = placeAll(json.exclude)
  return layer
}

/** `${configDir}` stands for the folder of the config that is being read, not of the one it extends. */
function placePath(path: string, folder: string, configFolder: string): string | null {
  if (!path.startsWith('${configDir}')) return joinPath(folder, path)
  return joinPath(configFolder, `.${path.slice('${configDir}'.length)}`)
}

function referencesOf(json: Readonly<Record<string, unknown>>, folder: string, tree: SourceTree): string[] {
  if (!Array.isArray(json.references)) return []
  return json.references.flatMap(reference => {
    const path = objectOrNull(reference)?.path
    const target = typeof path === 'string' ? joinPath(folder, path) : null
    if (target === null) return []
    return target.endsWith('.json') ? [target] : (relativeConfig(tree, folder, `./${path}`) ?? [])
  })
}

function completeConfig(file: string, layer: Layer & { references?: string[] }): CompilerConfig {
  const folder = folderOf(file)
  return {
    file,
    paths: layer.paths ?? [],
    baseUrl: layer.baseUrl ?? null,
    rootDirs: layer.rootDirs ?? [],
    suffixes: layer.suffixes ?? [],
    outDir: layer.outDir ?? null,
    rootDir: layer.rootDir ?? null,
    references: layer.references ?? [],
    includes: compileIncludes(layer, folder),
  }
}

function compileIncludes(layer: Layer, folder: string): (path: string) => boolean {
  const files = new Set(layer.files ?? [])
  const include =
    layer.include ?? (layer.files === undefined ? [folder === '' ? '**/*' : `${folder}/**/*`] : [])
  const included = compileGlobs(include)
  const excluded = compileGlobs(layer.exclude ?? (layer.outDir === undefined ? [] : [layer.outDir]))
  return path => files.has(path) || (included(path) && !excluded(path))
}
