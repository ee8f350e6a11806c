import type { ExportedName, FileRecord } from '../sites/file-record.js'

/** Finds the file that defines a symbol, seen through re-exports and barrels. */
export type TraceSymbol = (file: string, name: string) => string

interface Definition {
  readonly file: string
  readonly exported: ExportedName
}

const keyOf = ({ file, name }: { readonly file: string; readonly name: string }) => `${file}\u0000${name}`

/**
 * `targetOf` gives the file that a site of a file resolves to. Names behind `export *` are collected once per barrel,
 * when the first of them is asked for; cycles of barrels are fine.
 */
export function createSymbolTracer(
  records: ReadonlyMap<string, FileRecord>,
  targetOf: (file: string, site: number) => string | null,
): TraceSymbol {
  const ownNames = new Map<string, ReadonlyMap<string, ExportedName>>()
  const starNames = new Map<string, ReadonlyMap<string, Definition>>()
  return (file, name) => {
    let current = { file, name }
    let seen: Set<string> | null = null
    for (let step = 0; ; step++) {
      const found = seen?.has(keyOf(current)) ? null : definitionOf(current.file, current.name)
      if (found === null) return current.file
      const { exported } = found
      const target = exported.site === -1 ? null : targetOf(found.file, exported.site)
      if (target === null) return found.file
      if (exported.imported === '*') return target
      // Hardly any chain is longer than this: only then it may be a circle.
      if (step >= 8) seen = (seen ?? new Set()).add(keyOf(current))
      current = { file: target, name: exported.imported }
    }
  }

  function definitionOf(file: string, name: string): Definition | null {
    const exported = namesOf(file).get(name)
    if (exported !== undefined) return { file, exported }
    const stars = records.get(file)?.stars ?? []
    return stars.length === 0 || name === 'default' ? null : (namesBehind(file).get(name) ?? null)
  }

  function namesOf(file: string): ReadonlyMap<string, ExportedName> {
    const known = ownNames.get(file)
    if (known !== undefined) return known
    const names = new Map((records.get(file)?.exports ?? []).map(exported => [exported.name, exported]))
    ownNames.set(file, names)
    return names
  }

  /** Names that reach a file through its `export *`; the nearest definition wins. */
  function namesBehind(file: string): ReadonlyMap<string, Definition> {
    const known = starNames.get(file)
    if (known !== undefined) return known
    const names = new Map<string, Definition>()
    const queue = [file]
    const visited = new Set(queue)
    for (const current of queue) {
      for (const star of records.get(current)?.stars ?? []) {
        const target = targetOf(current, star)
        if (target === null || visited.has(target)) continue
        visited.add(target)
        queue.push(target)
        for (const [name, exported] of namesOf(target)) {
          if (name !== 'default' && !names.has(name)) names.set(name, { file: target, exported })
        }
      }
    }
    starNames.set(file, names)
    return names
  }
}
