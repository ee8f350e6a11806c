import { ts } from 'ts-morph'
import { type CallGraph, type Consumer, unwrapOut } from '../calls/index.js'
import { settleHand } from './settle-hand.js'
import { becomesAsync, type Settling, settleAnswer, siteOnly } from './settle-answer.js'
import { joinSettlements, nothing, type Settlement } from './settlement.js'

/** Says what changes where a function is used whose answer comes later; remembers what it said. */
export type Settler = (consumer: Consumer, answer: 'value' | 'iterator') => Settlement

export function createSettler(calls: CallGraph): Settler {
  const known = new Map<ts.Node, Settlement>()
  const settling: Settling = {
    calls,
    settleHand: (hand, inside) => settleHand(hand, inside, { calls, settling, settleConsumer }),
  }
  function settleConsumer(consumer: Consumer): Settlement {
    const key = consumer.kind === 'hand' ? consumer.value : consumer.node
    const found = known.get(key)
    if (found !== undefined) return found
    // A callback that is handed on in a circle changes nothing more the second time.
    known.set(key, nothing)
    const settlement = settle(consumer, settling)
    known.set(key, settlement)
    return settlement
  }
  return (consumer, answer) =>
    answer === 'iterator' && consumer.kind === 'call'
      ? settleIteration(consumer.node, settling)
      : settleConsumer(consumer)
}

function settle(consumer: Consumer, settling: Settling): Settlement {
  const { node } = consumer
  switch (consumer.kind) {
    case 'hand':
      return settling.settleHand(consumer, null)
    case 'tag':
      return joinSettlements([siteOnly(node, 'template-tag', node), settleAnswer(node, settling, true)])
    case 'set':
      return joinSettlements([siteOnly(node, 'setter', node), settleAnswer(node, settling, true)])
    case 'super':
      return settleSuper(node, settling)
    case 'render':
      return siteOnly(node, 'render', node)
    case 'attribute':
      return siteOnly(node, 'listener', node)
    case 'decorate':
      return siteOnly(node, 'decorator-argument', node)
    case 'store':
      return siteOnly(node, 'stored', node)
    default:
      return settleAnswer(node, settling)
  }
}

/** Whoever extends a class that is made by a factory needs a factory as well. */
function settleSuper(heritage: ts.Node, { calls }: Settling): Settlement {
  const heir = ts.findAncestor(heritage, ts.isClassLike)
  const setUp = heir?.members.find(ts.isConstructorDeclaration)
  if (setUp === undefined) return siteOnly(heritage, 'constructor', heritage)
  return joinSettlements([siteOnly(heritage, 'constructor', setUp), becomesAsync(setUp, calls)])
}

/** `for … of` can wait for an asynchronous generator; whatever else reads one in step cannot. */
function settleIteration(call: ts.Node, settling: Settling): Settlement {
  const node = unwrapOut(call)
  const { parent } = node
  if (ts.isForOfStatement(parent) && parent.expression === node) return settleAnswer(call, settling)
  if (ts.isYieldExpression(parent)) return settleAnswer(call, settling)
  return joinSettlements([siteOnly(node, 'sync-iteration', parent), settleAnswer(node, settling, true)])
}
