import { spawnSync } from 'node:child_process'

interface GitOptions {
  readonly input?: string
  /** Environment besides the one of this process. */
  readonly env?: Readonly<Record<string, string>>
  /** Exit codes other than 0 are fine: what could be done was done. */
  readonly tolerant?: boolean
}

const settings = ['user.name=Corpus', 'user.email=corpus@example.org', 'commit.gpgsign=false', 'gc.auto=0']

/** Runs git in a throw-away copy and returns what it printed. */
export function runGit(root: string, args: readonly string[], options: GitOptions = {}): string {
  const { input, tolerant = false, env = {} } = options
  const ended = spawnSync('git', [...settings.flatMap(setting => ['-c', setting]), ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 29,
    env: { ...process.env, GIT_NO_LAZY_FETCH: '1', ...env },
  })
  if (ended.status !== 0 && !tolerant) throw new Error(`git ${args.join(' ')}: ${ended.stderr}`)
  return ended.stdout
}

/** The parts of a `-z` listing. */
export function splitZero(text: string): readonly string[] {
  return text.split('\0').filter(part => part !== '')
}
