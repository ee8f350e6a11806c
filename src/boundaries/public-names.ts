import type { Graph, Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'

/** Finds the public file of a module through which a symbol of one of its inner files can be imported. */
export type FindPublicFile = (module: Module, dependency: Dependency, symbol: string) => string | null

/** Reads the re-exports of a graph on the first question; cheap after that. */
export function compilePublicNames(graph: Graph): FindPublicFile {
  let reExports: ReadonlyMap<string, readonly Dependency[]> | null = null
  return (module, dependency, symbol) => {
    reExports ??= indexReExports(graph)
    for (const file of module.publicFiles) {
      if (handsOn({ graph, reExports, dependency, symbol }, file, new Set())) return file
    }
    return null
  }
}

const reExportForms: ReadonlySet<string> = new Set(['export-from', 'export-all', 'export-type'])

function indexReExports(graph: Graph): ReadonlyMap<string, readonly Dependency[]> {
  const reExports = new Map<string, Dependency[]>()
  for (const dependency of graph.dependencies) {
    if (!reExportForms.has(dependency.form)) continue
    const same = reExports.get(dependency.from)
    if (same === undefined) reExports.set(dependency.from, [dependency])
    else same.push(dependency)
  }
  return reExports
}

interface Question {
  readonly graph: Graph
  readonly reExports: ReadonlyMap<string, readonly Dependency[]>
  /** The import past the public API. */
  readonly dependency: Dependency
  readonly symbol: string
}

/** Whether a file exports the very symbol that was imported, not just one of the same name. */
function handsOn(question: Question, file: string, seen: Set<string>): boolean {
  const { graph, reExports, dependency, symbol } = question
  // What the importer takes from a file is there, be it behind a star.
  if (file === dependency.to) return true
  if (file === dependency.definedIn) return exportsName(graph, file, symbol)
  if (seen.has(file)) return false
  seen.add(file)
  return (reExports.get(file) ?? []).some(edge => {
    if (edge.to === null || edge.external) return false
    if (isStar(edge)) return symbol !== 'default' && handsOn(question, edge.to, seen)
    return edge.symbols.includes(symbol) && leadsTo(edge, dependency) && exportsName(graph, file, symbol)
  })
}

/** `export * from`, but not `export * as name from`, which exports another name. */
function isStar({ form, symbols }: Dependency): boolean {
  return form === 'export-all' || (form !== 'export-from' && symbols.includes('*'))
}

function leadsTo(edge: Dependency, { to, definedIn }: Dependency): boolean {
  return edge.to === to || (edge.definedIn !== null && edge.definedIn === definedIn)
}

function exportsName(graph: Graph, file: string, symbol: string): boolean {
  return graph.files.get(file)?.exports.includes(symbol) ?? false
}
