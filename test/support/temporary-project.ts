import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Files by path relative to the project's root. */
export type ProjectFiles = Readonly<Record<string, string | Buffer>>

/** Writes a project into a folder of its own, which is removed when the test is over; returns its root. */
export function temporaryProject(files: ProjectFiles): string {
  const root = mkdtempSync(join(tmpdir(), 'banyan-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  writeProject(root, files)
  return root
}

/** Writes or replaces files of a project. */
export function writeProject(root: string, files: ProjectFiles): void {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, content)
  }
}

/** Runs git in a project, with an identity and settings of its own; returns what it printed. */
export function git(root: string, ...args: readonly string[]): string {
  const settings = [
    'user.name=Shop',
    'user.email=shop@example.org',
    'commit.gpgsign=false',
    'init.defaultBranch=main',
  ]
  const result = spawnSync('git', [...settings.flatMap(setting => ['-c', setting]), ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`)
  return result.stdout
}

/** Makes a project a git repository and commits all of it. */
export function commitAll(root: string, message = 'Everything'): void {
  git(root, 'init', '-q')
  git(root, 'add', '-A')
  git(root, 'commit', '-q', '-m', message)
}
