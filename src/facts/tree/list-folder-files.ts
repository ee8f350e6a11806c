import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ignore, { type Ignore } from 'ignore'

interface Ignored {
  /** Folder whose `.gitignore` it is, with a trailing slash; empty for the root. */
  readonly base: string
  readonly rules: Ignore
}

/**
 * Paths below a folder that is no git repository: `.gitignore` files still count, links are not followed,
 * `node_modules` and `.git` are left out.
 */
export function listFolderFiles(root: string): string[] {
  const paths: string[] = []
  const visit = (folder: string, outer: readonly Ignored[]) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true })
    const own = entries.some(entry => entry.name === '.gitignore' && entry.isFile())
    const ignored = own ? [...outer, readIgnored(root, folder)] : outer
    for (const entry of entries) {
      const path = folder + entry.name
      if (entry.name === '.git' || entry.name === 'node_modules') continue
      if (entry.isDirectory()) {
        if (!isIgnored(`${path}/`, ignored)) visit(`${path}/`, ignored)
      } else if (entry.isFile() && !isIgnored(path, ignored)) paths.push(path)
    }
  }
  visit('', [])
  return paths
}

function readIgnored(root: string, base: string): Ignored {
  return { base, rules: ignore().add(readFileSync(join(root, base, '.gitignore'), 'utf8')) }
}

/** The innermost file that has an opinion decides, as in git. */
function isIgnored(path: string, ignored: readonly Ignored[]): boolean {
  for (const { base, rules } of [...ignored].reverse()) {
    const opinion = rules.test(path.slice(base.length))
    if (opinion.ignored || opinion.unignored) return opinion.ignored
  }
  return false
}
