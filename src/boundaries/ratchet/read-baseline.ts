import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceTree } from '../../facts/index.js'
import type { Problem } from '../../kernel/problem.js'
import type { Baseline } from './baseline.js'
import { baselineFolder } from './baseline-path.js'
import { parseBaselineFile } from './parse-baseline-file.js'

/**
 * Reads all baseline files of a tree. Problems of all files are told together; what can be read is there
 * nevertheless. Doubled entries and files under another name than their module's are fine: `planMigrate` tidies up.
 */
export function readBaseline(tree: SourceTree): Baseline {
  const paths = tree.paths.filter(path => path.startsWith(`${baselineFolder}/`) && path.endsWith('.json'))
  const parsed = paths.map(path => parseBaselineFile(path, tree.read(path)))
  const files = parsed.flatMap(({ file }) => file ?? [])
  return {
    files,
    entries: files.flatMap(file => file.entries),
    problems: [...findHiddenFiles(tree, paths), ...parsed.flatMap(({ problems }) => problems)],
  }
}

/** Baseline files on disk that are not part of the tree: they would work on this machine only. */
function findHiddenFiles(tree: SourceTree, paths: readonly string[]): Problem[] {
  const known = new Set(paths)
  return listDisk(tree.root)
    .filter(path => !known.has(path) && tree.exists(path))
    .map(path => ({
      code: 'baseline-invalid',
      message: `${path} is ignored by git, or a link: nobody else would have this baseline.`,
      place: { file: path, line: 1, column: 1 },
      hint: `Take ${baselineFolder} out of .gitignore (\`git check-ignore -v ${path}\` shows the rule) and commit it.`,
    }))
}

function listDisk(root: string): string[] {
  try {
    const names = readdirSync(join(root, baselineFolder)).filter(name => name.endsWith('.json'))
    return names.sort().map(name => `${baselineFolder}/${name}`)
  } catch {
    // No such folder: nothing is hidden in it.
    return []
  }
}
