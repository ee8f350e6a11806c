import type { Graph } from '../graph/index.js'
import { deriveModuleDependencies } from '../graph/index.js'
import type { Dependency, Kind } from '../kernel/dependency.js'
import { refuse } from '../kernel/problem.js'
import { nearestName } from '../kernel/nearest.js'

export interface GraphView {
  readonly level: 'module' | 'file'
  /** Module, file or folder to look at; null for all. */
  readonly focus: string | null
  /** Steps around the focus, in both directions. */
  readonly depth: number
  /** Null for all. */
  readonly kinds: ReadonlySet<Kind> | null
}

/** The part of a graph that is to be shown: fewer kinds, or only the surroundings of one thing. */
export function narrowGraph(graph: Graph, view: GraphView): Graph {
  const kinds = view.kinds
  const wanted =
    kinds === null
      ? graph
      : { ...graph, dependencies: graph.dependencies.filter(({ kind }) => kinds.has(kind)) }
  if (view.focus === null) return wanted
  return view.level === 'module'
    ? focusModules(wanted, view.focus, view.depth)
    : focusFiles(wanted, view.focus, view.depth)
}

function focusModules(graph: Graph, focus: string, depth: number): Graph {
  const start = graph.modules.get(focus) ?? graph.moduleOf(focus)
  if (!start) return refuseFocus(graph, focus)
  const pairs = deriveModuleDependencies(graph).map(({ from, to }) => [from, to] as const)
  const near = spread([start.name], pairs, depth)
  const modules = new Map([...graph.modules].filter(([name]) => near.has(name)))
  return keepFiles(
    { ...graph, modules },
    new Set([...modules.values()].flatMap(module => module.files)),
    true,
  )
}

function focusFiles(graph: Graph, focus: string, depth: number): Graph {
  const module = graph.modules.get(focus)
  const folder = `${focus}/`
  const starts =
    module?.files ?? [...graph.files.keys()].filter(file => file === focus || file.startsWith(folder))
  if (starts.length === 0) return refuseFocus(graph, focus)
  const pairs = graph.dependencies.flatMap(({ from, to }) => (to === null ? [] : [[from, to] as const]))
  return keepFiles(graph, spread(starts, pairs, depth), false)
}

/** What lies within so many steps, with or against the arrows. */
function spread(
  starts: readonly string[],
  pairs: readonly (readonly [string, string])[],
  depth: number,
): Set<string> {
  const reached = new Set(starts)
  for (let step = 0; step < depth; step++) {
    const next = pairs.filter(([from, to]) => reached.has(from) !== reached.has(to))
    if (next.length === 0) break
    for (const pair of next) for (const name of pair) reached.add(name)
  }
  return reached
}

function keepFiles(graph: Graph, names: ReadonlySet<string>, packages: boolean): Graph {
  const isKept = ({ from, to, external }: Dependency) =>
    names.has(from) && (to === null || names.has(to) || (external && packages))
  return {
    ...graph,
    files: new Map([...graph.files].filter(([file]) => names.has(file))),
    dependencies: graph.dependencies.filter(isKept),
  }
}

function refuseFocus(graph: Graph, focus: string): never {
  const names = [...graph.modules.keys()]
  const nearest = nearestName(focus, names)
  const hint = nearest === null ? `Modules: ${names.join(', ')}.` : `Did you mean ${nearest}?`
  return refuse('not-found', `There is no module, file or folder ${focus}.`, hint)
}
