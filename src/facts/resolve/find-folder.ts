import { namedByFramework } from './framework-names.js'
import { folderOf, joinPath } from './paths.js'
import type { ResolutionRequest, ResolverParts } from './resolution-request.js'
import { aliased, mapped } from './resolve-mapping.js'
import { shapeOf } from './specifier.js'

/** The folder that the start of a specifier means, by whatever `look` of the parts finds. */
export function findFolder(request: ResolutionRequest, parts: ResolverParts): string | null {
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
  if (target !== null) return parts.look(target)
  const named = namedByFramework(path, request, parts)
  return named?.kind === 'file' ? named.path : null
}
