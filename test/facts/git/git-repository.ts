import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** A real repository in a temporary folder. */
export interface GitRepository {
  readonly root: string
  readonly git: (...args: string[]) => string
  readonly write: (files: Readonly<Record<string, string>>) => void
  readonly remove: (file: string) => void
  /** Renames on disk only; git is not told. */
  readonly move: (from: string, to: string) => void
  /** Commits everything; answers the id. */
  readonly commit: (files?: Readonly<Record<string, string>>) => string
}

const folders: string[] = []

/** A temporary folder, removed by `removeFolders`. */
export function makeFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'banyan-git-')))
  folders.push(folder)
  return folder
}

export function removeFolders(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
}

export function makeRepository(files: Readonly<Record<string, string>> = {}): GitRepository {
  const root = makeFolder()
  execFileSync('git', ['init', '--quiet', '--initial-branch=main', root])
  const repository = openRepository(root)
  if (Object.keys(files).length > 0) repository.commit(files)
  return repository
}

export function openRepository(root: string): GitRepository {
  const settings = [
    'user.name=Shop',
    'user.email=shop@example.com',
    'commit.gpgsign=false',
    'core.autocrlf=false',
  ]
  const git = (...args: string[]): string =>
    execFileSync('git', [...settings.flatMap(setting => ['-c', setting]), ...args], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim()
  const write = (files: Readonly<Record<string, string>>): void => {
    for (const [file, text] of Object.entries(files)) {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
      fs.writeFileSync(path.join(root, file), text)
    }
  }
  return {
    root,
    git,
    write,
    remove: file => fs.rmSync(path.join(root, file)),
    move: (from, to) => {
      fs.mkdirSync(path.dirname(path.join(root, to)), { recursive: true })
      fs.renameSync(path.join(root, from), path.join(root, to))
    },
    commit: (files = {}) => {
      write(files)
      git('add', '--all')
      git('commit', '--quiet', '--allow-empty', '--message', 'change')
      return git('rev-parse', 'HEAD')
    },
  }
}

/** Text long enough that a small edit leaves it similar. */
export function longText(name: string, edit = ''): string {
  const lines = Array.from({ length: 20 }, (_, at) => `export const ${name}${at} = 'a line about ${name}'`)
  return [...lines, edit, ''].join('\n')
}
