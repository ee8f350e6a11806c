import type { Graph } from '../../graph/index.js'

/**
 * Files through which what a module declares can be used: its own, and all whose imports lead to it, directly or through
 * others, since types flow through files that never import it. Of tests outside only those that reach it directly; what
 * these files import is read with them. For null, all files.
 */
export function chooseFiles(graph: Graph, module: string | null): readonly string[] {
  const readable = [...graph.files.keys()].filter(isReadable)
  if (module === null) return readable
  const own = new Set(graph.modules.get(module)?.files ?? [])
  const importers = new Map<string, string[]>()
  for (const { from, to, definedIn, external } of graph.dependencies) {
    if (external) continue
    for (const target of new Set([to, definedIn])) if (target !== null) addTo(importers, target, from)
  }
  const reached = new Set(own)
  for (const file of reached) {
    for (const importer of importers.get(file) ?? []) {
      if (own.has(file) || graph.files.get(importer)?.test !== true) reached.add(importer)
    }
  }
  return readable.filter(path => reached.has(path))
}

/** Single-file components hold their script among other things; the compiler does not read them. */
function isReadable(path: string): boolean {
  return !/\.(?:vue|svelte|astro)$/.test(path)
}

function addTo(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
