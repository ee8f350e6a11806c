import type { SourceTree } from '../source-tree.js'
import { folderOf, foldersUp } from './paths.js'
import { objectOrNull, readJsonObject } from './read-json.js'

/** The parts of a package.json that resolution needs. */
export interface Manifest {
  /** Folder relative to the root. */
  readonly folder: string
  readonly name: string | null
  /** All kinds of dependencies: name → range. */
  readonly dependencies: ReadonlyMap<string, string>
  readonly json: Readonly<Record<string, unknown>>
}

/** All package.json files of a tree, by folder. */
export interface Manifests {
  readonly byFolder: ReadonlyMap<string, Manifest>
  /** Manifests at or above a folder, innermost first. */
  readonly above: (folder: string) => readonly Manifest[]
}

const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies']

export function readManifests(tree: SourceTree): Manifests {
  const byFolder = new Map<string, Manifest>()
  for (const path of tree.paths) {
    if (path !== 'package.json' && !path.endsWith('/package.json')) continue
    const json = readJsonObject(tree, path)
    if (json !== null) byFolder.set(folderOf(path), manifestOf(folderOf(path), json))
  }
  const above = new Map<string, readonly Manifest[]>()
  return {
    byFolder,
    above: folder => {
      const known = above.get(folder) ?? foldersUp(folder).flatMap(current => byFolder.get(current) ?? [])
      above.set(folder, known)
      return known
    },
  }
}

function manifestOf(folder: string, json: Readonly<Record<string, unknown>>): Manifest {
  const dependencies = new Map<string, string>()
  for (const kind of kinds) {
    for (const [name, range] of Object.entries(objectOrNull(json[kind]) ?? {})) {
      if (!dependencies.has(name)) dependencies.set(name, typeof range === 'string' ? range : '')
    }
  }
  return { folder, name: typeof json.name === 'string' ? json.name : null, dependencies, json }
}
