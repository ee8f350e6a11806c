import { ts } from 'ts-morph'
import type { Border } from '../calls/operation-uses.js'
import { resolveSymbol } from '../calls/resolve-symbol.js'
import { unwrapIn } from '../calls/index.js'
import { chooseFiles } from '../program/choose-files.js'
import { identify } from '../program/identify.js'
import type { FoundUnfollowed } from './find-unfollowed.js'

/** `users[action](id)` and `Reflect.get(users, action)`, where `users` belongs to the other side. */
export function findComputedMembers(border: Border): readonly FoundUnfollowed[] {
  const { program } = border.calls
  const found: FoundUnfollowed[] = []
  const visit = (node: ts.Node): void => {
    const used = computedOn(node)
    const owner = used === null ? null : ownerOf(used.object, border)
    if (used !== null && owner !== null)
      found.push({ kind: used.kind, direction: owner.direction, candidates: [owner.name], node })
    ts.forEachChild(node, visit)
  }
  const reached = new Set(chooseFiles(program.graph, border.module))
  for (const { source, path } of program.files) if (reached.has(path)) visit(source)
  return found
}

interface Computed {
  readonly kind: 'computed-member' | 'reflection'
  readonly object: ts.Expression
}

function computedOn(node: ts.Node): Computed | null {
  if (ts.isElementAccessExpression(node))
    return ts.isStringLiteralLike(node.argumentExpression) || ts.isNumericLiteral(node.argumentExpression)
      ? null
      : { kind: 'computed-member', object: node.expression }
  if (ts.isBindingElement(node)) return takenFrom(node)
  if (!ts.isCallExpression(node)) return null
  const [object] = node.arguments
  const isLookup = /^Reflect\.(?:get|getMetadata|getOwnMetadata)$/.test(node.expression.getText())
  const target = /etadata$/.test(node.expression.getText()) ? node.arguments[1] : object
  return isLookup && target !== undefined ? { kind: 'reflection', object: target } : null
}

/** `const { [name]: call } = users`. */
function takenFrom({ propertyName, parent }: ts.BindingElement): Computed | null {
  const isComputed =
    propertyName !== undefined &&
    ts.isComputedPropertyName(propertyName) &&
    !ts.isStringLiteralLike(propertyName.expression)
  const holder = parent.parent
  return isComputed && ts.isVariableDeclaration(holder) && holder.initializer !== undefined
    ? { kind: 'computed-member', object: holder.initializer }
    : null
}

/** The class, object or file on the other side to which an expression leads; null for data and for what is unknown. */
function ownerOf(expression: ts.Expression, { calls: { program }, module }: Border) {
  const { checker, fileOf } = program
  const using = fileOf(expression)?.module === module
  const inner = unwrapIn(expression)
  const type = checker.getTypeAtLocation(inner)
  const symbols = [resolveSymbol(nameIn(inner), checker), type.getSymbol() ?? null]
  for (const symbol of symbols) {
    for (const declaration of symbol?.declarations ?? []) {
      const file = fileOf(declaration)
      if (file === null || (file.module === module) === using) continue
      if (!hasCode(declaration, type)) continue
      const name = identify(program, declaration)?.name ?? symbol?.name ?? ''
      const direction = using ? ('outbound' as const) : ('inbound' as const)
      return { name: name === '*' ? file.path : name, direction }
    }
  }
  return null
}

function nameIn(node: ts.Expression): ts.Node {
  return ts.isPropertyAccessExpression(node) ? node.name : node
}

/** A whole file, or something with functions among its members: not a table of data, nor a list. */
function hasCode(declaration: ts.Declaration, type: ts.Type): boolean {
  if (ts.isSourceFile(declaration)) return true
  if (ts.isParameter(declaration)) return false
  return type
    .getProperties()
    .some(
      ({ flags, declarations = [] }) =>
        (flags & ts.SymbolFlags.Method) !== 0 &&
        declarations.some(each => !each.getSourceFile().isDeclarationFile),
    )
}
