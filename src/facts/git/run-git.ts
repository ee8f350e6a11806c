import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { env } from 'node:process'
import { refuse } from '../../kernel/problem.js'

export interface GitAnswer {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitOptions {
  readonly input?: string
  /** Most bytes of output that are taken; enough for the lists of the largest repositories by default. */
  readonly maxBytes?: number
}

const defaultMaxBytes = 512 * 1024 * 1024

/**
 * Set by git for its hooks and meant for the hook's own folder: with them a root in a subfolder would be looked
 * up in the wrong place. The repository is always the one that the root stands in.
 */
const hookVariables = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_COMMON_DIR']

/** `diff` would otherwise write the index, even without optional locks. */
const settings = ['--no-optional-locks', '--literal-pathspecs', '-c', 'diff.autoRefreshIndex=false']

/**
 * Runs git in the root, without a shell, in English, with paths taken literally, without prompts and without
 * touching the index. Any exit code is an answer; throws when git cannot be started or is too verbose.
 */
export function runGit(root: string, args: readonly string[], options: GitOptions = {}): GitAnswer {
  const result = spawnSync('git', [...settings, ...args], {
    cwd: root,
    env: deriveEnvironment(),
    input: options.input ?? '',
    maxBuffer: options.maxBytes ?? defaultMaxBytes,
    windowsHide: true,
  })
  if (result.error !== undefined) refuseStart(root, result.error as NodeJS.ErrnoException)
  return { status: result.status ?? -1, stdout: result.stdout, stderr: result.stderr.toString('utf8').trim() }
}

/** Output of a git command that must succeed; throws what stands in the way. */
export function readGit(root: string, args: readonly string[], options: GitOptions = {}): Buffer {
  const answer = runGit(root, args, options)
  return answer.status === 0 ? answer.stdout : refuseAnswer(root, answer)
}

/** Items of NUL-terminated output. */
export function splitItems(output: Buffer): string[] {
  const items = output.toString('utf8').split('\0')
  items.pop()
  return items
}

/** Throws what a failed git command means for the user. */
export function refuseAnswer(root: string, { status, stderr }: GitAnswer): never {
  if (stderr.includes('dubious ownership')) {
    return refuse(
      'git-missing',
      `git does not trust the repository of ${root}, because it belongs to another user.`,
      `Run \`git config --global --add safe.directory '${root}'\` (with the repository's top folder) first.`,
    )
  }
  if (isOutsideRepository(stderr)) {
    return refuse(
      'git-missing',
      `${root} is not inside a git repository.`,
      'Run this in a git checkout (not in a download of its files), or leave out what needs git.',
    )
  }
  const said = stderr === '' ? `exit code ${status}` : stderr
  return refuse('git-failed', `git failed in ${root}: ${said}`, 'Run `git status` and `git fsck` there.')
}

/** Whether git said that there is no repository here. */
export function isOutsideRepository(stderr: string): boolean {
  return /not a git repository|must be run in a work tree/.test(stderr)
}

function refuseStart(root: string, error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') {
    return refuse('git-failed', `git failed in ${root}: ${error.message}`, 'Run `git status` there.')
  }
  if (!fs.existsSync(root))
    return refuse('root-missing', `${root} does not exist.`, 'Name an existing folder.')
  return refuse('git-missing', 'git is not installed or not on the PATH.', 'Install git 2.25 or later.')
}

function deriveEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !hookVariables.includes(name.toUpperCase()))
  return { ...Object.fromEntries(own), LC_ALL: 'C', LANGUAGE: 'C', GIT_TERMINAL_PROMPT: '0' }
}
