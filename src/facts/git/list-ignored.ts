import { readGit, splitItems } from './run-git.js'

/**
 * Answers whether git ignores a path of the working tree: files and whole folders below the root that exist and
 * that ignore rules cover. One git call, made when first asked.
 */
export function listIgnored(root: string): (path: string) => boolean {
  let ignored: ReadonlySet<string> | null = null
  return path => {
    ignored ??= readIgnored(root)
    for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
      if (ignored.has(path.slice(0, end))) return true
    }
    return ignored.has(path)
  }
}

function readIgnored(root: string): ReadonlySet<string> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z']
  return new Set(splitItems(readGit(root, args)).map(path => path.replace(/\/$/, '')))
}
