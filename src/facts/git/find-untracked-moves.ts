import fs from 'node:fs'
import path from 'node:path'
import { listCommit } from './list-commit.js'
import { matchMoves } from './match-moves.js'
import { measureBlobs, readBlobs } from './read-blobs.js'
import { readGit, splitItems } from './run-git.js'

/** Larger files are no source code that anybody moves. */
const largestFile = 1024 * 1024
/** More new files of the same kinds than this are no move but an import of foreign code. */
const mostFiles = 2000

/**
 * Moves that git cannot know of yet: `gone` files of a commit that stand, perhaps edited, under a new path that
 * was never added.
 */
export function findUntrackedMoves(
  root: string,
  commit: string,
  gone: readonly string[],
): ReadonlyMap<string, string> {
  if (gone.length === 0) return new Map()
  const extensions = new Set(gone.map(file => path.posix.extname(file)))
  const untracked = listUntracked(root).filter(file => extensions.has(path.posix.extname(file)))
  if (untracked.length === 0 || untracked.length > mostFiles) return new Map()
  return matchMoves(readCommitted(root, commit, gone), readUntracked(root, untracked))
}

function listUntracked(root: string): string[] {
  return splitItems(readGit(root, ['ls-files', '--others', '--exclude-standard', '-z']))
}

function readCommitted(root: string, commit: string, files: readonly string[]): ReadonlyMap<string, string> {
  const { files: blobs } = listCommit(root, commit)
  const ids = new Map(
    files.flatMap(file => (blobs.has(file) ? [[file, blobs.get(file) ?? ''] as const] : [])),
  )
  const sizes = [...measureBlobs(root, [...new Set(ids.values())])].filter(([, size]) => size <= largestFile)
  const contents = readBlobs(root, new Map(sizes))
  return new Map([...ids].map(([file, id]) => [file, contents.get(id)?.toString('utf8') ?? '']))
}

function readUntracked(root: string, files: readonly string[]): ReadonlyMap<string, string> {
  return new Map(files.map(file => [file, readSmall(path.join(root, ...file.split('/')))]))
}

/** Empty where nothing can be compared: links, large files, files that vanished meanwhile. */
function readSmall(file: string): string {
  try {
    const stats = fs.lstatSync(file)
    return stats.isFile() && stats.size <= largestFile ? fs.readFileSync(file, 'utf8') : ''
  } catch {
    return ''
  }
}
