import { ts } from 'ts-morph'
import {
  type CallGraph,
  type HandOver,
  isAsync,
  isFunctionValue,
  type Scope,
  surroundingsOf,
  unwrapOut,
} from '../calls/index.js'
import { answersLater } from './answers-later.js'
import type { Position } from './asynchrony.js'
import { isHandedOn } from './handed-on.js'
import { obstacle } from './obstacle.js'
import { positionIn } from './scope-obstacle.js'
import { joinSettlements, nothing, type Settlement } from './settlement.js'

/** Settles a callback that is handed to somebody, with the site inside of it; see `settleHand`. */
export type SettleHand = (hand: HandOver, inside: ts.Node | null) => Settlement

/** How answers at places are settled. */
export interface Settling {
  readonly calls: CallGraph
  readonly settleHand: SettleHand
}

/**
 * What changes at an expression whose answer comes later: the place itself, and the function around it.
 * `silent` where the await stands elsewhere in the same function, and only what keeps it from waiting counts.
 */
export function settleAnswer(value: ts.Node, settling: Settling, silent = false): Settlement {
  const { calls } = settling
  const node = unwrapOut(value)
  if (!silent && isHandedOn(node, calls)) return nothing
  if (!silent && ts.isVoidExpression(node.parent)) return siteOnly(node, 'void', node.parent)
  const around = surroundingsOf(node)
  const position = positionIn(around, calls)
  if (position !== 'plain') return settleBlocked(node, position, around.scope)
  const attribute =
    isFunctionValue(around.scope) && !isAsync(around.scope) ? attributeOf(around.scope, calls) : null
  if (attribute !== null) return { ...siteOnly(node, 'listener', attribute), settled: [around.scope] }
  const handed = isFunctionValue(around.scope) && !isAsync(around.scope) ? handsOf(around.scope, calls) : []
  const [first, ...others] = handed
  if (first !== undefined) {
    const inside = settling.settleHand(first, silent ? null : node)
    return joinSettlements([inside, ...others.map(each => settling.settleHand(each, null))])
  }
  const here = silent ? nothing : siteOnly(node, 'plain', node)
  return joinSettlements([here, becomesAsync(around.scope, calls)])
}

/** Where a function is an event handler in JSX. */
function attributeOf(scope: Scope, calls: CallGraph): ts.Node | null {
  return calls.consumersOf(scope).find(({ kind }) => kind === 'attribute')?.node ?? null
}

/** Uses of a callback where it is handed to somebody, if it has no others. */
function handsOf(scope: Scope, calls: CallGraph): readonly HandOver[] {
  const consumers = calls.consumersOf(scope)
  const hands = consumers.filter((each): each is HandOver => each.kind === 'hand')
  return hands.length === consumers.length ? hands : []
}

/** The function around; nobody has to follow where it is asynchronous, or answers with a promise, today. */
export function becomesAsync(scope: Scope, { program }: CallGraph): Settlement {
  if (ts.isSourceFile(scope) || isAsync(scope)) return nothing
  return answersLater(scope, program.checker)
    ? { sites: [], next: [], settled: [scope] }
    : { sites: [], next: [scope], settled: [] }
}

/** Scopes that become something else whose users wait; the other blocked places change nothing beyond themselves. */
const passedOn: ReadonlySet<Position> = new Set([
  'constructor',
  'super-argument',
  'default-parameter',
  'generator',
  'getter',
  'setter',
])

function settleBlocked(node: ts.Node, position: Position, scope: Scope): Settlement {
  const at = ts.isSourceFile(scope) || position === 'decorator-argument' ? node : scope
  const next = passedOn.has(position) && !isAsync(scope) ? [scope] : []
  return { sites: [{ node, obstacle: obstacle(position, at) }], next, settled: [] }
}

export function siteOnly(node: ts.Node, position: Position, at: ts.Node): Settlement {
  return { sites: [{ node, obstacle: obstacle(position, at) }], next: [], settled: [] }
}
