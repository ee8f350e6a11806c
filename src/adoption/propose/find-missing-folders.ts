import type { FileProblem, SourceTree } from '../../facts/index.js'
import { groupBy } from '../../kernel/group-by.js'
import { joinPath, parentFolder } from '../find-modules/candidate.js'

/** So many different imports out of a folder of one name are taken for one thing that is missing. */
const fewestSpecifiers = 3

/**
 * Folders that files import from beside themselves and that are nowhere, such as the types that a framework makes for
 * each route (`./+types/users`): the start of the specifiers → the glob that covers them.
 */
export function findMissingFolders(
  tree: SourceTree,
  problems: readonly FileProblem[],
): ReadonlyMap<string, string> {
  const byFolder = groupBy(
    problems,
    ({ specifier }) => /^\.\/[^./][^/]*\/(?=[^/])/.exec(specifier ?? '')?.[0] ?? null,
  )
  return new Map(
    [...byFolder].flatMap(([start, own]) => {
      if (start === null || new Set(own.map(({ specifier }) => specifier)).size < fewestSpecifiers) return []
      const isThere = own.some(({ file }) => tree.exists(joinPath(parentFolder(file), start)))
      return isThere ? [] : [[start, `${start}**`] as const]
    }),
  )
}
