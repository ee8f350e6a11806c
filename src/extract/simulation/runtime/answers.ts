import type { Call } from './call.js'
import { carry } from './carry.js'
import { noteAnswer } from './identity.js'
import { observe } from './records.js'
import type { Sent } from './remote-call.js'
import { isThenable } from './wire-errors.js'

/** What the caller gets for an answer. */
export function answerWith(answered: unknown, sent: Sent, call: Call): unknown {
  if (isThenable(answered)) {
    if (!isPromise(answered)) note(call, 'thenable', answered.constructor?.name)
    return answered.then(value => answerWith(value, sent, call))
  }
  if (typeof answered === 'function') return carryLazy(answered as () => unknown, sent, call)
  if (isObservable(answered)) return carryItems(answered, call)
  if (isStream(answered)) return handOut(answered, 'stream', call)
  if (isIterator(answered)) return handOut(answered, 'iterator', call)
  return carryAnswer(answered, sent, call)
}

function carryAnswer(answered: unknown, { args }: Sent, call: Call): unknown {
  if (typeof answered === 'object' && answered !== null && args.includes(answered))
    note(call, 'returned-argument')
  try {
    const { value } = carry(answered, 'result', call)
    noteAnswer(answered, value, call)
    return value
  } catch (error) {
    note(call, 'unsendable', String(error))
    return answered
  }
}

/** A task as functional libraries have it: the work starts when the answer is called. */
function carryLazy(start: () => unknown, sent: Sent, call: Call): unknown {
  note(call, 'lazy', start.name || null)
  return (...args: []) => {
    const started = start(...args)
    return isPromise(started) ? started.then(value => carryAnswer(value, sent, call)) : started
  }
}

interface Observable {
  readonly subscribe: (observer: Observer) => unknown
}

interface Observer {
  readonly next: (item: unknown) => void
  readonly error: (error: unknown) => void
  readonly complete: () => void
}

/** An observable of the same library whose items go through the wire. */
function carryItems(source: Observable, call: Call): unknown {
  const Made = observableClass(source)
  if (Made === null) return handOut(source, 'stream', call)
  const none = { args: [], before: null }
  return new Made(target =>
    source.subscribe({
      next: item => target.next(carryAnswer(item, none, call)),
      error: error => target.error(error),
      complete: () => target.complete(),
    }),
  )
}

type ObservableClass = new (subscribe: (target: Observer) => unknown) => unknown

function observableClass(source: object): ObservableClass | null {
  for (let above = Object.getPrototypeOf(source); above !== null; above = Object.getPrototypeOf(above))
    if (above.constructor?.name === 'Observable') return above.constructor as ObservableClass
  return null
}

function handOut(answered: unknown, kind: 'stream' | 'iterator', call: Call): unknown {
  note(call, kind)
  return answered
}

function note(call: Call, kind: Parameters<typeof observe>[1]['kind'], detail: string | null = null): void {
  observe(call.operation, { kind, detail, test: call.test }, call.state)
}

function isPromise(value: unknown): value is Promise<unknown> {
  return Object.prototype.toString.call(value) === '[object Promise]'
}

function isObservable(value: unknown): value is Observable {
  return can(value, 'subscribe') && can(value, 'pipe')
}

function isStream(value: unknown): boolean {
  return (can(value, 'pipe') && can(value, 'on')) || can(value, 'getReader') || can(value, 'getWriter')
}

function isIterator(value: unknown): boolean {
  return can(value, 'next') && (can(value, Symbol.iterator) || can(value, Symbol.asyncIterator))
}

function can(value: unknown, name: string | symbol): boolean {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, name) === 'function'
}
