import type { Dependency, Kind } from '../kernel/dependency.js'
import { renderGraph } from '../report/index.js'
import { openProject, openUnconfigured, type ProjectOptions } from './open-project.js'
import { readGraph } from './read-graph.js'

/** What `graph --level file --format json` prints; `schema/graph.json` describes it. */
export interface FileGraph {
  readonly schemaVersion: 1
  readonly root: string
  readonly files: readonly string[]
  readonly edges: readonly Dependency[]
}

/** What `graph --level module --format json` prints. */
export interface ModuleGraph {
  readonly schemaVersion: 1
  readonly root: string
  readonly layers: readonly string[]
  readonly modules: readonly {
    readonly name: string
    readonly path: string
    readonly layer: string | null
    readonly owner: string | null
    /** Number of files. */
    readonly files: number
    readonly paths: readonly string[]
  }[]
  readonly edges: readonly {
    readonly from: string
    readonly to: string
    readonly kinds: readonly Kind[]
    /** Number of imports. */
    readonly imports: number
  }[]
  /** Files that no module owns. */
  readonly unassigned: number
}

export interface GraphOptions extends ProjectOptions {
  /** What a node is; `module` when left out. Files need no config. */
  readonly level?: 'module' | 'file'
}

/** The dependency graph of a project, the same data as `graph --format json`. */
export function graph(options: GraphOptions & { readonly level: 'file' }): Promise<FileGraph>
export function graph(options?: GraphOptions & { readonly level?: 'module' }): Promise<ModuleGraph>
export async function graph(options: GraphOptions = {}): Promise<FileGraph | ModuleGraph> {
  const { level = 'module' } = options
  const open = level === 'file' ? openUnconfigured : openProject
  const { graph } = await readGraph(await open(options), options.onProgress)
  return JSON.parse(await renderGraph(graph, { format: 'json', level }))
}
