import type { SourceTree } from '../source-tree.js'
import type { CompilerConfig } from './compiler-config.js'
import type { FileFinder } from './file-finder.js'
import type { Manifest } from './manifest.js'
import { packageTargets } from './package-targets.js'
import { folderOf, joinPath } from './paths.js'
import { shapeOf } from './specifier.js'
import type { Workspaces } from './workspaces.js'

/** The file behind an `extends` such as `@acme/tsconfig/base.json`: in the workspace, else in node_modules. */
export function packageFile(
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
export function createBuildConfigs(tree: SourceTree, read: (file: string) => CompilerConfig) {
  const byFolder = new Map<string, string[]>()
  for (const path of tree.paths) {
    if (!/(?:^|\/)tsconfig[\w.-]*\.json$/.test(path)) continue
    const files = byFolder.get(folderOf(path)) ?? []
    files.push(path)
    byFolder.set(folderOf(path), files)
  }
  return (manifest: Manifest): readonly CompilerConfig[] => (byFolder.get(manifest.folder) ?? []).map(read)
}
