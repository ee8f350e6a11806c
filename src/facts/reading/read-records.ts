import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RecordCache } from '../cache/record-cache.js'
import { decodeRecord } from '../cache/record-codec.js'
import { recordProblem, unreadableProblem } from '../file-problems.js'
import type { FileProblem } from '../facts.js'
import type { FileRecord } from '../sites/file-record.js'
import type { SourceTree } from '../source-tree.js'
import { createFileReader } from './file-reader.js'
import { readFile } from './read-file.js'
import { type Answer, claimFiles, type Task } from './reading-task.js'
import { startThreads } from './start-threads.js'

export interface RecordsRequest {
  readonly tree: SourceTree
  /** The files to read, in order. */
  readonly paths: readonly string[]
  readonly cache: RecordCache
  readonly tables: boolean
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

export interface Records {
  /** Path → record, in the order asked for; files removed since the tree was listed are left out. */
  readonly records: ReadonlyMap<string, FileRecord>
  readonly problems: readonly FileProblem[]
}

/** Milliseconds between two turns of the event loop, so that an interrupt is heard and progress is seen. */
const patience = 50

/** The records of files: from the cache where their stamps are known, read by this thread and others where not. */
export async function readRecords(request: RecordsRequest): Promise<Records> {
  const { tree, paths, cache } = request
  const found = new Map<string, FileRecord | Failure>()
  const pending: string[] = []
  for (const path of paths) {
    const record = cache.find(tree, path)
    if (record === null) pending.push(path)
    else found.set(path, record)
  }
  await readPending(pending, found, request)
  return sortOut(paths, found)
}

/** Why there is no record. */
class Failure {
  constructor(readonly error: unknown) {}
}

type Found = Map<string, FileRecord | Failure>

interface Reader {
  readonly read: (path: string) => Buffer
}

async function readPending(pending: readonly string[], found: Found, request: RecordsRequest): Promise<void> {
  const { tree, cache, tables, paths, onProgress } = request
  const reading = { ...request, read: tree.onDisk ? createFileReader(tree.root) : tree.read }
  const next = new Int32Array(new SharedArrayBuffer(4))
  const hashes = cache.hashes ? pending.map(cache.knownHash) : null
  const task: Task = { root: tree.root, paths: pending, hashes, tables, next }
  const take = (answer: Answer) => {
    const path = pending[answer.index] as string
    found.set(
      path,
      'error' in answer
        ? new Failure(Object.assign(new Error(answer.error.message), { code: answer.error.code }))
        : cache.settle(path, { ...answer, record: answer.record && decodeRecord(answer.record) }),
    )
  }
  const threads = tree.onDisk ? startThreads(task, take) : Promise.resolve()
  let turn = performance.now()
  for (const range of claimFiles(task)) {
    for (const index of range) readHere(pending[index] as string, found, reading)
    if (performance.now() - turn < patience) continue
    onProgress?.(found.size, paths.length)
    await nextTurn()
    turn = performance.now()
  }
  await threads
  for (const path of pending) if (!found.has(path)) readHere(path, found, reading)
}

function readHere(path: string, found: Found, { read, cache, tables }: RecordsRequest & Reader): void {
  try {
    const known = cache.hashes ? cache.knownHash(path) : undefined
    const { hash, record } = readFile({ path, bytes: read(path), tables, known })
    found.set(path, cache.settle(path, { hash, record: record && detach(record) }))
  } catch (error) {
    found.set(path, new Failure(error))
  }
}

/**
 * A copy that keeps nothing of the file's text alive: the engine lets a name that is cut out of a text point into it, so that
 * the names of a repository would hold all of its source in memory. What other threads send is such a copy.
 */
function detach(record: FileRecord): FileRecord {
  return JSON.parse(JSON.stringify(record)) as FileRecord
}

function sortOut(paths: readonly string[], found: Found): Records {
  const records = new Map<string, FileRecord>()
  const problems: FileProblem[] = []
  for (const path of paths) {
    const record = found.get(path)
    if (record === undefined) continue
    if (!(record instanceof Failure)) {
      records.set(path, record)
      if (record.problem !== null) problems.push(recordProblem(path, record.problem))
    } else if ((record.error as NodeJS.ErrnoException).code !== 'ENOENT') {
      problems.push(unreadableProblem(path, record.error))
    }
  }
  return { records, problems }
}
