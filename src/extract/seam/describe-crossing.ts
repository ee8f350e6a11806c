import { ts } from 'ts-morph'
import type { Program } from '../program/program.js'
import { headOf } from './classify-usage.js'
import type { Site } from './crossed-by.js'
import { findRepetition } from './find-repetition.js'
import { findWithin } from './find-within.js'
import { isAwaited } from './is-awaited.js'
import type { Crossing } from './seam.js'

export function describeCrossing({ node, using, identity, usage }: Site, program: Program): Crossing {
  const call = callOf(node)
  return {
    usage,
    place: program.placeOf(node),
    module: using.module,
    within: findWithin(node),
    member: identity.member,
    awaited: call !== null && isAwaited(call),
    repetition: findRepetition(node),
    test: using.test,
  }
}

/** The call that a name is called by. */
function callOf(node: ts.Node): ts.Node | null {
  if (ts.isSourceFile(node)) return null
  const head = headOf(node)
  const { parent } = head
  if (ts.isCallExpression(parent) && parent.expression === head) return parent
  const isBound = ts.isPropertyAccessExpression(parent) && /^(?:call|apply)$/.test(parent.name.text)
  return isBound && ts.isCallExpression(parent.parent) ? parent.parent : null
}
