import { randomUUID } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

/** New content of a file; null removes it. Absolute paths; what is to be removed must exist. */
export interface Replacement {
  readonly target: string
  readonly content: string | null
  /** Mode of the file that is replaced; null when there is none. */
  readonly mode: number | null
}

/** Which replacement failed and why; everything is as before, except for `lost`. */
export class ReplaceFailure extends Error {
  constructor(
    readonly at: number,
    override readonly cause: unknown,
    /** Backups that could not be put back, each with its target. */
    readonly lost: readonly { readonly backup: string; readonly target: string }[],
  ) {
    super('Files could not be replaced.')
  }
}

/** What has been done so far, with what takes it back. */
interface Work {
  readonly undo: Undo[]
  readonly backups: string[]
}

interface Undo {
  readonly run: () => void
  /** What is lost when it fails; null for leftovers. */
  readonly loss: { readonly backup: string; readonly target: string } | null
}

/** A staged replacement: where its new content waits and where its old content is kept. */
interface Staged extends Replacement {
  readonly temporary: string
  readonly backup: string
}

/** Replaces all files or none. Throws a ReplaceFailure. Readers see each file whole, old or new. */
export function replaceFiles(replacements: readonly Replacement[]): void {
  const work: Work = { undo: [], backups: [] }
  let at = 0
  try {
    const staged = replacements.map((replacement, index) => {
      at = index
      return stage(replacement, work)
    })
    staged.forEach((item, index) => {
      at = index
      swap(item, work)
    })
  } catch (error) {
    throw new ReplaceFailure(at, error, takeBack(work.undo))
  }
  for (const backup of work.backups) silently(() => rmSync(backup, { force: true }))
}

function stage(replacement: Replacement, work: Work): Staged {
  const { target, content, mode } = replacement
  const folder = path.dirname(target)
  const stem = path.join(folder, `.banyan-${randomUUID().slice(0, 8)}`)
  const staged = { ...replacement, temporary: `${stem}.new`, backup: `${stem}.old` }
  makeFolders(folder, work)
  if (content !== null) {
    work.undo.push({ run: () => rmSync(staged.temporary, { force: true }), loss: null })
    writeFileSync(staged.temporary, content, { flag: 'wx' })
    if (mode !== null) chmodSync(staged.temporary, mode & 0o7777)
  }
  return staged
}

/** Makes what is missing one by one, so that each can be taken back. */
function makeFolders(folder: string, work: Work): void {
  if (existsSync(folder)) return
  makeFolders(path.dirname(folder), work)
  mkdirSync(folder)
  work.undo.push({ run: () => rmdirSync(folder), loss: null })
}

function swap({ target, content, mode, temporary, backup }: Staged, work: Work): void {
  const restore = { run: () => renameSync(backup, target), loss: { backup, target } }
  if (content === null) {
    renameSync(target, backup)
    work.undo.push(restore)
    work.backups.push(backup)
  } else if (mode !== null) {
    work.undo.push({ run: () => rmSync(backup, { force: true }), loss: null })
    keepCopy(target, backup)
    work.backups.push(backup)
    renameSync(temporary, target)
    work.undo.push(restore)
  } else {
    renameSync(temporary, target)
    work.undo.push({ run: () => rmSync(target), loss: null })
  }
}

/** A second name of the file where the file system has such a thing, a copy elsewhere. */
function keepCopy(target: string, backup: string): void {
  try {
    linkSync(target, backup)
  } catch {
    copyFileSync(target, backup)
  }
}

function takeBack(undo: readonly Undo[]): { backup: string; target: string }[] {
  return undo.toReversed().flatMap(({ run, loss }) => (silently(run) || loss === null ? [] : [loss]))
}

function silently(run: () => void): boolean {
  try {
    run()
    return true
  } catch {
    return false
  }
}
