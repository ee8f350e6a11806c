import type { Config } from '../../kernel/config.js'
import type { SourceTree } from '../source-tree.js'
import { type CompilerConfig, createCompilerConfigs } from './compiler-config.js'
import { createConfigOfFile } from './config-of-file.js'
import { createFileFinder, type FileFinder } from './file-finder.js'
import { type Manifest, type Manifests, readManifests } from './manifest.js'
import { findPackageSource, type PackageSources, sourceOfTarget } from './package-source.js'
import { packageTargets } from './package-targets.js'
import { folderOf, joinPath } from './paths.js'
import type { Resolution, Trace } from './resolution.js'
import { shapeOf } from './specifier.js'
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
  const parts: Parts = { config, finder, look, manifests, workspaces, sources, packageSource }
  const known = new Map<CompilerConfig | null, Map<string, Map<string, Resolution>>>()
  const silent = () => undefined
  return {
    finder,
    workspaces,
    sources: parts.sources,
    from: file => {
      const compiler = configOf(file)
      const answers = answersOf(known, compiler, `${isTyped(file) ? '' : 'js '}${folderOf(file)}`)
      return specifier => {
        const answer =
          answers.get(specifier) ?? resolveAnew({ from: file, specifier, compiler, trace: silent }, parts)
        answers.set(specifier, answer)
        return answer
      }
    },
    resolve: (from, specifier, trace = silent) =>
      resolveAnew({ from, specifier, compiler: configOf(from), trace }, parts),
    resolveFolder: (from, specifier) => {
      const lookForFolder = (path: string) => (finder.hasFolder(path) ? path : null)
      const request = { from, specifier, compiler: configOf(from), trace: () => undefined }
      return findFolder(request, { ...parts, look: lookForFolder })
    },
  }
}

