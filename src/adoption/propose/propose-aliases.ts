import type { Facts, SourceTree } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'

/** A prefix that only a bundler knows, and the folder that it stands for. */
export interface AliasProposal {
  readonly prefix: string
  /** Relative to the root, with a trailing slash; empty for the root. */
  readonly folder: string
  /** Imports that it makes resolve. */
  readonly imports: number
}

/** With fewer imports a folder may fit by chance. */
const fewestImports = 3
/** Share of the imports that the folder must explain. */
const nearlyAll = 0.9

/**
 * Aliases that make unresolved imports resolve: prefixes such as `@/` for which exactly one folder holds nearly all
 * of the files that are meant. Configuration of bundlers is not read; the files themselves are the proof.
 */
export function proposeAliases(tree: SourceTree, facts: Facts): readonly AliasProposal[] {
  const specifiers = facts.problems.flatMap(({ code, specifier }) =>
    code === 'import-unresolved' && specifier !== null ? [cleanSpecifier(specifier)] : [],
  )
  const prefixed = specifiers.flatMap(specifier => {
    const prefix = /^(?:[@~#$][^/.]*|src|app)\//.exec(specifier)?.[0]
    return prefix === undefined ? [] : [{ prefix, rest: specifier.slice(prefix.length) }]
  })
  const groups = [...groupBy(prefixed, ({ prefix }) => prefix)].filter(
    ([, uses]) => uses.length >= fewestImports,
  )
  if (groups.length === 0) return []
  const pathsByName = groupBy(tree.paths, stem => lastName(stem))
  return groups.flatMap(([prefix, uses]) => {
    const folder = findFolder(
      uses.map(({ rest }) => rest),
      pathsByName,
    )
    return folder === null
      ? []
      : [{ prefix, folder: folder === '' ? '' : `${folder}/`, imports: uses.length }]
  })
}

/** Queries of bundlers (`icon.svg?raw`) are no part of the path. */
function cleanSpecifier(specifier: string): string {
  return specifier.replace(/[?].*$/, '')
}

/** The one folder under which nearly all of the paths exist; null when there is none, or several. */
function findFolder(
  rests: readonly string[],
  pathsByName: ReadonlyMap<string, readonly string[]>,
): string | null {
  const votes = new Map<string, number>()
  for (const rest of rests) {
    for (const folder of new Set(foldersWith(rest, pathsByName)))
      votes.set(folder, (votes.get(folder) ?? 0) + 1)
  }
  const enough = [...votes].filter(([, count]) => count >= rests.length * nearlyAll)
  return enough.length === 1 ? (enough[0]?.[0] ?? null) : null
}

function foldersWith(rest: string, pathsByName: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const direct = (pathsByName.get(lastName(rest)) ?? []).flatMap(path => folderAbove(path, rest))
  const indexed = (pathsByName.get('index') ?? []).flatMap(path => folderAbove(path, `${rest}/index`))
  return [...direct, ...indexed]
}

function folderAbove(path: string, rest: string): readonly string[] {
  for (const form of [path, path.replace(/\.[^./]+$/, '')]) {
    const wanted = [rest, rest.replace(/\.[cm]?jsx?$/, '')].find(
      end => form === end || form.endsWith(`/${end}`),
    )
    if (wanted !== undefined) return [form.slice(0, Math.max(0, form.length - wanted.length - 1))]
  }
  return []
}

/** The file's name up to its first dot, by which paths are found without reading all of them. */
function lastName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.indexOf('.', 1)
  return dot < 0 ? name : name.slice(0, dot)
}
