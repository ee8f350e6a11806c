import { ts } from 'ts-morph'
import { identify } from '../../program/identify.js'
import type { Decide, Subject } from '../subject.js'

/** An object that a file makes of a class of the repository and hands to others: its client takes its place. */
export const decideInstance: Decide = subject => {
  const { symbol, uses, program } = subject
  if (symbol.kind !== 'constant' || symbol.members.length > 0) return null
  const made = findClass(subject)
  if (made === null || uses.some(({ usage }) => usage === 'write' || usage === 'call')) return null
  const kernel = (subject.frameworks.roles.get(made.id) ?? []).find(
    ({ role }) => role === 'middleware' || role === 'logger',
  )
  const text = `${symbol.name} is an instance of ${made.name}, put together with others`
  const place = program.placeOf(made.node)
  return { treatment: kernel === undefined ? 'wiring' : 'shared-kernel', reason: { text, place } }
}

function findClass({ declarations, program }: Subject) {
  const [declaration] = declarations
  const value =
    declaration !== undefined && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined
  if (value === undefined || !ts.isNewExpression(value)) return null
  const type = program.checker.getTypeAtLocation(value).getSymbol()?.valueDeclaration
  const identity = type === undefined ? null : identify(program, type)
  return identity === null ? null : { id: identity.id, name: identity.name, node: value }
}
