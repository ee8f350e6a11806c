import type { Dependency, Kind } from '../kernel/dependency.js'
import type { Graph, Module, ModuleDependency } from './graph.js'

/** Which edges count, beside their kind. */
export interface ModuleDependencyOptions {
  /** Edges of test files; counted unless false. */
  readonly tests?: boolean
  /** `transparent`: a module is also used where one of its symbols comes through the facade of another. */
  readonly facades?: 'opaque' | 'transparent'
}

/** All imports between modules, grouped by pair, in order of both names; imports in the order of the graph. */
export function deriveModuleDependencies(
  graph: Graph,
  kinds: ReadonlySet<Kind> | null = null,
  { tests = true, facades = 'opaque' }: ModuleDependencyOptions = {},
): readonly ModuleDependency[] {
  const pairs = new Map<Module, Map<Module, Dependency[]>>()
  const note = (from: Module, to: Module | null, dependency: Dependency) => {
    if (to === null || to === from) return
    const targets = pairs.get(from) ?? new Map<Module, Dependency[]>()
    pairs.set(from, targets)
    const imports = targets.get(to)
    if (imports === undefined) targets.set(to, [dependency])
    else imports.push(dependency)
  }
  for (const dependency of graph.dependencies) {
    const { from, to, definedIn, external, kind } = dependency
    if (to === null || external || (kinds !== null && !kinds.has(kind))) continue
    if (!tests && graph.files.get(from)?.test) continue
    const source = graph.moduleOf(from)
    if (source === null) continue
    const target = graph.moduleOf(to)
    note(source, target, dependency)
    if (facades === 'opaque' || definedIn === null || definedIn === to) continue
    const behind = graph.moduleOf(definedIn)
    if (behind !== target) note(source, behind, dependency)
  }
  return [...pairs]
    .flatMap(([from, targets]) =>
      [...targets].map(([to, imports]) => ({ from: from.name, to: to.name, imports })),
    )
    .sort((left, right) => compareNames(left.from, right.from) || compareNames(left.to, right.to))
}

function compareNames(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
