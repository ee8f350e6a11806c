import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import type { Crossing } from '../../seam/seam.js'
import type { Decide } from '../subject.js'

/** A class that is only made where a program is put together, `{ strategy: new Local() }`: whoever takes it does so anew. */
export const decideComposition: Decide = ({ symbol, uses, program }) => {
  if (symbol.kind !== 'class' || symbol.members.length > 0) return null
  const made = uses.filter(({ usage }) => usage === 'construct')
  const [first] = made
  const isOnlyMade = uses.every(
    ({ usage }) => usage === 'construct' || usage === 'type' || usage === 'reexport',
  )
  if (first === undefined || !isOnlyMade || !made.every(use => isPutIn(use, program))) return null
  const text = `${symbol.name} is made and put in place here, and nothing of it is seen to be called`
  return { treatment: 'wiring', reason: { text, place: first.place } }
}

/** Whether what is made stands in an object or a list. */
function isPutIn({ place }: Crossing, program: Program): boolean {
  const source = program.fileAt(place.file)?.source
  if (source === undefined) return false
  const position = source.getPositionOfLineAndCharacter(place.line - 1, place.column - 1)
  const find = (node: ts.Node): ts.NewExpression | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    return ts.forEachChild(node, find) ?? (ts.isNewExpression(node) ? node : undefined)
  }
  const parent = ts.forEachChild(source, find)?.parent
  return parent !== undefined && (ts.isPropertyAssignment(parent) || ts.isArrayLiteralExpression(parent))
}
