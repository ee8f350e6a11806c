import type { Call, Run } from '../run.js'
import { choiceOf, type FunctionValue, unknown, type Value } from '../value.js'
import { callGlobal } from './globals.js'
import { callOnList } from './on-list.js'
import { callOnMap } from './on-map.js'
import { callOnText } from './on-text.js'

/** What the language and Node's own modules do with values; null for anything else. */
export function callBuiltin(callee: Value, call: Call, run: Run): Value | null {
  if (callee.kind === 'external') return callGlobal(callee, call, run)
  if (callee.kind !== 'method') return null
  const { of, name } = callee
  switch (of.kind) {
    case 'list':
      return callOnList(of, name, call, run)
    case 'map':
      return callOnMap(of, name, call, run)
    case 'function':
      return callOnFunction(of, name, call, run)
    case 'text':
      return callOnText(of.text, name, call)
    case 'choice':
      return choiceOf(of.options.map(option => run.call(run.member(option, name), call)))
    default:
      return passes.has(name) ? callThen(of, call, run) : null
  }
}

/** Methods of promises. */
const passes: ReadonlySet<string> = new Set(['then', 'finally'])

function callThen(of: Value, call: Call, run: Run): Value {
  return call.args[0] === undefined ? of : run.call(call.args[0], { ...call, args: [of], made: false })
}

function callOnFunction(of: FunctionValue, name: string, call: Call, run: Run): Value | null {
  if (name === 'bind') return of
  const [, ...others] = call.args
  if (name === 'call') return run.call(of, { ...call, args: others, made: false })
  if (name !== 'apply') return null
  const [args = unknown] = others
  return run.call(of, { ...call, args: args.kind === 'list' ? args.items : [], made: false })
}
