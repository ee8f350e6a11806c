import { createHash } from 'node:crypto'

export const baselineFolder = '.banyan/baseline'

/** Names that Windows keeps for devices, whatever the extension. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/
const plain = /^[a-z0-9][a-z0-9_-]{0,63}$/

/**
 * The baseline file of a module, relative to the root; `_unassigned.json` for files of none. Plain names in small
 * letters stay as they are. All others become a slug and a short hash of the name, so that no two modules share
 * a file on disks that ignore case and every system can store it; the name itself stands in the file.
 */
export function baselinePathOf(module: string | null): string {
  return `${baselineFolder}/${module === null ? '_unassigned' : deriveFileName(module)}.json`
}

function deriveFileName(module: string): string {
  if (plain.test(module) && !reserved.test(module)) return module
  const slug = module
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-|-$/g, '')
  const hash = createHash('sha256').update(module).digest('hex').slice(0, 10)
  const safe = slug === '' || reserved.test(slug) ? `module-${slug}` : slug
  return `${safe}.${hash}`
}
