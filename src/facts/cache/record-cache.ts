import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileRecord } from '../sites/file-record.js'
import type { SourceTree } from '../source-tree.js'
import { contentHash } from './content-hash.js'
import { decodeRecord, type EncodedRecord, encodeRecord } from './record-codec.js'

/** Raised whenever a record's content or encoding changes its meaning. */
const formatVersion = 1
/** A file that changed this shortly before the cache was written may change again without a new stamp. */
const racyMilliseconds = 2000

type Entry = readonly [stamp: string | null, hash: string, record: EncodedRecord]

/** Records of earlier runs, by path and content. Never trusted blindly: anything unexpected reads as no cache. */
export interface RecordCache {
  /**
   * The record of a file, from the cache when its stamp or its content is known, else read anew. Throws the system's
   * error when the file cannot be read.
   */
  readonly record: (tree: SourceTree, path: string) => FileRecord
  /** Writes the records of a run over the cache; silent where nothing can be written. */
  readonly save: () => void
}

export interface CacheRequest {
  /** Null switches the cache off. */
  readonly folder: string | null
  readonly tables: boolean
  readonly read: (path: string, bytes: Buffer) => FileRecord
}

export function openRecordCache({ folder, tables, read }: CacheRequest): RecordCache {
  if (folder === null) return { record: (tree, path) => read(path, tree.read(path)), save: () => undefined }
  const file = join(folder, 'facts.cache')
  const { writtenAt, entries } = load(file)
  const used = new Map<string, Entry>()
  let changed = false

  const usable = (entry: Entry | undefined): entry is Entry =>
    entry !== undefined && (!tables || entry[2][5] !== null)
  return {
    record: (tree, path) => {
      const stamp = tree.stamp(path)
      const entry = entries[path]
      if (usable(entry) && stamp !== null && stamp === entry[0] && isSettled(stamp, writtenAt)) {
        used.set(path, entry)
        return decodeRecord(entry[2])
      }
      if (usable(entry) && stamp === `git:${entry[1]}`) return decodeRecord(entry[2])
      const bytes = tree.read(path)
      const hash = contentHash(bytes)
      if (usable(entry) && entry[1] === hash) {
        // Once written anew, the stamp can be believed.
        if (stamp !== null) used.set(path, [stamp, hash, entry[2]])
        changed = true
        return decodeRecord(entry[2])
      }
      const record = read(path, bytes)
      // Planted files and those of commits are not the working tree's: nothing of them is kept.
      if (stamp !== null && !stamp.startsWith('git:')) {
        used.set(path, [stamp, hash, encodeRecord(record)])
        changed = true
      }
      return record
    },
    save: () => {
      const complete = used.size === Object.keys(entries).length
      if (used.size > 0 && (changed || !complete)) store(file, used)
    },
  }
}

const nothing: { writtenAt: number; entries: Readonly<Record<string, Entry>> } = { writtenAt: 0, entries: {} }

/** A stamp starts with the modification and change times in milliseconds. */
function isSettled(stamp: string, writtenAt: number): boolean {
  const [modified = '0', changed = '0'] = stamp.split(':', 2)
  return Math.max(Number(modified), Number(changed)) < writtenAt - racyMilliseconds
}

/** The file's first line is a checksum of the rest: a truncated or foreign file reads as empty. */
function load(file: string): typeof nothing {
  try {
    const text = readFileSync(file, 'utf8')
    const end = text.indexOf('\n')
    const body = text.slice(end + 1)
    if (text.slice(0, end) !== checksum(body)) return nothing
    const parsed = JSON.parse(body) as typeof nothing
    return { writtenAt: parsed.writtenAt, entries: Object.assign(Object.create(null), parsed.entries) }
  } catch {
    return nothing
  }
}

function checksum(body: string): string {
  return `banyan ${formatVersion} ${createHash('sha1').update(body).digest('hex')}`
}

/** Writes beside the file and renames, so that two runs at once each leave a whole cache. */
function store(file: string, used: ReadonlyMap<string, Entry>): void {
  const folder = join(file, '..')
  const temporary = `${file}.${randomUUID()}`
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, '.gitignore'), '*\n')
    const body = JSON.stringify({ writtenAt: Date.now(), entries: Object.fromEntries(used) })
    writeFileSync(temporary, `${checksum(body)}\n${body}`)
    renameSync(temporary, file)
  } catch {
    // A read-only checkout or a full disk: the next run reads everything anew.
    removeQuietly(temporary)
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Its folder could not be made either.
  }
}
