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
  const crossings: Crossing[] = []
  let file: string | null = null
  let from: Module | null = null
  for (const dependency of graph.dependencies) {
    if (dependency.to === null || dependency.external) continue
    if (dependency.from !== file) {
      file = dependency.from
      from = graph.moduleOf(file)
    }
    const to = graph.moduleOf(dependency.to)
    const definedIn = deriveDefiningModule(dependency, to, graph)
    if (to !== from || definedIn !== from) crossings.push({ dependency, from, to, definedIn })
  }
  return crossings
}

function deriveDefiningModule({ to, definedIn }: Dependency, module: Module | null, graph: Graph) {
  return definedIn === null || definedIn === to ? module : graph.moduleOf(definedIn)
}
