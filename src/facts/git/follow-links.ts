import path from 'node:path'

/** As many hops as operating systems allow. */
const maxHops = 40

/**
 * The path behind symbolic links on the way (`links`: path → target as written); null for a loop and for links
 * that lead out of the root.
 */
export function followLinks(from: string, links: ReadonlyMap<string, string>): string | null {
  let current = from
  for (let hop = 0; hop <= maxHops; hop++) {
    if (current === '..' || current.startsWith('../')) return null
    const link = findLink(current, links)
    if (link === null) return current
    const target = links.get(link) ?? ''
    if (path.posix.isAbsolute(target)) return null
    const joined = path.posix.join(path.posix.dirname(link), target, current.slice(link.length))
    current = joined.replace(/\/$/, '')
  }
  return null
}

function findLink(from: string, links: ReadonlyMap<string, string>): string | null {
  if (links.size === 0) return null
  for (let end = from.indexOf('/'); end !== -1; end = from.indexOf('/', end + 1)) {
    if (links.has(from.slice(0, end))) return from.slice(0, end)
  }
  return links.has(from) ? from : null
}