function rememberSources(sources: PackageSources): Parts['packageSource'] {
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

/** Files of one folder under one tsconfig resolve alike. */
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

interface Parts {
  readonly config: Pick<Config, 'aliases'>
  readonly finder: FileFinder
  /** Looks up what an alias or a mapping leads to. */
  readonly look: (path: string) => string | null
  readonly manifests: Manifests
  readonly workspaces: Workspaces
  readonly sources: PackageSources
  /** {@link findPackageSource}, each subpath looked up once. */
  readonly packageSource: (manifest: Manifest, subpath: string) => string | null
}

interface Request {
  readonly from: string
  readonly specifier: string
  readonly compiler: CompilerConfig | null
  readonly trace: Trace
}

const missing: Resolution = { kind: 'missing' }

function findFolder(request: Request, parts: Parts): string | null {
  const path = request.specifier.replace(/\/$/, '')
  if (/^\.{1,2}(?:\/|$)/.test(path)) {
    const target = joinPath(folderOf(request.from), path)
    return target === null ? null : parts.look(target)
  }
  if (path.startsWith('/')) {
    const [nearest] = parts.manifests.above(folderOf(request.from))
    const target = joinPath(nearest?.folder ?? '', `.${path}`)
    return target === null ? null : parts.look(target)
  }
  const own = aliased(path, request, parts) ?? mapped(path, request, parts)
  if (own !== null) return own
  const shape = shapeOf(path)
  const member =
    shape.kind === 'package' ? parts.workspaces.packageFor(shape.name, folderOf(request.from)) : null
  const target = member === null || shape.kind !== 'package' ? null : joinPath(member.folder, shape.subpath)
  return target === null ? null : parts.look(target)
}

function resolveAnew(request: Request, parts: Parts): Resolution {
  const shape = shapeOf(request.specifier)
  const file = (path: string | null): Resolution => (path === null ? missing : { kind: 'file', path })
  switch (shape.kind) {
    case 'relative':
      return file(resolveRelative(shape.path, request, parts))
    case 'absolute':
      return file(aliased(shape.path, request, parts) ?? resolveAbsolute(shape.path, request, parts))
    case 'virtual': {
      const path = mapped(shape.name, request, parts)
      return path === null ? { kind: 'external', name: shape.name } : file(path)
    }
    case 'builtin': {
      const path = mapped(request.specifier, request, parts)
      if (path !== null) return file(path)
      request.trace('It is a module of Node itself.')
      return { kind: 'external', name: shape.name }
    }
    case 'hash':
      return resolveHash(shape.path, request, parts)
    case 'alias':
      return file(
        aliased(shape.path, request, parts) ??
          mapped(shape.path, request, parts) ??
          onBase(shape.path, request, parts),
      )
    case 'package':
      return resolvePackage(shape, request, parts)
  }
}

function resolveRelative(path: string, { from, compiler, trace }: Request, { finder }: Parts): string | null {
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
function resolveAbsolute(
  path: string,
  { from, trace }: Request,
  { finder, manifests }: Parts,
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

/** Aliases of the config: the longest prefix that fits. */
function aliased(path: string, { trace }: Request, { config, look }: Parts): string | null {
  const prefixes = [...config.aliases.keys()].sort((a, b) => b.length - a.length)
  for (const prefix of prefixes) {
    const whole = path === prefix
    if (!whole && !path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)) continue
    const rest = whole ? '' : path.slice(prefix.endsWith('/') ? prefix.length : prefix.length + 1)
    const target = joinPath(config.aliases.get(prefix) ?? '', rest)
    const found = target === null ? null : look(target)
    trace(`The config's alias "${prefix}" makes it ${target}${found === null ? ', where nothing is' : ''}.`)
    if (found !== null) return found
  }
  return null
}

/** `paths` of the tsconfig: an exact name first, then the longest prefix, as the compiler does. */
function mapped(path: string, { compiler, trace }: Request, { finder, look }: Parts): string | null {
  if (compiler === null) return null
  for (const { pattern, targets, star } of matchingPaths(compiler, path)) {
    for (const target of targets) {
      const candidate = target.replace('*', star)
      // A catch-all is tried for every package: the disk is not asked each time.
      const found = pattern === '*' ? finder.find(candidate) : look(candidate)
      trace(
        `${compiler.file} maps "${pattern}" to ${candidate}${found === null ? ', where nothing is' : ''}.`,
      )
      if (found !== null) return found
    }
  }
  return null
}

function matchingPaths({ paths }: CompilerConfig, path: string) {
  const matches = paths.flatMap(mapping => {
    if (mapping.pattern === path) return [{ ...mapping, star: '', length: Number.POSITIVE_INFINITY }]
    const [before = '', after] = mapping.pattern.split('*')
    if (after === undefined || path.length < before.length + after.length) return []
    if (!path.startsWith(before) || !path.endsWith(after)) return []
    return [
      { ...mapping, star: path.slice(before.length, path.length - after.length), length: before.length },
    ]
  })
  return matches.sort((a, b) => b.length - a.length)
}

function onBase(path: string, { compiler, trace }: Request, { finder }: Parts): string | null {
  if (compiler === null || compiler.baseUrl === null) return null
  const target = joinPath(compiler.baseUrl, path)
  const found = target === null ? null : finder.find(target)
  if (found !== null) trace(`baseUrl of ${compiler.file} makes it ${target}.`)
  return found
}

function resolveHash(path: string, request: Request, parts: Parts): Resolution {
  const local = aliased(path, request, parts) ?? mapped(path, request, parts)
  if (local !== null) return { kind: 'file', path: local }
  for (const manifest of parts.manifests.above(folderOf(request.from))) {
    const targets = manifest.json.imports === undefined ? null : packageTargets(manifest.json.imports, path)
    if (targets === null) continue
    request.trace(`"imports" of ${manifestPath(manifest)} names ${targets.join(', ') || 'nothing'}.`)
    for (const target of targets) {
      if (!target.startsWith('.')) return resolveAnew({ ...request, specifier: target }, parts)
      const found = sourceOfTarget(manifest, target, parts.sources)
      if (found !== null) return { kind: 'file', path: found }
    }
  }
  return missing
}

interface PackageShape {
  readonly name: string
  readonly subpath: string
  readonly path: string
}

function resolvePackage(shape: PackageShape, request: Request, parts: Parts): Resolution {
  const local =
    aliased(shape.path, request, parts) ??
    mapped(shape.path, request, parts) ??
    onBase(shape.path, request, parts)
  if (local !== null) return { kind: 'file', path: local }
  const { from, compiler, trace } = request
  const member = parts.workspaces.packageFor(shape.name, folderOf(from))
  if (member !== null) {
    const source = parts.packageSource(member, shape.subpath)
    trace(`${shape.name} is the workspace package in ${member.folder || 'the root'}.`)
    if (source !== null) return { kind: 'file', path: source }
    const target = shape.subpath === '.' ? null : joinPath(member.folder, shape.subpath)
    const ignored = target === null ? null : parts.finder.findIgnored(target)
    return ignored === null ? missing : { kind: 'file', path: ignored }
  }
  if (isDeclared(shape.name, from, parts)) {
    trace(`${shape.name} is a dependency named in a package.json.`)
    return { kind: 'external', name: shape.name }
  }
  const inPackage = fromPackageRoot(shape, request, parts)
  if (inPackage !== null) return { kind: 'file', path: inPackage }
  const promised =
    compiler !== null && matchingPaths(compiler, shape.path).some(({ pattern }) => pattern !== '*')
  if (promised) return missing
  trace(`Nothing in the repository is called ${shape.name}: it is an external package.`)
  return { kind: 'external', name: shape.name }
}

function isDeclared(name: string, from: string, { manifests }: Parts): boolean {
  return manifests.above(folderOf(from)).some(manifest => manifest.dependencies.has(name))
}

/** `src/users/user`, as test runners and bundlers with a module folder take it. */
function fromPackageRoot(
  { path }: PackageShape,
  { from, trace }: Request,
  { finder, manifests }: Parts,
): string | null {
  if (!path.includes('/')) return null
  const folders = new Set([...manifests.above(folderOf(from)).map(manifest => manifest.folder), ''])
  for (const folder of folders) {
    const target = joinPath(folder, path)
    const found = target === null ? null : finder.find(target)
    if (found === null) continue
    trace(`It is a path from ${folder || 'the root'}.`)
    return found
  }
  return null
}

/** Whether a file's specifiers mean TypeScript sources where they spell `.js`. */
function isTyped(path: string): boolean {
  return !/\.[cm]?jsx?$/.test(path)
}

function mainOf(manifests: Manifests, folder: string): string | null {
  const main = manifests.byFolder.get(folder)?.json.main
  return typeof main === 'string' ? main : null
}

function manifestPath({ folder }: Manifest): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`
}

/** The file behind an `extends` such as `@acme/tsconfig/base.json`: in the workspace, else in node_modules. */
function packageFile(
  specifier: string,
  folder: string,
  { workspaces, finder, tree }: { workspaces: Workspaces; finder: FileFinder; tree: SourceTree },
): string | null {
  const shape = shapeOf(specifier)
  if (shape.kind !== 'package') return null
  const rest =
    shape.subpath === '.'
      ? ['tsconfig.json']
      : [shape.subpath, `${shape.subpath}.json`, `${shape.subpath}/tsconfig.json`]
  const member = workspaces.packageFor(shape.name, folder)
  const exported = member === null ? null : packageTargets(member.json.exports, shape.subpath)
  for (const path of [...(exported ?? []), ...rest]) {
    const inMember = member === null ? null : joinPath(member.folder, path)
    if (inMember !== null && finder.has(inMember)) return inMember
    const installed = installedFile(shape.name, { path, folder, tree })
    if (installed !== null) return installed
  }
  return null
}

function installedFile(name: string, at: { path: string; folder: string; tree: SourceTree }): string | null {
  let folder: string | null = at.folder
  while (folder !== null) {
    const candidate = joinPath(joinPath(folder, `node_modules/${name}`) ?? '', at.path)
    if (candidate !== null && at.tree.realFile(candidate) !== null) return candidate
    folder = folder === '' ? null : folderOf(folder)
  }
  return null
}

/** The tsconfigs in a package's folder, which may say where its build output comes from. */
function createBuildConfigs(tree: SourceTree, read: (file: string) => CompilerConfig) {
  const byFolder = new Map<string, string[]>()
  for (const path of tree.paths) {
    if (!/(?:^|\/)tsconfig[\w.-]*\.json$/.test(path)) continue
    const files = byFolder.get(folderOf(path)) ?? []
    files.push(path)
    byFolder.set(folderOf(path), files)
  }
  return (manifest: Manifest): readonly CompilerConfig[] => (byFolder.get(manifest.folder) ?? []).map(read)
}
