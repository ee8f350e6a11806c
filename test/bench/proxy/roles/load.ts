import { connect, type Socket } from 'node:net'
import { createAnswerReader } from './answer-reader.js'
import { readTask, tell } from './role.js'

/** Clients of a proxy: 10,000 users with a session each, on a few connections. Says when its time begins and what it saw. */
export interface LoadTask {
  readonly port: number
  readonly connections: number
  /** Requests a second, sent whether or not earlier ones are answered; null: each connection sends as fast as it is answered. */
  readonly rate: number | null
  readonly send: 'get' | 'download' | 'upload' | Script
  /** Milliseconds before and while it counts. */
  readonly leadIn: number
  readonly duration: number
}

/** Requests of one's own. */
export interface Script {
  /** As they go over the wire, sent in turns; `{number}` becomes one that no other request of any load has. */
  readonly requests: readonly string[]
  /** Of an answer as it should be. */
  readonly status: number
}

/** Latencies in milliseconds; with a rate they count from when a request was due, so that a stall is not hidden. */
export interface LoadResult {
  readonly answered: number
  /** Answers of another status, and requests that never got one. */
  readonly failed: number
  /** The same by status; 0 for no answer. */
  readonly failures: Readonly<Record<string, number>>
  readonly megabytes: number
  readonly p50: number
  readonly p99: number
}

const task = readTask<LoadTask>()
const script = typeof task.send === 'string' ? null : task.send
/** Milliseconds that answers may take after the last request; what is missing then has failed. */
const patience = 10_000
const upload = Buffer.alloc(1_000_000, 'x')
const connections = new Set<Connection>()
const idle: Connection[] = []
/** Times at which requests were due that no connection was free for. */
const waiting: number[] = []
const latencies: number[] = []
const failures: Record<string, number> = {}
let [failed, bytes, user] = [0, 0, 0]

interface Connection {
  readonly socket: Socket
  /** When its request was due; null without one. */
  due: number | null
}

const begin = performance.now() + task.leadIn
const end = begin + task.duration
for (let at = 0; at < task.connections; at++) openConnection()
if (task.rate !== null) keepRate(createSchedule(task.rate))
setTimeout(() => tell({ kind: 'begin' }), task.leadIn)
setTimeout(() => {
  tell({ kind: 'end' })
  setInterval(finishWhenDone, 20)
}, task.leadIn + task.duration)

/** Times at which requests are due, until the end. */
function createSchedule(rate: number): () => number | null {
  const start = performance.now() + 100
  let count = 0
  return () => {
    const due = start + (count++ * 1000) / rate
    return due < end ? due : null
  }
}

/** Timers are a millisecond coarse: they sleep through most of a gap, and the rest of it is watched. */
function keepRate(next: () => number | null, first = next()): void {
  let due = first
  for (; due !== null && due <= performance.now(); due = next()) {
    const connection = idle.pop()
    if (connection === undefined) waiting.push(due)
    else send(connection, due)
  }
  if (due === null) return
  const gap = due - performance.now()
  if (gap > 1.5) setTimeout(keepRate, Math.floor(gap - 1), next, due)
  else setImmediate(keepRate, next, due)
}

function openConnection(): void {
  const socket = connect(task.port, '127.0.0.1')
  const connection: Connection = { socket, due: null }
  connections.add(connection)
  socket.setNoDelay(true)
  socket.on('error', () => {})
  socket.on(
    'data',
    createAnswerReader((status, size) => {
      settle(connection, status === (script?.status ?? 200) ? size : null, status)
      proceed(connection)
    }),
  )
  // A proxy may hang up between two requests; one that does so during a request has failed.
  socket.once('close', () => {
    settle(connection, null)
    connections.delete(connection)
    if (idle.includes(connection)) idle.splice(idle.indexOf(connection), 1)
    if (performance.now() < end) setTimeout(openConnection, 10)
  })
  proceed(connection)
}

/** What a free connection does: the request that has waited longest, or the next one at once where there is no rate. */
function proceed(connection: Connection): void {
  const now = performance.now()
  const due = task.rate === null ? (now < end ? now : undefined) : waiting.shift()
  if (due === undefined) idle.push(connection)
  else send(connection, due)
}

function send(connection: Connection, due: number): void {
  connection.due = due
  connection.socket.write(script === null ? renderHead(user) : renderRequest(script, user))
  if (task.send === 'upload') connection.socket.write(upload)
  user = (user + 1) % 10_000
}

function renderHead(id: number): string {
  const [method, framing] =
    task.send === 'upload' ? ['POST', `Content-Length: ${upload.length}\r\n`] : ['GET', '']
  return `${method} /api/part${id % 200}/items/12?x=1 HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench/1.0\r\nAccept: application/json\r\n${framing}Cookie: session=user${id}\r\n\r\n`
}

function renderRequest({ requests }: Script, at: number): string {
  return (requests[at % requests.length] ?? '').replace('{number}', `${process.pid}${Math.random()}`)
}

/** The request of a connection is over, with so many bytes or (null) in vain. */
function settle(connection: Connection, size: number | null, status = 0): void {
  const { due } = connection
  connection.due = null
  if (due === null || due < begin || due >= end) return
  latencies.push(performance.now() - due)
  if (size === null) countFailure(status)
  else bytes += task.send === 'upload' ? upload.length : size
}

function countFailure(status: number): void {
  failed++
  failures[status] = (failures[status] ?? 0) + 1
}

function finishWhenDone(): void {
  const isDone = waiting.length === 0 && [...connections].every(({ due }) => due === null)
  if (!isDone && performance.now() < end + patience) return
  for (const connection of connections) settle(connection, null)
  failed += waiting.length
  for (const due of waiting) latencies.push(performance.now() - due)
  const sorted = Float64Array.from(latencies).sort()
  const percentile = (share: number) =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
  const result: LoadResult = {
    answered: sorted.length - failed,
    failed,
    failures,
    megabytes: bytes / 1e6,
    p50: percentile(0.5),
    p99: percentile(0.99),
  }
  tell({ kind: 'result', ...result })
  process.disconnect()
}
