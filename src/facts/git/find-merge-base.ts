import { refuse } from '../../kernel/problem.js'
import { isShallow, resolveCommit, unshallowHint } from './resolve-commit.js'
import { refuseAnswer, runGit } from './run-git.js'

/**
 * Id of the commit where the checked-out commit and `ref` parted: what a change is compared with.
 * Throws git-missing, git-ref, or git-shallow where the clone does not reach back that far.
 */
export function findMergeBase(root: string, ref: string): string {
  const other = resolveCommit(root, ref)
  const head = resolveCommit(root, 'HEAD')
  const answer = runGit(root, ['merge-base', other, head])
  if (answer.status === 0) return answer.stdout.toString('utf8').trim()
  if (answer.status !== 1 || /^(?:error|fatal):/m.test(answer.stderr)) refuseAnswer(root, answer)
  if (isShallow(root)) {
    refuse(
      'git-shallow',
      `This shallow clone does not reach back to where HEAD and ${ref} parted.`,
      unshallowHint,
    )
  }
  return refuse(
    'git-ref',
    `HEAD and ${ref} have no commit in common.`,
    'Name a revision of the same history.',
  )
}
