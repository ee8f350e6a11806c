import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Copy } from '../checkout/copy-checkout.js'
import { runGit, splitZero } from '../checkout/run-git.js'

/**
 * The history as it would be had the repository been adopted at the copy's commit: each commit again, with the config
 * and the baseline of that day in its tree, one on top of the other.
 */
export interface AdoptedHistory {
  /** Brings the working tree to a commit of the real history. */
  readonly moveTo: (commit: string) => void
}

/** Starts from a copy in which `init` has just written its files. */
export function startAdoptedHistory({ root, commit }: Copy): AdoptedHistory {
  const written = splitZero(runGit(root, ['ls-files', '-z', '--others', '--exclude-standard']))
  let real = commit
  let adopted = commit
  const isMissing = findMissing(root)
  const record = () => {
    runGit(root, ['read-tree', real])
    runGit(root, ['update-index', '--force-remove', '-z', '--stdin'], { input: isMissing().join('\0') })
    runGit(root, ['update-index', '--add', '-z', '--stdin'], { input: written.join('\0') })
    const tree = runGit(root, ['write-tree', '--missing-ok']).trim()
    adopted = runGit(root, ['commit-tree', tree, '-p', adopted, '-m', `Adopted ${real}`]).trim()
    runGit(root, ['update-ref', '--no-deref', 'HEAD', adopted])
    runGit(root, ['update-index', '-q', '--refresh'], { tolerant: true })
  }
  record()
  return {
    moveTo: next => {
      const change = (filter: string) =>
        runGit(root, ['diff', '--name-only', '--no-renames', '-z', `--diff-filter=${filter}`, real, next])
      for (const file of splitZero(change('D'))) rmSync(path.join(root, file), { force: true })
      const changed = change('AMT')
      runGit(root, ['read-tree', next])
      runGit(root, ['checkout-index', '-f', '-q', '-z', '--stdin'], { input: changed, tolerant: true })
      real = next
      record()
    },
  }
}

/**
 * Files of the index whose content is not in the object store: partial clones leave some out, and git fails on whatever
 * compares them. Objects seen once are not asked for again.
 */
function findMissing(root: string): () => readonly string[] {
  const known = new Map<string, boolean>()
  return () => {
    const entries = splitZero(runGit(root, ['ls-files', '-s', '-z'])).map(line => {
      const [, id = '', file = ''] = /^\d+ (\w+) \d\t(.*)$/s.exec(line) ?? []
      return { id, file }
    })
    const asked = entries.map(({ id }) => id).filter(id => !known.has(id))
    const answers = runGit(root, ['cat-file', '--batch-check'], { input: asked.join('\n') }).trim()
    for (const answer of answers.split('\n'))
      known.set(answer.split(' ')[0] ?? '', answer.endsWith(' missing'))
    return entries.filter(({ id }) => known.get(id)).map(({ file }) => file)
  }
}
