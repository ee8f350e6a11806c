import { ts } from 'ts-morph'
import { isJoined } from '../asynchrony/handed-on.js'
import { receiveCallback } from '../asynchrony/receive-callback.js'
import type { Reception } from '../asynchrony/receiver-names.js'
import {
  type CallGraph,
  isFunctionValue,
  isGenerator,
  packageOf,
  scopeOf,
  unwrapOut,
} from '../calls/index.js'
import { boundOf, boundOfCounting } from './bound-of.js'
import type { Round } from './round.js'

/** What repeats a place within the function around it, the innermost first; null where it runs once. */
export function findRound(place: ts.Node, calls: CallGraph): Round | null {
  const { checker } = calls.program
  let child = place
  for (let node = place.parent; !ts.isSourceFile(node); child = node, node = node.parent) {
    const loop = roundOfLoop(node, child, checker)
    if (loop !== null) return gather(loop, place)
    if (!isFunctionValue(node)) {
      if (ts.isFunctionLike(node) || ts.isClassElement(node)) return null
      continue
    }
    const around = throughCallback(node, calls)
    if (around === null || around === 'elsewhere') return null
    if (around !== 'once') return gather(around, place)
  }
  return null
}

function roundOfLoop(node: ts.Node, child: ts.Node, checker: ts.TypeChecker): Round | null {
  if (ts.isForOfStatement(node) || ts.isForInStatement(node)) {
    if (child === node.expression) return null
    return {
      repetition: 'loop',
      node,
      over: node.expression,
      bound: boundOf(node.expression, checker),
      body: node,
    }
  }
  if (ts.isForStatement(node)) {
    if (child === node.initializer) return null
    const over = node.condition ?? null
    return { repetition: 'loop', node, over, bound: boundOfCounting(node, checker), body: node }
  }
  if (!ts.isWhileStatement(node) && !ts.isDoStatement(node)) return null
  return { repetition: 'loop', node, over: node.expression, bound: null, body: node }
}

/** A loop in a generator runs as its reader asks; calls that are gathered in an array run side by side. */
function gather(round: Round, place: ts.Node): Round {
  if (round.repetition !== 'loop') return round
  if (isGenerator(scopeOf(place))) return { ...round, repetition: 'generator' }
  const { parent } = unwrapOut(place)
  const pushed = ts.isCallExpression(parent) && ts.isPropertyAccessExpression(parent.expression)
  return pushed && parent.expression.name.text === 'push' ? { ...round, repetition: 'parallel' } : round
}

const perItem: ReadonlySet<Reception> = new Set<Reception>([
  'array-from',
  'comparator',
  'for-each',
  'grouping',
  'mapper',
  'predicate',
  'reducer',
  'replace-callback',
  'replacer',
])

/** Run at another time, not on the way of what is around. */
const elsewhere: ReadonlySet<Reception> = new Set<Reception>([
  'listener',
  'timer',
  'stored',
  'express-handler',
  'decorator-argument',
])
const parallelPackages = new Set(['p-all', 'p-map', 'p-queue', 'p-limit', 'bluebird'])

/** How a callback is run by what it is handed to. */
export function throughCallback(callback: ts.Node, calls: CallGraph): Round | 'once' | 'elsewhere' {
  const value = unwrapOut(callback)
  const { parent } = value
  if (ts.isCallExpression(parent) && parent.expression === value) return 'once'
  if (!ts.isCallExpression(parent)) return 'elsewhere'
  const index = (parent.arguments as readonly ts.Node[]).indexOf(value)
  if (index === -1) return 'elsewhere'
  const given = roundOfOwn(parent, index, calls)
  if (given !== null) return given
  const reception = receiveCallback({ kind: 'hand', node: parent, value, index }, calls)
  if (elsewhere.has(reception)) return 'elsewhere'
  if (isParallelMap(parent, calls)) return roundOf(parent, callback, { parallel: true, calls })
  if (!perItem.has(reception)) return 'once'
  return roundOf(parent, callback, { parallel: isJoined(parent), calls })
}

function isParallelMap(call: ts.CallExpression, { program }: CallGraph): boolean {
  const from = packageOf(call.expression, program)
  return from !== null && parallelPackages.has(from)
}

interface Manner {
  readonly parallel: boolean
  readonly calls: CallGraph
}

function roundOf(call: ts.CallExpression, body: ts.Node, { parallel, calls }: Manner): Round {
  const callee = call.expression
  const receiver = ts.isPropertyAccessExpression(callee) ? callee.expression : null
  const first = call.arguments[0]
  const isNamespace = receiver === null || ['Array', '_', 'JSON'].includes(receiver.getText())
  const over = (isNamespace && first !== body ? first : receiver) ?? null
  const bound = over === null ? null : boundOf(over, calls.program.checker)
  return { repetition: parallel ? 'parallel' : 'loop', node: call, over, bound, body }
}

/** The repository's own function that runs its callback in a loop. */
function roundOfOwn(
  call: ts.CallExpression,
  index: number,
  calls: CallGraph,
): Round | 'once' | 'elsewhere' | null {
  const callee = call.expression
  const bodies = calls.bodiesAt(ts.isPropertyAccessExpression(callee) ? callee.name : callee)
  if (bodies.length === 0) return null
  const parameters = bodies.flatMap(body =>
    'parameters' in body && body.parameters[index] ? [body.parameters[index]] : [],
  )
  const uses = calls.usesOf(parameters).filter(({ kind }) => kind === 'call')
  for (const { node } of uses) {
    const round = findRound(node, calls)
    if (round !== null) return { ...round, node: call, over: null, body: call }
  }
  return uses.length > 0 ? 'once' : 'elsewhere'
}
