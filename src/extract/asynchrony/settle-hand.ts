import { ts } from 'ts-morph'
import { type CallGraph, type Consumer, type HandOver, isFunctionValue, unwrapIn } from '../calls/index.js'
import type { Position } from './asynchrony.js'
import { isJoined } from './handed-on.js'
import { receiveCallback } from './receive-callback.js'
import { receptionOf } from './receive-by-type.js'
import { type Settling, settleAnswer, siteOnly } from './settle-answer.js'
import { joinSettlements, nothing, type Settlement } from './settlement.js'

/** Settles one consumer of a function that becomes asynchronous. */
export type SettleConsumer = (consumer: Consumer) => Settlement

/**
 * What changes where a callback is handed to a call. `inside` is the place within the callback because of which it
 * changes, for a callback that is written where it is handed over; null where a function is handed over by its name.
 */
export function settleHand(hand: HandOver, inside: ts.Node | null, means: HandMeans): Settlement {
  const { calls } = means
  const site = (position: Position) => siteOnly(inside ?? hand.value, position, hand.node)
  const callback = unwrapIn(hand.value as ts.Expression)
  const turned: Settlement = isFunctionValue(callback) ? { ...nothing, settled: [callback] } : nothing
  const plain = inside === null ? nothing : siteOnly(inside, 'plain', inside)
  const parameters = parametersOf(hand, calls)
  if (parameters.length > 0) {
    if (parameters.every(each => isAwaited(each, calls))) return joinSettlements([plain, turned])
    const uses = calls.usesOf(parameters)
    if (uses.length === 0) return joinSettlements([site('stored'), turned])
    return joinSettlements([plain, turned, ...uses.map(means.settleConsumer)])
  }
  const reception = receiveCallback(hand, calls)
  if (reception === 'waits') return joinSettlements([plain, turned])
  if (reception === 'mapper' || reception === 'array-from') {
    if (isJoined(hand.node)) return joinSettlements([plain, turned])
    return joinSettlements([site(reception), turned, settleAnswer(hand.node, means.settling)])
  }
  if (stays.has(reception)) return joinSettlements([site(reception), turned])
  return joinSettlements([site(reception), settleAnswer(hand.node, means.settling, true)])
}

export interface HandMeans {
  readonly calls: CallGraph
  readonly settling: Settling
  readonly settleConsumer: SettleConsumer
}

/** The callback itself changes; what is around it goes on as before. */
const stays: ReadonlySet<Position> = new Set([
  'decorator-argument',
  'express-handler',
  'hook',
  'library-callback',
  'listener',
  'stored',
  'stream-operator',
  'timer',
])

/** Parameters of the repository's own functions that receive the callback. */
function parametersOf({ node, index }: HandOver, calls: CallGraph): readonly ts.ParameterDeclaration[] {
  const callee = unwrapIn(node.expression)
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee
  return calls.bodiesAt(name).flatMap(body => {
    if (!('parameters' in body)) return []
    const parameter = body.parameters[index] ?? body.parameters.at(-1)
    return parameter !== undefined && (parameter === body.parameters[index] || parameter.dotDotDotToken)
      ? [parameter]
      : []
  })
}

/** Whether the parameter's type says that it may answer with a promise. */
function isAwaited(parameter: ts.ParameterDeclaration, { program: { checker } }: CallGraph): boolean {
  return receptionOf(checker.getTypeAtLocation(parameter), checker) === 'waits'
}
