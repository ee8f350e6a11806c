import { findUntrackedMoves } from './find-untracked-moves.js'
import { resolveCommit } from './resolve-commit.js'
import { readGit, splitItems } from './run-git.js'

/** git's own default, spelled out so that nobody's settings change the answer. */
const renameLimit = 1000

/** What can break a rule. Other files are not compared, and partial clones may lack their content. */
const sources = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'vue', 'svelte', 'astro', 'prisma']

/**
 * Source files below the root that moved between a commit and the working tree, old path → new path: committed, staged
 * or merely moved on disk. At least half of a file must have stayed, as with git.
 */
export function findRenames(root: string, commit: string): ReadonlyMap<string, string> {
  const id = resolveCommit(root, commit)
  const { renames, gone } = readDifferences(root, id)
  for (const [from, to] of findUntrackedMoves(root, id, gone)) renames.set(from, to)
  return renames
}

function readDifferences(root: string, commit: string): { renames: Map<string, string>; gone: string[] } {
  const args = [
    '--no-literal-pathspecs',
    'diff',
    '--find-renames=50%',
    `-l${renameLimit}`,
    '--name-status',
    '--diff-filter=RD',
  ]
  const quiet = ['--ignore-submodules', '--relative', '-z']
  const items = splitItems(
    readGit(root, [...args, ...quiet, commit, '--', ...sources.map(ending => `*.${ending}`)]),
  )
  const renames = new Map<string, string>()
  const gone: string[] = []
  for (let at = 0; at < items.length; ) {
    const [status = '', from = '', to = ''] = items.slice(at, at + 3)
    if (status.startsWith('R')) renames.set(from, to)
    else gone.push(from)
    at += status.startsWith('R') ? 3 : 2
  }
  return { renames, gone }
}
