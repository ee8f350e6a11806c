import { ts } from 'ts-morph'
import { type CallGraph, type HandOver, packageOf } from '../calls/index.js'
import { expressWaits } from './express-version.js'
import {
  collectionMethods,
  collectionPackages,
  flatteningOperators,
  groupingFunctions,
  hooks,
  keepingMethods,
  listenerMethods,
  type Reception,
  testFunctions,
  timers,
  waitingMethods,
  waitingPackages,
} from './receiver-names.js'
import { receivesByType } from './receive-by-type.js'

/**
 * What a call of something outside of the repository does with the promise of a callback that it is given. By the names
 * that the language and well-known packages give, then by the types that the package declares.
 */
export function receiveCallback(hand: HandOver, calls: CallGraph): Reception {
  const { node } = hand
  const callee = ts.isCallExpression(node) ? node.expression : null
  if (ts.isDecorator(node.parent)) return 'decorator-argument'
  if (callee === null) return receiveConstructed(hand, calls)
  if (ts.isIdentifier(callee)) return receiveByName(callee, hand, calls)
  if (ts.isPropertyAccessExpression(callee)) return receiveByMethod(callee, hand, calls)
  return 'library-callback'
}

function receiveConstructed(hand: HandOver, calls: CallGraph): Reception {
  const { expression } = hand.node
  if (ts.isIdentifier(expression) && expression.text === 'Promise') return 'promise-executor'
  const from = packageOf(expression, calls.program)
  if (from !== null && waitingPackages.has(from)) return 'waits'
  return receivesByType(hand, calls) ?? 'library-callback'
}

function receiveByName(callee: ts.Identifier, hand: HandOver, calls: CallGraph): Reception {
  const { text } = callee
  if (timers.has(text)) return 'timer'
  const from = packageOf(callee, calls.program)
  if (from === null && testFunctions.has(text)) return 'waits'
  return (
    (from === null ? null : receiveByPackage({ from, name: text, callee }, calls)) ??
    receivesByType(hand, calls) ??
    'library-callback'
  )
}

function receiveByMethod(callee: ts.PropertyAccessExpression, hand: HandOver, calls: CallGraph): Reception {
  const name = callee.name.text
  const receiver = callee.expression
  const known = ts.isIdentifier(receiver) ? receiveByGlobal(receiver.text, name) : null
  if (known !== null) return known
  if (waitingMethods.has(name)) return 'waits'
  const from = packageOf(receiver, calls.program)
  const byPackage = from === null ? null : receiveByPackage({ from, name, callee }, calls)
  if (byPackage !== null) return byPackage
  if (keepingMethods.has(name)) return 'stored'
  if (listenerMethods.has(name)) return 'listener'
  if (name === 'replace' || name === 'replaceAll') return 'replace-callback'
  if (timers.has(name)) return 'timer'
  // A package's own `find` or `map` is not that of arrays, unless its types say that it returns an array.
  const position = collectionMethods[name]
  if (position !== undefined && (from === null || isArray(receiver, calls))) return position
  return receivesByType(hand, calls) ?? 'library-callback'
}

function receiveByGlobal(receiver: string, name: string): Reception | null {
  if (receiver === 'Array' && name === 'from') return 'array-from'
  if (receiver === 'JSON') return 'replacer'
  if ((receiver === 'Object' || receiver === 'Map') && name === 'groupBy') return 'grouping'
  return receiver === 'Promise' ? 'waits' : null
}

interface PackageCall {
  readonly from: string
  readonly name: string
  readonly callee: ts.Node
}

function receiveByPackage({ from, name, callee }: PackageCall, calls: CallGraph): Reception | null {
  if (from === 'rxjs') return receiveByStream(name)
  if (from === 'express') return expressWaits(calls.program, callee) ? 'waits' : 'express-handler'
  if (from === 'react' || from === 'preact') return hooks.has(name) ? 'hook' : null
  if (waitingPackages.has(from)) return listenerMethods.has(name) && name !== 'on' ? 'listener' : 'waits'
  if (testFunctions.has(name)) return 'waits'
  if (!collectionPackages.has(from)) return null
  return groupingFunctions.has(name) ? 'grouping' : (collectionMethods[name] ?? null)
}

function receiveByStream(name: string): Reception {
  if (name === 'subscribe') return 'listener'
  return flatteningOperators.has(name) ? 'waits' : 'stream-operator'
}

function isArray(receiver: ts.Expression, { program: { checker } }: CallGraph): boolean {
  return checker.isArrayLikeType(checker.getTypeAtLocation(receiver))
}
