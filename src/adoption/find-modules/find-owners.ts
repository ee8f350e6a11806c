import type { SourceTree } from '../../facts/index.js'
import { compileGlobs, type PathMatch } from '../../kernel/globs.js'

/** Where hosts look for the file, in their order. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS']

interface OwnerLine {
  readonly matches: PathMatch
  /** Null for a line that takes ownership away. */
  readonly owners: string | null
}

/** The owners of a path by CODEOWNERS, of which the last matching line counts; null when nobody owns it. */
export function findOwners(tree: SourceTree): (path: string) => string | null {
  const place = places.find(path => tree.paths.includes(path))
  if (place === undefined) return () => null
  const lines = readLines(tree.read(place).toString('utf8')).reverse()
  return path => lines.find(line => line.matches(path))?.owners ?? null
}

function readLines(text: string): OwnerLine[] {
  let sectionOwners: string | null = null
  return text.split(/\r?\n/).flatMap(raw => {
    const line = raw.replace(/(^|\s)#.*$/, '').trim()
    const section = /^\^?\[[^\]]+\](?:\[\d+\])?\s*(.*)$/.exec(line)
    if (section !== null) sectionOwners = section[1] || null
    if (line === '' || section !== null || line.startsWith('!')) return []
    const [pattern = '', ...owners] = line.split(/(?<!\\)\s+/)
    return [
      { matches: compilePattern(pattern.replaceAll('\\ ', ' ')), owners: owners.join(' ') || sectionOwners },
    ]
  })
}

/** A pattern of CODEOWNERS: anchored when a slash stands before its end, a name at any depth otherwise. */
function compilePattern(pattern: string): PathMatch {
  const isAnchored = pattern.replace(/\/$/, '').includes('/')
  const body = pattern.replace(/^\//, '')
  const glob = isAnchored ? body : `**/${body}`
  return compileGlobs(glob.endsWith('/') ? [`${glob}**`] : endsOpen(glob) ? [glob] : [glob, `${glob}/**`])
}

/** `docs/*` means the files directly in it; a name may also be a folder with everything below. */
function endsOpen(glob: string): boolean {
  return glob.endsWith('*')
}
