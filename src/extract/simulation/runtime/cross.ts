import { type Caller, findCaller } from './caller.js'
import type { Call } from './call.js'
import { callLocally, callRemotely } from './remote-call.js'
import { countCrossing, observe } from './records.js'
import { currentTest } from './current-test.js'
import { type Chain, type Side, stateOf, type State } from './state.js'

// biome-ignore lint/suspicious/noExplicitAny: functions of others, of which nothing is known
export type AnyFunction = (...args: any[]) => unknown

/** A call of something that stands at the border; whether it crosses depends on the caller. */
export interface Attempt {
  readonly operation: string
  /** On the stack; its caller is looked for. */
  readonly callee: AnyFunction
  readonly args: readonly unknown[]
  readonly run: (args: readonly unknown[]) => unknown
}

/** Null when the call stays on its side. */
export function cross({ operation, callee, args, run }: Attempt): { readonly value: unknown } | null {
  const state = stateOf()
  const known = state.settings.operations[operation]
  if (known === undefined || state.settings.round === 'off') return null
  if (state.passing === operation) {
    state.passing = null
    return null
  }
  const to = known.direction === 'inbound' ? 'inside' : 'outside'
  const caller = findCaller(callee, state)
  const side = sideOf(caller, state)
  if (side === null || side === to) return null
  countCrossing(operation, describe(caller), state)
  const test = currentTest(state.settings.root)
  const call: Call = {
    operation,
    answer: known.answer,
    args,
    run: passing(operation, run, state),
    to,
    caller,
    test,
    state,
  }
  const around = state.chain.getStore() ?? null
  for (let each = around; each !== null; each = each.around)
    if (each.side !== to) {
      observe(operation, { kind: 'nested', detail: each.operation, test }, state)
      break
    }
  const link: Chain = { side: to, operation, around }
  const value = state.chain.run(link, () =>
    state.settings.round === 'local'
      ? callLocally(call)
      : callRemotely({ ...call, run: runElsewhere(call, link) }),
  )
  return { value }
}

/** Without what the caller's side keeps in contexts of its own: a request, a transaction, a language. */
function runElsewhere({ run, state: { elsewhere, chain } }: Call, link: Chain): Call['run'] {
  return args => elsewhere.runInAsyncScope(() => chain.run(link, () => run(args)))
}

function passing(operation: string, run: Attempt['run'], state: State): Attempt['run'] {
  return args => {
    state.passing = operation
    try {
      return run(args)
    } finally {
      state.passing = null
    }
  }
}

/** A framework that calls does so on behalf of whatever led there; with nothing to go by, nothing crosses. */
function sideOf(caller: Caller | null, { chain }: State): Side | null {
  return caller?.side ?? chain.getStore()?.side ?? null
}

function describe(caller: Caller | null): string {
  if (caller === null) return 'a library'
  return caller.name === null ? caller.file : `${caller.file} › ${caller.name}`
}
