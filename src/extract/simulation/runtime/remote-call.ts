import { answerWith } from './answers.js'
import type { Call } from './call.js'
import { carry, written } from './carry.js'
import { failOnPurpose } from './faults.js'
import { reviveFunctions } from './functions.js'
import { comesBack } from './identity.js'
import { observe } from './records.js'
import { isThenable, Unavailable, WireFailure } from './wire-errors.js'
import { watchAnswer } from './watch-answer.js'

/** Straight through; what is seen without the wire is told all the same. */
export function callLocally(call: Call): unknown {
  return call.run(call.args)
}

/** Arguments, answer and errors go through the wire; whoever answers with a promise is reached later. */
export function callRemotely(call: Call): unknown {
  const { answer, state } = call
  const later = answer === 'promise' || (answer === 'value' && state.settings.wire.strictAsync)
  if (answer === 'task') return callAsTask(call)
  if (answer === 'value') observe(call.operation, { kind: 'sync', test: call.test }, state)
  return later ? watchAnswer(callLater(call), call) : callNow(call)
}

/** Work that starts when the answer is called: so does the call over the wire. */
function callAsTask(call: Call): unknown {
  observe(call.operation, { kind: 'lazy', test: call.test }, call.state)
  const start = (task: unknown) => (typeof task === 'function' ? task() : task)
  return () => watchAnswer(callLater({ ...call, run: args => start(call.run(args)) }), call)
}

async function callLater(call: Call): Promise<unknown> {
  const { wire } = call.state.settings
  const finish = countActive(call)
  try {
    const sent = send(call)
    const fault = failOnPurpose(call)
    await pass(call, wire.latency)
    if (fault === 'before') throw new Unavailable(call.operation)
    const value = await withDeadline(call, runSent(call, sent))
    await pass(call, wire.latency)
    if (fault === 'after') throw new Unavailable(call.operation)
    return value
  } finally {
    finish()
  }
}

/** Runs with what arrived, and carries what it answers; looks at the arguments again when it is done. */
async function runSent(call: Call, sent: Sent): Promise<unknown> {
  try {
    return await answerWith(runNoting(call, sent.args), sent, call)
  } catch (error) {
    throw carryError(error, call)
  } finally {
    noteMutation(call, sent)
  }
}

function callNow(call: Call): unknown {
  const sent = send(call)
  let answered: unknown
  try {
    answered = call.run(sent.args)
  } catch (error) {
    noteMutation(call, sent)
    throw carryError(error, call)
  }
  if (!isThenable(answered)) {
    noteMutation(call, sent)
    return answerWith(answered, sent, call)
  }
  // Not said to answer so; the way there is past, the way back is not.
  const rest = runSent({ ...call, run: () => answered }, sent).then(async value => {
    await pass(call, call.state.settings.wire.latency)
    return value
  })
  return watchAnswer(rest, call)
}

function runNoting(call: Call, args: readonly unknown[]): unknown {
  try {
    return call.run(args)
  } catch (error) {
    if (call.answer === 'promise')
      observe(call.operation, { kind: 'sync-throw', test: call.test }, call.state)
    throw error
  }
}

/** What arrives of the arguments. */
export interface Sent {
  readonly args: readonly unknown[]
  /** Their wire form when they arrived, to be compared later. */
  readonly before: string | null
}

function send(call: Call): Sent {
  for (const each of call.args) comesBack(each, call)
  try {
    const { value } = carry(call.args, 'argument', call)
    const args = reviveFunctions(value as readonly unknown[], call)
    return { args, before: written(args, call) }
  } catch (error) {
    observe(call.operation, { kind: 'unsendable', detail: String(error), test: call.test }, call.state)
    return { args: call.args, before: null }
  }
}

function noteMutation(call: Call, { args, before }: Sent): void {
  if (before === null) return
  const after = written(args, call)
  if (after === null || after === before) return
  const changed = args.findIndex((_, index) => partOf(before, index) !== partOf(after, index))
  observe(call.operation, { kind: 'mutated-argument', path: `/${changed}`, test: call.test }, call.state)
}

function partOf(json: string, index: number): string {
  return JSON.stringify((JSON.parse(json) as readonly unknown[])[index])
}

function carryError(error: unknown, call: Call): unknown {
  if (error instanceof WireFailure) return error
  const isError = error instanceof Error || Object.prototype.toString.call(error) === '[object Error]'
  const name = isError ? (error as Error).constructor?.name : typeof error
  observe(
    call.operation,
    { kind: isError ? 'error-class' : 'not-an-error', detail: name, test: call.test },
    call.state,
  )
  try {
    return carry(error, 'error', call).value
  } catch {
    return error
  }
}

function pass(call: Call, milliseconds: number): Promise<void> {
  return new Promise(resolve => call.state.timers.setTimeout(resolve, milliseconds))
}

function withDeadline(call: Call, running: Promise<unknown>): Promise<unknown> {
  const { wire } = call.state.settings
  const { setTimeout, clearTimeout } = call.state.timers
  const { deadline } = wire
  if (deadline === null) return running
  return new Promise((resolve, reject) => {
    const late = () => {
      observe(call.operation, { kind: 'deadline', detail: `${deadline} ms`, test: call.test }, call.state)
      reject(new WireFailure(`${call.operation} took longer than ${deadline} ms`, 'deadline-exceeded'))
    }
    const timer = setTimeout(late, deadline)
    running.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Counts calls of an operation that are under way; the function that is returned says that this one is over. */
function countActive({ operation, state, test }: Call): () => void {
  const now = (state.active.get(operation) ?? 0) + 1
  state.active.set(operation, now)
  if (now > 1) observe(operation, { kind: 'concurrent', test }, state)
  return () => state.active.set(operation, (state.active.get(operation) ?? 1) - 1)
}
