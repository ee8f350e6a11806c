import { parentPort, workerData } from 'node:worker_threads'
import { encodeRecord } from '../cache/record-codec.js'
import { createFileReader } from './file-reader.js'
import { readFile } from './read-file.js'
import { type Answer, claimFiles, type Task } from './reading-task.js'

/** A thread that reads files until none is left. */
const task = workerData as Task
const read = createFileReader(task.root)

for (const range of claimFiles(task)) parentPort?.postMessage(JSON.stringify(range.map(readOne)))

function readOne(index: number): Answer {
  const path = task.paths[index] as string
  try {
    const bytes = read(path)
    const { hash, record } = readFile({ path, bytes, tables: task.tables, known: task.hashes?.[index] })
    return { index, hash, record: record && encodeRecord(record) }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { index, error: { code: code ?? null, message } }
  }
}
