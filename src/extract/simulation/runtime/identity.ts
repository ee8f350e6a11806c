import type { Call } from './call.js'
import { written } from './carry.js'
import { observe } from './records.js'

/** What was handed out for an object: its copy, and how that looked then. */
interface HandedOut {
  readonly copy: WeakRef<object>
  readonly looked: string | null
}

const handedOut = new WeakMap<object, HandedOut>()
const copies = new WeakSet<object>()

/** An answer that was an answer before, or an argument; and what became of the copy that went out then. */
export function noteAnswer(original: unknown, copy: unknown, call: Call): void {
  if (!isObject(original) || !isObject(copy)) return
  const before = handedOut.get(original)
  const earlier = before?.copy.deref()
  if (before !== undefined) {
    observe(call.operation, { kind: 'same-result', test: call.test }, call.state)
    if (earlier !== undefined && before.looked !== written(earlier, call))
      observe(call.operation, { kind: 'mutated-result', test: call.test }, call.state)
  }
  handedOut.set(original, { copy: new WeakRef(copy), looked: written(copy, call) })
  copies.add(copy)
}

/** An argument that the other side had handed out. */
export function comesBack(argument: unknown, call: Call): void {
  if (isObject(argument) && copies.has(argument))
    observe(call.operation, { kind: 'came-back', test: call.test }, call.state)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
