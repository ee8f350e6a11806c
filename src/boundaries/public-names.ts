import type { Graph, Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'

/** What an import takes: the file that it names, and the one that defines the symbol. */
type Taken = Pick<Dependency, 'to' | 'definedIn'>

export interface PublicNames {
  /** The public file of a module through which a symbol of one of its inner files can be imported. */
  readonly findPublicFile: (module: Module, taken: Taken, symbol: string) => string | null
  /** An inner file of a module, with a symbol of it that a public file hands on. */
  readonly findOffered: (module: Module) => { readonly file: string; readonly symbol: string } | null
}

/** Reads the re-exports of a graph on the first question; each symbol is looked up once. */
export function compilePublicNames(graph: Graph): PublicNames {
  let indexed: ReExports | null = null
  const reExportsOf = () => {
    indexed ??= indexReExports(graph)
    return indexed
  }
  const known = new Map<string, string | null>()
  const findPublicFile: PublicNames['findPublicFile'] = (module, taken, symbol) => {
    const key = [module.name, taken.to, taken.definedIn, symbol].join('\0')
    const found = known.get(key)
    if (found !== undefined) return found
    const question = { graph, reExports: reExportsOf(), taken, symbol }
    const file = [...module.publicFiles].find(entry => handsOn(question, entry, new Set())) ?? null
    known.set(key, file)
    return file
  }
  const findOffered: PublicNames['findOffered'] = module => {
    const edges = [...module.publicFiles].flatMap(entry => reExportsOf().get(entry) ?? [])
    for (const edge of edges) {
      const file = edge.to
      if (file === null || edge.external || module.publicFiles.has(file)) continue
      if (graph.moduleOf(file)?.name !== module.name) continue
      const names = isStar(edge) ? (graph.files.get(file)?.exports ?? []) : edge.symbols
      const symbol = names.find(name => {
        const isPlain = name !== 'default' && name !== '*' && exportsName(graph, file, name)
        return isPlain && findPublicFile(module, { to: file, definedIn: file }, name) !== null
      })
      if (symbol !== undefined) return { file, symbol }
    }
    return null
  }
  return { findPublicFile, findOffered }
}

type ReExports = ReadonlyMap<string, readonly Dependency[]>

const reExportForms: ReadonlySet<string> = new Set(['export-from', 'export-all', 'export-type'])

function indexReExports(graph: Graph): ReExports {
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
  readonly reExports: ReExports
  /** By the import past the public API. */
  readonly taken: Taken
  readonly symbol: string
}

/** Whether a file exports the very symbol that was imported, not just one of the same name. */
function handsOn(question: Question, file: string, seen: Set<string>): boolean {
  const { graph, reExports, taken, symbol } = question
  // What the importer takes from a file is there, be it behind a star.
  if (file === taken.to) return true
  if (file === taken.definedIn) return exportsName(graph, file, symbol)
  if (seen.has(file)) return false
  seen.add(file)
  return (reExports.get(file) ?? []).some(edge => {
    if (edge.to === null || edge.external) return false
    if (isStar(edge)) return symbol !== 'default' && handsOn(question, edge.to, seen)
    return edge.symbols.includes(symbol) && leadsTo(edge, taken) && exportsName(graph, file, symbol)
  })
}

/** `export * from`, but not `export * as name from`, which exports another name. */
function isStar({ form, symbols }: Dependency): boolean {
  return form === 'export-all' || (form !== 'export-from' && symbols.includes('*'))
}

function leadsTo(edge: Dependency, { to, definedIn }: Taken): boolean {
  return edge.to === to || (edge.definedIn !== null && edge.definedIn === definedIn)
}

function exportsName(graph: Graph, file: string, symbol: string): boolean {
  return graph.files.get(file)?.exports.includes(symbol) ?? false
}
