import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Answer, Task } from './reading-task.js'

/** Fewer files than this are read before a thread has started. */
const filesWorthAThread = 300
const mostThreads = 3

/** The built worker; from source, which Node cannot run, there is none. */
const entry = import.meta.url.endsWith('.js')
  ? new URL('../facts/reading/reading-worker.js', import.meta.url)
  : null

/**
 * Starts threads that work on a task beside this one, as many as the machine and the work are good for, and hands over
 * what they find. Ends when they do; what a thread that failed has left undone, nobody has.
 */
export async function startThreads(task: Task, take: (answer: Answer) => void): Promise<void> {
  const spare = Math.min(
    mostThreads,
    availableParallelism() - 1,
    Math.floor(task.paths.length / filesWorthAThread),
  )
  if (entry === null || spare < 1) return
  await Promise.all(Array.from({ length: spare }, () => runThread(entry, task, take)))
}

function runThread(script: URL, task: Task, take: (answer: Answer) => void): Promise<void> {
  return new Promise(resolve => {
    const worker = new Worker(script, { workerData: task, execArgv: [] })
    worker.on('message', (text: string) => {
      for (const answer of JSON.parse(text) as Answer[]) take(answer)
    })
    worker.on('error', () => resolve())
    worker.on('exit', () => resolve())
  })
}
