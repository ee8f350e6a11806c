import { ts } from 'ts-morph'
import { type CallGraph, isFunction, isFunctionValue, nameOf, type Scope } from '../calls/index.js'
import type { EntryPoint } from '../frameworks/framework.js'

/** The function that answers an entry point; null where it is not found. */
export function findEntryScope(
  { handler, place }: EntryPoint,
  { references, program }: CallGraph,
): Scope | null {
  const last = handler.split('.').at(-1) ?? ''
  const named = references.named(last).flatMap(({ parent }) => {
    const scope = scopeNamed(parent)
    return scope !== null && nameOf(scope) === handler ? [scope] : []
  })
  const near = named.find(each => program.fileOf(each)?.path === place.file)
  const [only, ...others] = named
  if (near !== undefined) return near
  return only !== undefined && others.length === 0 ? only : functionAt({ place, program })
}

function scopeNamed(declaration: ts.Node): Scope | null {
  if (isFunction(declaration)) return declaration.body === undefined ? null : declaration
  const holds =
    ts.isVariableDeclaration(declaration) ||
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertyAssignment(declaration)
  const value = holds ? declaration.initializer : undefined
  return value !== undefined && isFunctionValue(value) ? value : null
}

/** A handler without a name, written where the route is registered: the last function of the call at that place. */
function functionAt({
  place,
  program,
}: {
  place: EntryPoint['place']
  program: CallGraph['program']
}): Scope | null {
  const source = program.fileAt(place.file)?.source
  if (source === undefined) return null
  const line = source.getLineStarts()[place.line - 1]
  if (line === undefined) return null
  const position = line + place.column - 1
  let found: Scope | null = null
  const visit = (node: ts.Node): void => {
    if (position < node.getFullStart() || position >= node.end) return
    if (isFunction(node) && node.getStart() === position) found = node
    if (ts.isCallExpression(node) && node.getStart() <= position) {
      const last = node.arguments.findLast(isFunctionValue)
      if (last !== undefined) found = last
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
