import { findRenames, lastCommitOf } from '../../facts/index.js'
import type { Baseline } from './baseline.js'

/**
 * Renames of files that the baseline names and that are gone: old path → new path, from the commit that last
 * wrote the baseline file (the last one at all while it is not committed) to the working tree. Asks git only when
 * such files exist; empty outside git.
 */
export function findBaselineRenames(
  root: string,
  baseline: Baseline,
  paths: readonly string[],
): ReadonlyMap<string, string> {
  const existing = new Set(paths)
  const goneIn = (entries: Baseline['entries']): string[] =>
    entries.map(entry => entry.from).filter(from => !existing.has(from))
  const found = new Map<string, string>()
  const byCommit = new Map<string, ReadonlyMap<string, string>>()
  for (const file of baseline.files) {
    const gone = goneIn(file.entries)
    const commit = gone.length === 0 ? null : (lastCommitOf(root, file.path) ?? lastCommitOf(root, '.'))
    if (commit === null) continue
    const renames = byCommit.get(commit) ?? findRenames(root, commit)
    byCommit.set(commit, renames)
    for (const from of gone) {
      const to = renames.get(from)
      if (to !== undefined) found.set(from, to)
    }
  }
  return found
}
