import { spawnSync } from 'node:child_process'
import path from 'node:path'

/** Folders that git ignores as a whole, relative to the root; none where there is no git. */
export function ignoredFolders(root: string): ReadonlySet<string> {
  const asked = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory']
  const { status, stdout } = spawnSync('git', asked, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
  })
  if (status !== 0) return new Set()
  const entries = stdout.split('\0').filter(entry => entry.endsWith('/'))
  return new Set(entries.map(entry => path.normalize(entry.slice(0, -1))))
}
