import fs from 'node:fs'
import path from 'node:path'

/**
 * Where a path of the working tree leads once links on disk are followed, relative to the root; parts that do not
 * exist stay as written. Null when it leads out of the root.
 */
export function followDiskLinks(root: string, file: string): string | null {
  const inside = path.relative(realPathOf(root), realPathOf(path.join(root, file)))
  const relative = inside.split(path.sep).join('/')
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(inside) ? null : relative
}

function realPathOf(absolute: string): string {
  try {
    return fs.realpathSync(absolute)
  } catch {
    const parent = path.dirname(absolute)
    return parent === absolute ? absolute : path.join(realPathOf(parent), path.basename(absolute))
  }
}
