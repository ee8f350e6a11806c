import path from 'node:path'
import { runTool } from './run-tool.js'

export type Repository =
  | { readonly kind: 'committed' }
  /** The folder belongs to a repository already: what to commit is for its owner to say. */
  | { readonly kind: 'inside'; readonly root: string }
  | { readonly kind: 'failed'; readonly told: string }

/** A repository with all files in its first commit. */
export async function makeRepository(root: string, message: string): Promise<Repository> {
  const git = (...args: readonly string[]) => runTool({ command: 'git', args, cwd: root })
  const around = await runTool({
    command: 'git',
    args: ['rev-parse', '--show-toplevel'],
    cwd: path.dirname(root),
  })
  if (around.code === 0) return { kind: 'inside', root: around.told.trim() }
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-q', '-m', message],
  ] as const) {
    const { code, told } = await git(...args)
    if (code !== 0) return { kind: 'failed', told: told.trim() }
  }
  return { kind: 'committed' }
}
