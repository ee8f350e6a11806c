import type { Graph, Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'

/** An edge that leaves its file's module, or whose symbols are defined in another one. */
export interface Crossing {
  readonly dependency: Dependency
  /** Null when no module owns the importing file. */
  readonly from: Module | null
  /** Module of the imported file; null when no module owns it. */
  readonly to: Module | null
  /** Module of the file behind the facade; the same as `to` without a facade. */
  readonly definedIn: Module | null
}

const crossingsOfGraph = new WeakMap<Graph, readonly Crossing[]>()

/** All crossings in the order of the graph's edges; computed once per graph, whatever the number of rules. */
export function deriveCrossings(graph: Graph): readonly Crossing[] {
  const derived = crossingsOfGraph.get(graph) ?? findCrossings(graph)
  crossingsOfGraph.set(graph, derived)
  return derived
}

/** Edges come sorted by file, so the importing file is looked up once a file; inner edges allocate nothing. */
function findCrossings(graph: Graph): readonly Crossing[] {
  const ownerOf = compileOwners(graph)
  const crossings: Crossing[] = []
  let file: string | null = null
  let from: Module | null = null
  for (const dependency of graph.dependencies) {
    if (dependency.to === null || dependency.external) continue
    if (dependency.from !== file) {
      file = dependency.from
      from = ownerOf(file)
    }
    const to = ownerOf(dependency.to)
    const definedIn = deriveDefiningModule(dependency, to, ownerOf)
    if (to !== from || definedIn !== from) crossings.push({ dependency, from, to, definedIn })
  }
  return crossings
}

function deriveDefiningModule(dependency: Dependency, to: Module | null, ownerOf: OwnerOf): Module | null {
  const { definedIn } = dependency
  return definedIn === null || definedIn === dependency.to ? to : ownerOf(definedIn)
}

type OwnerOf = (file: string) => Module | null

/** The owner of any file: styles, data and other leaves belong to the module of the nearest folder. */
export function compileOwners(graph: Graph): OwnerOf {
  const owners = new Map<string, Module | null>()
  const folders = deriveModuleFolders(graph)
  return file => {
    const known = owners.get(file)
    if (known !== undefined) return known
    const owner = graph.moduleOf(file) ?? (graph.files.has(file) ? null : findFolderOwner(file, folders))
    owners.set(file, owner)
    return owner
  }
}

/** Folder → its module; a folder shared by several modules (made of file patterns) is nobody's. */
function deriveModuleFolders(graph: Graph): ReadonlyMap<string, Module | null> {
  const folders = new Map<string, Module | null>()
  for (const module of graph.modules.values()) {
    folders.set(module.path, folders.has(module.path) ? null : module)
  }
  return folders
}

function findFolderOwner(file: string, folders: ReadonlyMap<string, Module | null>): Module | null {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    const owner = folders.get(file.slice(0, end))
    if (owner !== undefined) return owner
  }
  return folders.get('') ?? null
}
