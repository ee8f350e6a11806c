import type { Graph } from '../../graph/index.js'

/**
 * Files through which what a module declares can be used: its own, and all whose imports lead to it, directly or through
 * others, since types flow through files that never import it. Barrels are seen through: who imports something else from
 * one is not reached. Of tests outside only those that reach the module directly; what all these files import is read with
 * them. For null, all files.
 */
export function chooseFiles(graph: Graph, module: string | null): readonly string[] {
  const readable = [...graph.files.keys()].filter(isReadable)
  if (module === null) return readable
  const own = new Set(graph.modules.get(module)?.files ?? [])
  const importers = indexImporters(graph)
  const reached = new Set(own)
  for (const file of reached) {
    for (const importer of importers.get(file) ?? []) {
      if (own.has(file) || graph.files.get(importer)?.test !== true) reached.add(importer)
    }
  }
  return readable.filter(path => reached.has(path))
}

function indexImporters({ dependencies }: Graph): ReadonlyMap<string, readonly string[]> {
  const importers = new Map<string, string[]>()
  for (const { from, to, definedIn, external } of dependencies) {
    const target = definedIn ?? to
    if (external || target === null) continue
    const known = importers.get(target)
    if (known === undefined) importers.set(target, [from])
    else known.push(from)
  }
  return importers
}

/** Single-file components hold their script among other things; the compiler does not read them. */
function isReadable(path: string): boolean {
  return !/\.(?:vue|svelte|astro)$/.test(path)
}
