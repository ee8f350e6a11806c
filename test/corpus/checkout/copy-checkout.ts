import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runGit } from './run-git.js'

/** A throw-away copy of a checkout, with its objects borrowed; the checkout itself is only read. */
export interface Copy {
  readonly name: string
  readonly root: string
  /** Commit that the files are of. */
  readonly commit: string
  readonly remove: () => void
}

/**
 * Copies a checkout at a commit. Files whose content is missing in the object store (partial clones leave images out)
 * are not written.
 */
export function copyCheckout(checkout: string, revision = 'HEAD'): Copy {
  const source = path.resolve(checkout)
  const name = path.basename(source)
  const folder = mkdtempSync(path.join(os.tmpdir(), 'banyan-corpus-'))
  const root = path.join(folder, name)
  runGit(folder, ['clone', '-q', '--shared', '--no-checkout', source, root])
  const commit = runGit(source, ['rev-parse', revision]).trim()
  runGit(root, ['update-ref', '--no-deref', 'HEAD', commit])
  runGit(root, ['read-tree', commit])
  runGit(root, ['checkout-index', '-a', '-f', '-q'], { tolerant: true })
  return { name, root, commit, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
