import type { Writable } from 'node:stream'
import type { Decision, Outcome, RequestHead } from '../http/exchange.js'
import type { OwnAnswer, RefusedRequest } from '../http/hooks.js'

/** One line of JSON a request, written in batches. */
export interface AccessLog {
  readonly record: (head: RequestHead, decision: Decision, outcome: Outcome, trace: string | null) => void
  /** A request that a gateway has answered itself. */
  readonly recordOwn: (head: RequestHead, answer: OwnAnswer) => void
  /** A request that was refused before it was routed. */
  readonly recordRefused: (request: RefusedRequest) => void
  /** Writes what has not been written yet. */
  readonly flush: () => void
  readonly close: () => void
}

/** Characters kept before they are written, and milliseconds that they wait at most. */
const batchSize = 64 * 1024
const patience = 200
/** Characters that a reader who is too slow may make this process hold; beyond it lines are lost and counted. */
const mostPending = 8 * 1024 * 1024

export function createAccessLog(output: Writable, now: () => number = Date.now): AccessLog {
  let batch = ''
  let lost = 0
  const flush = () => {
    if (batch === '' || output.writableLength > mostPending) return
    output.write(batch)
    batch = ''
  }
  const timer = setInterval(flush, patience)
  timer.unref()
  const isFull = () => {
    if (batch.length <= mostPending) return false
    lost++
    return true
  }
  const add = (line: string) => {
    batch += line
    lost = 0
    if (batch.length >= batchSize) flush()
  }
  return {
    record: (head, decision, outcome, trace) => {
      if (!isFull()) add(renderLine(head, decision, { outcome, trace, lost, time: now() }))
    },
    recordOwn: (head, answer) => {
      if (!isFull()) add(renderOwn(head, answer, { lost, time: now() }))
    },
    recordRefused: request => {
      if (!isFull()) add(renderRefused(request, { lost, time: now() }))
    },
    flush,
    close: () => {
      clearInterval(timer)
      flush()
    },
  }
}

interface Line {
  readonly outcome: Outcome
  readonly trace: string | null
  readonly lost: number
  readonly time: number
}

/** Names and statuses are ours and need no quoting; what the client sent does. */
function renderLine(head: RequestHead, { route, side, upstream, reason }: Decision, line: Line): string {
  const { outcome, trace, lost, time } = line
  return (
    renderRequest(head, time) +
    `"status":${outcome.status},` +
    `"route":${route === null ? 'null' : `"${route.id}"`},"side":"${side}","upstream":"${upstream}","reason":"${reason}",` +
    `"headMs":${outcome.headMs.toFixed(1)},"totalMs":${outcome.totalMs.toFixed(1)},` +
    `"in":${outcome.requestBytes},"out":${outcome.responseBytes}` +
    (outcome.failure === null ? '' : `,"failure":"${outcome.failure}"`) +
    (outcome.retries === 0 ? '' : `,"retries":${outcome.retries}`) +
    (trace === null ? '' : `,"trace":"${trace}"`) +
    (lost === 0 ? '' : `,"lost":${lost}`) +
    '}\n'
  )
}

function renderOwn(
  head: RequestHead,
  answer: OwnAnswer,
  { lost, time }: Pick<Line, 'lost' | 'time'>,
): string {
  const { status, slug, totalMs } = answer
  return (
    renderRequest(head, time) +
    `"status":${status},"reason":"gateway","totalMs":${totalMs.toFixed(1)}` +
    (slug === null ? '' : `,"problem":${JSON.stringify(slug)}`) +
    (lost === 0 ? '' : `,"lost":${lost}`) +
    '}\n'
  )
}

/** What could not be read is null. */
function renderRefused(request: RefusedRequest, { lost, time }: Pick<Line, 'lost' | 'time'>): string {
  const { method, target, host, address: client, status, slug: problem } = request
  const path = target === null ? null : plainTarget(target)
  const line = { time, method, path, host, client, status, reason: 'refused', problem }
  return `${JSON.stringify(lost === 0 ? line : { ...line, lost })}\n`
}

/** Without the query, and without who an absolute target says that it comes from. */
function plainTarget(target: string): string {
  return (target.split(/[?#]/, 1)[0] as string).replace(/^([^/]*\/\/)[^/]*@/, '$1')
}

/** What a hook has added comes first: of two equal names readers take the last, which is ours. */
function renderRequest({ method, url, host, address, fields }: RequestHead, time: number): string {
  const path = url.split('?', 1)[0] as string
  const own = fields === undefined ? '{}' : JSON.stringify(fields)
  return (
    `{${own === '{}' ? '' : `${own.slice(1, -1)},`}"time":${time},"method":${JSON.stringify(method)},` +
    `"path":${JSON.stringify(path)},"host":${JSON.stringify(host)},"client":"${address}",`
  )
}
