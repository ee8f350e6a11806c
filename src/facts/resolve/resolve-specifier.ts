import { namedByFramework } from './framework-names.js'
import type { Manifest } from './manifest.js'
import { sourceOfTarget } from './package-source.js'
import { packageTargets } from './package-targets.js'
import { folderOf, joinPath } from './paths.js'
import type { Resolution } from './resolution.js'
import type { ResolutionRequest, ResolverParts } from './resolution-request.js'
import { aliased, mapped, matchingPaths, onBase } from './resolve-mapping.js'
import { resolveAbsolute, resolveRelative } from './resolve-path.js'
import { shapeOf } from './specifier.js'

const missing: Resolution = { kind: 'missing' }

export function resolveSpecifier(request: ResolutionRequest, parts: ResolverParts): Resolution {
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
      return resolveAlias(shape.path, request, parts)
    case 'package':
      return resolvePackage(shape, request, parts)
  }
}

function resolveAlias(path: string, request: ResolutionRequest, parts: ResolverParts): Resolution {
  const local = aliased(path, request, parts) ?? mapped(path, request, parts) ?? onBase(path, request, parts)
  return local === null ? (namedByFramework(path, request, parts) ?? missing) : { kind: 'file', path: local }
}

function resolveHash(path: string, request: ResolutionRequest, parts: ResolverParts): Resolution {
  const local = aliased(path, request, parts) ?? mapped(path, request, parts)
  if (local !== null) return { kind: 'file', path: local }
  for (const manifest of parts.manifests.above(folderOf(request.from))) {
    const targets = manifest.json.imports === undefined ? null : packageTargets(manifest.json.imports, path)
    if (targets === null) continue
    request.trace(`"imports" of ${manifestPath(manifest)} names ${targets.join(', ') || 'nothing'}.`)
    for (const target of targets) {
      if (!target.startsWith('.')) return resolveSpecifier({ ...request, specifier: target }, parts)
      const found = sourceOfTarget(manifest, target, parts.sources)
      if (found !== null) return { kind: 'file', path: found }
    }
  }
  return namedByFramework(path, request, parts) ?? missing
}

interface PackageShape {
  readonly name: string
  readonly subpath: string
  readonly path: string
}

function resolvePackage(shape: PackageShape, request: ResolutionRequest, parts: ResolverParts): Resolution {
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

function isDeclared(name: string, from: string, { manifests }: ResolverParts): boolean {
  return manifests.above(folderOf(from)).some(manifest => manifest.dependencies.has(name))
}

/** `src/users/user`, as test runners and bundlers with a module folder take it. */
function fromPackageRoot(
  { path }: PackageShape,
  { from, trace }: ResolutionRequest,
  { finder, manifests }: ResolverParts,
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

function manifestPath({ folder }: Manifest): string {
  return folder === '' ? 'package.json' : `${folder}/package.json`
}
