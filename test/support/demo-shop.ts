import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Ended, plainEnvironment, runBanyan } from './run-banyan.js'

/** A replacement of text that stands exactly once in a file. */
export interface Edit {
  readonly file: string
  readonly from: string
  readonly to: string
}

export interface DemoShop {
  readonly root: string
  readonly banyan: (args: readonly string[], color: boolean) => Promise<Ended>
  readonly edit: (change: Edit) => void
  readonly remove: () => void
}

/** A module reaches into the inside of another one, which it does not even declare. */
export const violation: Edit = {
  file: 'src/modules/catalog/products.ts',
  from: "import { database } from '@platform/database.js'\n",
  to: "import { database } from '@platform/database.js'\nimport { hashPassword } from '../users/password.js'\n",
}

/** A copy of the sample shop in a temporary folder, a git repository with one commit. */
export function openDemoShop(): DemoShop {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'banyan-demo-')))
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  try {
    cpSync(fileURLToPath(new URL('../fixtures/shop', import.meta.url)), root, { recursive: true })
    git(root, 'init', '--quiet')
    git(root, 'add', '--all')
    git(root, 'commit', '--quiet', '--no-verify', '--message', 'The shop')
  } catch (error) {
    remove()
    throw error
  }
  return {
    root,
    banyan: (args, color) =>
      runBanyan(args, { cwd: root, env: color ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' } }),
    edit: change => applyEdit(root, change),
    remove,
  }
}

function git(root: string, ...args: readonly string[]): void {
  const settings = [
    'user.name=Shop',
    'user.email=shop@example.org',
    'commit.gpgsign=false',
    'core.autocrlf=false',
  ]
  const all = [...settings.flatMap(setting => ['-c', setting]), ...args]
  const surroundings = Object.keys(process.env).filter(name => name.startsWith('GIT_'))
  const env = plainEnvironment(Object.fromEntries(surroundings.map(name => [name, undefined])))
  const { status, stderr, error } = spawnSync('git', all, { cwd: root, encoding: 'utf8', env })
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${error?.message ?? stderr}`)
}

function applyEdit(root: string, { file, from, to }: Edit): void {
  const parts = readFileSync(join(root, file), 'utf8').split(from)
  if (parts.length !== 2) throw new Error(`${file} should hold once: ${from}`)
  writeFileSync(join(root, file), parts.join(to))
}
