import { existsSync } from 'node:fs'
import path from 'node:path'

/** A path of the command line, from the current folder when something stands there, else from the root. */
export function locateInRoot(root: string, given: string): string {
  const fromHere = path.relative(root, path.resolve(given))
  const inside = fromHere !== '' && !fromHere.startsWith('..') && !path.isAbsolute(fromHere)
  const chosen = inside && existsSync(path.resolve(given)) ? fromHere : given
  return path.posix.normalize(chosen.split(path.sep).join('/')).replace(/\/$/, '')
}
