import { readGit, splitItems } from './run-git.js'

/**
 * Paths below the root whose tracked content differs between a commit and the working tree, deleted ones included.
 * Files that were touched without a change may be among them.
 */
export function listChangedFiles(root: string, commit: string): readonly string[] {
  const args = ['diff', '--name-only', '--no-renames', '--ignore-submodules', '--relative', '-z']
  return splitItems(readGit(root, [...args, commit, '--', '.']))
}
