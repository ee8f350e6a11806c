import { lstatSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { describeReach } from './paths.js'
import { refuse } from './problem.js'

/**
 * The absolute path of a file to write, for a path relative to the root. Throws a UserError when the path, a
 * folder on its way or a symlink in its place leads out of the root.
 */
export function resolveInside(root: string, file: string): string {
  const reach =
    file === '' ? 'is empty' : (describeReach(file) ?? (file.includes('\0') ? 'has a NUL in it' : null))
  if (reach !== null) return refuseOutside(file, `its path ${reach}`)
  const realRoot = realpathSync(root)
  const absolute = path.join(realRoot, file)
  const steps = path.relative(realRoot, absolute).split(path.sep)
  if (steps.includes('..') || absolute === realRoot)
    return refuseOutside(file, 'its path is not below the root')
  for (let length = 1; length <= steps.length; length++) {
    const step = path.join(realRoot, ...steps.slice(0, length))
    const stat = lstatSync(step, { throwIfNoEntry: false })
    if (!stat) break
    if (stat.isSymbolicLink()) assertLeadsInside(realRoot, step, file)
  }
  return absolute
}

function assertLeadsInside(realRoot: string, link: string, file: string): void {
  const shown = path.relative(realRoot, link).split(path.sep).join('/')
  const target = realpathOf(link)
  if (target === null) refuseOutside(file, `the symlink ${shown} leads nowhere`)
  const relative = path.relative(realRoot, target)
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    refuseOutside(file, `the symlink ${shown} leads out of the root`)
}

function realpathOf(link: string): string | null {
  try {
    return realpathSync(link)
  } catch {
    return null
  }
}

function refuseOutside(file: string, why: string): never {
  const hint = 'Banyan writes only below the root: remove the symlink or correct the path.'
  return refuse('write-failed', `${JSON.stringify(file)} is not written: ${why}.`, hint, {
    file,
    line: 1,
    column: 1,
  })
}
