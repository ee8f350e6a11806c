import { nearestName } from '../../kernel/nearest.js'
import { refuse } from '../../kernel/problem.js'
import { readGit, refuseAnswer, runGit } from './run-git.js'

/** Full id of the commit that a branch, tag or other revision names; throws git-missing, git-ref or git-shallow. */
export function resolveCommit(root: string, ref: string): string {
  const asked = ref.trim()
  if (asked === '') {
    return refuse(
      'git-ref',
      'The git revision is empty.',
      'Name one, such as `origin/main`; is a variable not set?',
    )
  }
  const commit = asked.startsWith('-') ? null : findCommit(root, asked)
  return commit ?? refuseRef(root, asked)
}

/** Whether the clone was made with a limited depth, so that older commits are not there. */
export function isShallow(root: string): boolean {
  return readGit(root, ['rev-parse', '--is-shallow-repository']).toString('utf8').trim() === 'true'
}

/** The way to the rest of a shallow clone's history. */
export const unshallowHint =
  'Fetch the history first: `fetch-depth: 0` for the checkout step of GitHub Actions, ' +
  '`GIT_DEPTH: 0` on GitLab, or `git fetch --unshallow`.'

function findCommit(root: string, ref: string): string | null {
  const answer = runGit(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])
  const commit = answer.stdout.toString('utf8').trim()
  if (answer.status === 0) return commit
  // Quiet about unknown revisions; everything else says what is wrong.
  const unknown =
    answer.status === 1 || /unknown revision|Needed a single revision|bad revision/.test(answer.stderr)
  return unknown || answer.stderr.includes(ref) ? null : refuseAnswer(root, answer)
}

function refuseRef(root: string, ref: string): never {
  if (ref !== 'HEAD' && findCommit(root, 'HEAD') === null) refuseUnborn()
  if (ref === 'HEAD') refuseUnborn()
  const shallow = isShallow(root)
  if (shallow && /^[0-9a-f]{7,64}$|[~^]/.test(ref)) {
    refuse('git-shallow', `${ref} is not part of this shallow clone.`, unshallowHint)
  }
  const names = listNames(root)
  const local = ref.slice(ref.indexOf('/') + 1)
  const near = names.find(name => name.endsWith(`/${ref}`) || name === local) ?? nearestName(ref, names)
  const question = near === null ? '' : ` Did you mean ${near}?`
  refuse('git-ref', `git knows no commit called ${ref} here.${question}`, hintFetch(root, ref, shallow))
}

function refuseUnborn(): never {
  refuse(
    'git-ref',
    'The repository has no commits yet.',
    'Commit first: without a commit there is nothing to compare with.',
  )
}

function hintFetch(root: string, ref: string, shallow: boolean): string {
  const remotes = readGit(root, ['remote']).toString('utf8').split('\n').filter(Boolean)
  const remote = remotes.find(name => ref.startsWith(`${name}/`)) ?? 'origin'
  const branch = ref.startsWith(`${remote}/`) ? ref.slice(remote.length + 1) : ref
  const fetch = `Fetch it first: \`git fetch ${remote} ${branch}\`.`
  return shallow ? `${fetch} This clone is shallow. ${unshallowHint}` : fetch
}

/** Short names of branches, remote branches and tags. */
function listNames(root: string): string[] {
  const output = readGit(root, [
    'for-each-ref',
    '--format=%(refname:short)',
    'refs/heads',
    'refs/remotes',
    'refs/tags',
  ])
  return output.toString('utf8').split('\n').filter(Boolean)
}
