import { runGit } from '../git/run-git.js'

/**
 * Paths below a folder that git tracks or does not ignore, unsorted, without deleted files, symbolic links and
 * submodules. Null where git does not manage the folder (no repository, no git, or the folder itself is ignored).
 */
export function listGitFiles(root: string): string[] | null {
  const git = askGit(root, ['ls-files', '-z', '-t', '-c', '-s', '-d', '-o', '--exclude-standard'])
  if (git === null) return null
  const paths = new Set<string>()
  const gone: string[] = []
  for (const line of git.toString('utf8').split('\0')) {
    const entry = parseEntry(line)
    if (entry === null) continue
    if (entry.gone) gone.push(entry.path)
    else paths.add(entry.path)
  }
  for (const path of gone) paths.delete(path)
  return paths.size === 0 && isIgnored(root) ? null : [...paths]
}

/** One entry: `? path` when untracked, `H mode blob stage<TAB>path` when tracked, the same with `R` when deleted. */
function parseEntry(line: string): { path: string; gone: boolean } | null {
  if (line.startsWith('? ')) return line.endsWith('/') ? null : { path: line.slice(2), gone: false }
  const tab = line.indexOf('\t')
  // Mode 120000 is a symbolic link, 160000 a submodule.
  if (tab === -1 || line.startsWith('12', 2) || line.startsWith('16', 2)) return null
  return { path: line.slice(tab + 1), gone: line.startsWith('R') }
}

function isIgnored(root: string): boolean {
  return askGit(root, ['check-ignore', '-q', '.']) !== null
}

/** Output of git; null when there is no git, no repository, or git will not answer: then the folder is walked. */
function askGit(root: string, args: readonly string[]): Buffer | null {
  try {
    const { status, stdout } = runGit(root, args)
    return status === 0 ? stdout : null
  } catch {
    return null
  }
}
