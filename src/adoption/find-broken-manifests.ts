import type { SourceTree } from '../facts/index.js'
import { describeFileError } from '../kernel/file-error.js'
import { readJson } from '../kernel/config/read-json.js'
import type { Problem } from '../kernel/problem.js'

/** What keeps manifests from being read, one problem each with its place; files that are not there are passed over. */
export function findBrokenManifests(tree: SourceTree, paths: readonly string[]): readonly Problem[] {
  const existing = new Set(tree.paths)
  return paths.filter(path => existing.has(path)).flatMap(path => findFault(tree, path) ?? [])
}

function findFault(tree: SourceTree, file: string): Problem | null {
  const hint = 'Correct the file: it says which packages there are.'
  try {
    const [error] = readJson(
      file,
      tree
        .read(file)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ).syntax
    return error === undefined
      ? null
      : { ...error, code: 'file-unparsed', message: `${file}: ${error.message}`, hint }
  } catch (error) {
    const place = { file, line: 1, column: 1 }
    return {
      code: 'file-unreadable',
      message: `${file} cannot be read: ${describeFileError(error).reason}.`,
      place,
      hint,
    }
  }
}
