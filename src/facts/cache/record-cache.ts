import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ReadFile } from '../reading/read-file.js'
import type { FileRecord } from '../sites/file-record.js'
import type { SourceTree } from '../source-tree.js'
import { decodeRecord, type EncodedRecord, encodeRecord } from './record-codec.js'

/** Raised whenever a record's content or encoding changes its meaning. */
const formatVersion = 3
/** A file that changed this shortly before the cache was written may change again without a new stamp. */
const racyMilliseconds = 2000

type Entry = readonly [stamp: string | null, hash: string, record: EncodedRecord]

/** Records of earlier runs, by path and content. Never trusted blindly: anything unexpected reads as no cache. */
export interface RecordCache {
  /** Whether contents are told apart by hashes; not without a cache. */
  readonly hashes: boolean
  /** The record of a file whose stamp is known; null when the file has to be read. */
  readonly find: (tree: SourceTree, path: string) => FileRecord | null
  /** Hash of the content whose record is known for a path. */
  readonly knownHash: (path: string) => string | null
  /** The record of a file that was looked for and then read. */
  readonly settle: (path: string, read: ReadFile) => FileRecord
  /** Writes the records of a run over the cache; silent where nothing can be written. */
  readonly save: () => void
}

export interface CacheRequest {
  /** Null switches the cache off. */
  readonly folder: string | null
  readonly tables: boolean
}

const noCache: RecordCache = {
  hashes: false,
  find: () => null,
  knownHash: () => null,
  settle: (_, { record }) => record as FileRecord,
  save: () => undefined,
}

export function openRecordCache({ folder, tables }: CacheRequest): RecordCache {
  if (folder === null) return noCache
  const file = join(folder, 'facts.cache')
  const { writtenAt, entries } = load(file)
  const used = new Map<string, Entry>()
  const stamps = new Map<string, string | null>()
  let changed = false

  const find = (path: string): Entry | null => {
    const entry = entries[path]
    return entry !== undefined && (!tables || entry[2][5] !== null) ? entry : null
  }
  return {
    hashes: true,
    find: (tree, path) => {
      const stamp = tree.stamp(path)
      stamps.set(path, stamp)
      const entry = find(path)
      if (entry === null || stamp === null) return null
      if (stamp === entry[0] && isSettled(stamp, writtenAt)) {
        used.set(path, entry)
        return decodeRecord(entry[2])
      }
      return stamp === `git:${entry[1]}` ? decodeRecord(entry[2]) : null
    },
    knownHash: path => find(path)?.[1] ?? null,
    settle: (path, { hash, record }) => {
      const stamp = stamps.get(path) ?? null
      const encoded = record === null ? (find(path) as Entry)[2] : null
      // Planted files and those of commits are not the working tree's: nothing of them is kept.
      if (stamp !== null && !stamp.startsWith('git:') && hash !== null) {
        // Once written anew, the stamp can be believed.
        used.set(path, [stamp, hash, encoded ?? encodeRecord(record as FileRecord)])
        changed = true
      }
      return record ?? decodeRecord(encoded as EncodedRecord)
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
