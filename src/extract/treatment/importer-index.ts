import type { Graph } from '../../graph/index.js'

/** Which modules import a file, tests and barrels aside; null stands for code that no module owns. Its own module counts. */
export function createImporterIndex({
  dependencies,
  files,
  moduleOf,
}: Graph): (file: string) => ReadonlySet<string | null> {
  const importers = new Map<string, Set<string | null>>()
  for (const { from, to, definedIn, external, form } of dependencies) {
    const target = definedIn ?? to
    if (external || target === null || files.get(from)?.test === true) continue
    if (form === 'export-from' || form === 'export-all' || form === 'export-type') continue
    const known = importers.get(target) ?? new Set<string | null>()
    known.add(moduleOf(from)?.name ?? null)
    importers.set(target, known)
  }
  return file => importers.get(file) ?? new Set()
}
