import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { PackageManager } from '../../src/scaffold/answers.js'
import { commandsOf, type ToolCommands } from '../../src/scaffold/render/package-tool.js'

/** A package manager as somebody has it, and what is typed with it. */
export interface ManagerAtHand {
  readonly name: PackageManager
  readonly version: string
  readonly commands: ToolCommands
  readonly remove: () => void
}

/** `pnpm` is the one that is there; `pnpm@10.34.9` comes from the registry, for this run alone, and is first in the PATH. */
export function takeManager(wanted: string): ManagerAtHand {
  const [name = 'npm', version] = wanted.split('@') as [PackageManager, string | undefined]
  const folder = version === undefined ? null : bring(name, version)
  const found = execFileSync(name, ['--version'], { encoding: 'utf8', cwd: tmpdir() }).trim()
  return {
    name,
    version: found,
    commands: commandsOf({ name, version: found }),
    remove: () => (folder === null ? undefined : rmSync(folder, { recursive: true, force: true })),
  }
}

function bring(name: PackageManager, version: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), `banyan-${name}-`))
  // The package called yarn ends with the classic one.
  const source = name === 'yarn' && !version.startsWith('1') ? '@yarnpkg/cli-dist' : name
  const args = ['install', '--global', '--prefix', folder, '--no-fund', '--no-audit', `${source}@${version}`]
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  process.env.PATH = `${path.join(folder, 'bin')}${path.delimiter}${process.env.PATH}`
  return folder
}
