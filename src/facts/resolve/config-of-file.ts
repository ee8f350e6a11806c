import type { SourceTree } from '../source-tree.js'
import type { CompilerConfig } from './compiler-config.js'
import { folderOf } from './paths.js'

/**
 * Chooses the tsconfig of a file: the nearest `tsconfig.json`; when that one only refers to others, the referenced
 * config that includes the file. Without any, `jsconfig.json` or the base config at the root.
 */
export function createConfigOfFile(tree: SourceTree, read: (file: string) => CompilerConfig) {
  const configs = new Set(
    tree.paths.filter(path => /(?:^|\/)(?:[jt]sconfig|tsconfig\.base)\.json$/.test(path)),
  )
  const byFolder = new Map<string, CompilerConfig | null>()
  return (path: string): CompilerConfig | null => {
    const nearest = nearestConfig(folderOf(path))
    if (nearest === null || nearest.references.length === 0 || nearest.includes(path)) return nearest
    return referencedConfig(nearest, path, new Set()) ?? nearest
  }

  function nearestConfig(folder: string): CompilerConfig | null {
    const known = byFolder.get(folder)
    if (known !== undefined) return known
    const config = findConfig(folder)
    byFolder.set(folder, config)
    return config
  }

  function findConfig(folder: string): CompilerConfig | null {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (configs.has(path)) return read(path)
    }
    if (folder !== '') return nearestConfig(folderOf(folder))
    return configs.has('tsconfig.base.json') ? read('tsconfig.base.json') : null
  }

  function referencedConfig(config: CompilerConfig, path: string, seen: Set<string>): CompilerConfig | null {
    for (const reference of config.references) {
      if (seen.has(reference)) continue
      seen.add(reference)
      const referenced = read(reference)
      if (referenced.includes(path)) return referenced
      const deeper = referencedConfig(referenced, path, seen)
      if (deeper !== null) return deeper
    }
    return null
  }
}
