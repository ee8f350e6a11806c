import type { Graph, ModuleDependency } from './graph.js'

/**
 * Couplings of a module after Robert C. Martin, "OO Design Quality Metrics: An Analysis of Dependencies" (1994),
 * with a file in the place of a class.
 */
export interface Coupling {
  /** Afferent coupling Ca: files of other modules that depend on files of this one. */
  readonly ca: number
  /** Efferent coupling Ce: files of this module that depend on files of other ones. */
  readonly ce: number
  /** I = Ce / (Ca + Ce): 0 is stable, 1 unstable; 0 for a module that nothing joins to another. */
  readonly instability: number
}

/** Couplings by module, from the dependencies that are to count; linear in their imports. */
export function deriveCouplings(
  graph: Pick<Graph, 'modules'>,
  dependencies: readonly ModuleDependency[],
): ReadonlyMap<string, Coupling> {
  const users = new Map([...graph.modules.keys()].map(name => [name, new Set<string>()]))
  const using = new Map([...graph.modules.keys()].map(name => [name, new Set<string>()]))
  for (const { from, to, imports } of dependencies) {
    for (const dependency of imports) {
      users.get(to)?.add(dependency.from)
      using.get(from)?.add(dependency.from)
    }
  }
  return new Map(
    [...graph.modules.keys()].map(name => {
      const [ca, ce] = [users.get(name)?.size ?? 0, using.get(name)?.size ?? 0]
      return [name, { ca, ce, instability: ca + ce === 0 ? 0 : ce / (ca + ce) }]
    }),
  )
}
