import { isOutsideRepository, refuseAnswer, runGit } from './run-git.js'

/**
 * Id of the last commit that touched a file or folder, relative to the root; null when no commit did, or where
 * there is no repository. In a shallow clone this may be the oldest commit present.
 */
export function lastCommitOf(root: string, path: string): string | null {
  const answer = runGit(root, ['log', '-1', '--format=%H', '--', path])
  if (answer.status === 0) return answer.stdout.toString('utf8').trim() || null
  const nothingYet =
    isOutsideRepository(answer.stderr) || answer.stderr.includes('does not have any commits yet')
  return nothingYet ? null : refuseAnswer(root, answer)
}
