import path from 'node:path'
import { groupByCompilerConfig, writeFlatConfig } from './compiler-groups.js'
import { isComponent, writeComponentScript } from './component-scripts.js'
import { cruiseGroup, type TheirImport } from './cruise-group.js'

export interface TheirEdges {
  /** Imports by file; a file that dependency-cruiser does not read is not in here. */
  readonly importsOf: ReadonlyMap<string, readonly TheirImport[]>
  /** Folders that it failed on, with its words. */
  readonly failures: ReadonlyMap<string, string>
}

/** Runs dependency-cruiser over all files, each with the tsconfig nearest to it. */
export function readTheirEdges(root: string, files: readonly string[]): TheirEdges {
  const sourceOf = new Map(
    files.map(file => [isComponent(file) ? writeComponentScript(root, file) : file, file]),
  )
  const groups = groupByCompilerConfig(root, [...sourceOf.keys()])
  const importsOf = new Map<string, readonly TheirImport[]>()
  const failures = new Map<string, string>()
  for (const { folder, files: members } of groups) {
    const inner = groups.map(group => group.folder).filter(other => other.startsWith(folder && `${folder}/`))
    try {
      const cruised = cruiseGroup(root, {
        files: members,
        compilerConfig: writeFlatConfig(root, folder),
        doNotFollow: doNotFollow(
          folder,
          inner.filter(other => other !== folder),
        ),
      })
      for (const { file, imports } of cruised) importsOf.set(sourceOf.get(file) ?? file, imports)
    } catch (error) {
      failures.set(folder, String(error))
    }
  }
  return { importsOf, failures }
}

/** Other groups are read in their own run, with their own tsconfig. */
function doNotFollow(folder: string, inner: readonly string[]): string {
  const quote = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return [
    '(^|/)node_modules/',
    '^\\.\\./',
    ...(folder === '' ? [] : [`^(?!${quote(path.posix.join(folder, '/'))})`]),
    ...inner.map(other => `^${quote(other)}/`),
  ].join('|')
}
