import ignore, { isPathValid, type Ignore } from 'ignore'
import type { SourceTree } from '../../facts/index.js'
import { lastSegment, parentFolder } from '../find-modules/candidate.js'

/** What an import without extension may mean. */
const endings = ['', '.ts', '.tsx', '.d.ts', '.js', '.mjs', '.json', '/index.ts', '/index.js', '/index.d.ts']

/** Answers whether git would ignore the file that an import of this path means, had it been there. */
export function findIgnoredPaths(tree: SourceTree): (path: string) => boolean {
  const files = tree.paths.filter(path => lastSegment(path) === '.gitignore')
  const ignores = new Map<string, Ignore>()
  const ignoreOf = (file: string): Ignore => {
    const known = ignores.get(file) ?? ignore().add(tree.read(file).toString('utf8'))
    ignores.set(file, known)
    return known
  }
  return path =>
    isPathValid(path) &&
    files.some(file => {
      const folder = parentFolder(file)
      const inner = folder === '' ? path : path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : ''
      return inner !== '' && endings.some(ending => ignoreOf(file).ignores(inner + ending))
    })
}
