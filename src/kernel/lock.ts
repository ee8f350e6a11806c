import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { refuse } from './problem.js'

/** Where it is remembered what was generated into a repository; belongs under version control. */
export const lockFile = '.banyan/lock.json'

/** Remembers generated packages, by folder relative to the root with `/`. */
export interface Lock {
  readonly schemaVersion: 1
  readonly packages: Readonly<Record<string, LockedPackage>>
  /** Where the repository itself was scaffolded. */
  readonly product?: LockedProduct
}

/** What a product was made of; the team's own files are merged with newer ones from here on. */
export interface LockedProduct {
  /** Of Banyan. */
  readonly version: string
  readonly answers: Readonly<Record<string, unknown>>
  /** Path of each owned file → hash of what was written. */
  readonly files: Readonly<Record<string, string>>
}

export interface LockedPackage {
  readonly template: string
  /** Of Banyan, when it was written. */
  readonly version: string
  /** Managed packages are replaced whole; owned ones are the team's. */
  readonly ownership: 'managed' | 'owned'
  /** Path in the package → hash as of `hashText`. */
  readonly files: Readonly<Record<string, string>>
}

/** SHA-256 in hexadecimal; line ends do not count, for version control may change them. */
export function hashText(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

/** An empty lock where there is none. Throws a UserError for one that cannot be read. */
export function readLock(root: string): Lock {
  const file = path.join(root, lockFile)
  if (!existsSync(file)) return { schemaVersion: 1, packages: {} }
  const lock = parseLock(readFileSync(file, 'utf8'))
  if (lock === null) {
    return refuseLock('cannot be read', 'Restore it from version control.')
  }
  if (lock.schemaVersion !== 1) {
    return refuseLock('is of a newer version of Banyan', 'Use the version that wrote it, or a later one.')
  }
  return lock as Lock
}

export function renderLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`
}

function parseLock(text: string): { readonly schemaVersion: number } | null {
  try {
    const value = JSON.parse(text)
    const sound = typeof value?.schemaVersion === 'number' && typeof value?.packages === 'object'
    return sound && value.packages !== null ? value : null
  } catch {
    return null
  }
}

function refuseLock(what: string, hint: string): never {
  return refuse('lock-invalid', `${lockFile} ${what}.`, hint, { file: lockFile, line: 1, column: 1 })
}
