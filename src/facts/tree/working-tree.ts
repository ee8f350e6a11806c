import { existsSync, lstatSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { refuse } from '../../kernel/problem.js'
import type { SourceTree } from '../source-tree.js'
import { listFolderFiles } from './list-folder-files.js'
import { listGitFiles } from './list-git-files.js'

/** The files on disk below a folder. Throws a user error when there is no such folder. */
export function openWorkingTree(folder: string): SourceTree {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    refuse('root-missing', `There is no folder ${folder}.`, 'Give an existing folder with --root.')
  }
  const root = realpathSync(folder)
  const listed = listGitFiles(root) ?? listFolderFiles(root)
  const paths = listed.filter(path => !/(?:^|\/)node_modules\//.test(path)).sort()
  return {
    root,
    onDisk: true,
    paths,
    read: path => readFileSync(join(root, path)),
    stamp: path => stampOf(join(root, path)),
    exists: path => isInside(path) && existsSync(join(root, path)),
    realFile: path => (isInside(path) ? realFileOf(root, path) : null),
  }
}

/** Modification and change time, size and inode; null when the file is gone. */
function stampOf(path: string): string | null {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat === undefined ? null : `${stat.mtimeMs}:${stat.ctimeMs}:${stat.size}:${stat.ino}`
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !path.startsWith('/')
}

function realFileOf(root: string, path: string): string | null {
  try {
    const real = realpathSync(join(root, path))
    if (!statSync(real).isFile()) return null
    const inside = relative(root, real).split(sep).join('/')
    return isInside(inside) ? inside : null
  } catch {
    return null
  }
}
