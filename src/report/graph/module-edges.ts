import { deriveModuleDependencies, type Graph } from '../../graph/index.js'
import { type Dependency, type Kind, kinds } from '../../kernel/dependency.js'

/** All imports from one module into another, as drawn and dumped. */
export interface ModuleEdge {
  readonly from: string
  readonly to: string
  /** Kinds that occur, in the order of the closed list. */
  readonly kinds: readonly Kind[]
  readonly imports: readonly Dependency[]
}

/** Pairs of different modules, in order of names. */
export function deriveModuleEdges(graph: Graph): readonly ModuleEdge[] {
  return deriveModuleDependencies(graph).map(({ from, to, imports }) => {
    const present = new Set(imports.map(one => one.kind))
    return { from, to, kinds: kinds.filter(kind => present.has(kind)), imports }
  })
}
