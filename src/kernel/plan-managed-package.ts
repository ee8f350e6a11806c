import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Change } from './plan.js'
import { refuse } from './problem.js'
import { hashText, type LockedPackage, lockFile, readLock, renderLock } from './lock.js'

/** A package as it is to stand in the user's repository. */
export interface ManagedPackage {
  /** Relative to the root, with `/`. */
  readonly folder: string
  readonly template: string
  /** Of Banyan. */
  readonly version: string
  /** Path in the package → content. */
  readonly files: ReadonlyMap<string, string>
}

/**
 * Changes that put a managed package in its place or replace it whole, and remember what was written. Throws a UserError
 * where something else stands in that place, or where the package was edited by hand.
 */
export function planManagedPackage(root: string, made: ManagedPackage): readonly Change[] {
  const lock = readLock(root)
  const known = lock.packages[made.folder]
  if (known === undefined) assertFree(root, made.folder)
  else assertUntouched(root, made.folder, known)
  const written = [...made.files].map(([file, content]): Change => {
    const place = `${made.folder}/${file}`
    return { kind: existsSync(path.join(root, place)) ? 'update' : 'create', path: place, content }
  })
  const gone = Object.keys(known?.files ?? {})
    .filter(file => !made.files.has(file))
    .map((file): Change => ({ kind: 'delete', path: `${made.folder}/${file}` }))
  const content = renderLock({ ...lock, packages: { ...lock.packages, [made.folder]: lockOf(made) } })
  const kind = existsSync(path.join(root, lockFile)) ? 'update' : 'create'
  return [...written, ...gone, { kind, path: lockFile, content }]
}

function lockOf({ template, version, files }: ManagedPackage): LockedPackage {
  const hashes = Object.fromEntries([...files].map(([file, content]) => [file, hashText(content)]))
  return { template, version, ownership: 'managed', files: hashes }
}

function assertFree(root: string, folder: string): void {
  const place = path.join(root, folder)
  const stat = statSync(place, { throwIfNoEntry: false })
  if (stat === undefined || (stat.isDirectory() && readdirSync(place).length === 0)) return
  refuse(
    'write-failed',
    `${folder} holds something else already.`,
    'Name another folder for the package, or move that one out of the way.',
    { file: folder, line: 1, column: 1 },
  )
}

function assertUntouched(root: string, folder: string, known: LockedPackage): void {
  if (known.ownership === 'owned') {
    refuse('package-edited', `${folder} is your own.`, 'Name another folder for the package.')
  }
  const edited = Object.entries(known.files)
    .map(([file, hash]) => ({ file: `${folder}/${file}`, hash }))
    .filter(({ file, hash }) => {
      const place = path.join(root, file)
      return existsSync(place) && hashText(readFileSync(place, 'utf8')) !== hash
    })
  const [first] = edited
  if (first === undefined) return
  const others = edited.length === 1 ? '' : ` and ${edited.length - 1} more`
  refuse(
    'package-edited',
    `${first.file}${others} would be replaced, and was edited by hand.`,
    'Take your edits out of the package first: version control shows them.',
    { file: first.file, line: 1, column: 1 },
  )
}
