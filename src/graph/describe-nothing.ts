import type { Config } from '../kernel/config.js'
import { nearestName } from '../kernel/nearest.js'
import type { Problem } from '../kernel/problem.js'
import type { Origin } from './find-candidates.js'
import { type FolderTree, findOpenFolder, isWithin } from './folder-tree.js'

/** The problem of a path that stands for no source file, with the folder that was probably meant. */
export function describeNothing(origin: Origin, tree: FolderTree, config: Config): Problem {
  const { declaredAt, path } = origin
  const isModule = declaredAt[0] === 'modules'
  const what = isModule ? `Module "${origin.name}"` : `discover[${declaredAt[1]}]`
  return {
    code: 'module-empty',
    message: `${what}: nothing matches "${path}"; there is no source file.`,
    place: config.locate(isModule ? [...declaredAt, 'path'] : declaredAt),
    hint: describeNearest(origin.pattern.base === '' ? path : origin.pattern.base, tree),
  }
}

/** What stands nearest to a path: a folder of a similar name, or what the nearest folder above it holds. */
function describeNearest(path: string, tree: FolderTree): string {
  const open = findOpenFolder(tree, path)
  const meant = nearestName(path, [...tree.keys()])
  if (meant !== null && meant !== open?.path)
    return `Did you mean "${meant}"? Correct the path, or remove the entry.`
  if (open === null) return 'There are no source files at all: check the root, "include" and "exclude".'
  const inside = [...tree.values()].filter(folder => folder.parent === open).map(folder => folder.path)
  const shown = inside.slice(0, 6).join(', ') + (inside.length > 6 ? ' …' : '')
  const where = open.path === '' ? 'the root' : `"${open.path}"`
  const there = inside.length === 0 ? 'source files, but no folder of them' : `source files in ${shown}`
  const missing =
    isWithin(path, open.path) && path !== open.path
      ? `The nearest folder is ${where}, with`
      : `In ${where} there are`
  return `${missing} ${there}. Correct the path, or remove the entry.`
}
