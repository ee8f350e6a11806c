import { ts } from 'ts-morph'
import type { Consumer } from './consumer.js'
import type { Following } from './following.js'
import { isFunction, scopeOf, unwrapOut } from './scope.js'

/** Where a function goes from an expression that denotes it. */
export function followValue(value: ts.Node, following: Following): readonly Consumer[] {
  const node = unwrapOut(value)
  const { parent } = node
  if (isReference(node)) {
    if (isAssigned(node)) return [{ kind: 'set', node }]
    return [{ kind: 'get', node }, ...followExpression(node, parent, following)]
  }
  return followExpression(node, parent, following)
}

function followExpression(node: ts.Node, parent: ts.Node, following: Following): readonly Consumer[] {
  const used = useAt(node, parent)
  if (used !== null) return [used]
  if (ts.isPropertyAccessExpression(parent)) return followMethod(parent, following)
  if (ts.isBinaryExpression(parent)) return followBinary(node, parent, following)
  if (ts.isConditionalExpression(parent) && parent.condition !== node) return followValue(parent, following)
  if (isReturned(node, parent)) return followReturn(node, following)
  const holder = holderOf(node, parent)
  return holder === null ? [] : following.usesOf(following.familyOf([holder]))
}

function useAt(node: ts.Node, parent: ts.Node): Consumer | null {
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return callUse(node, parent)
  if (ts.isTaggedTemplateExpression(parent)) return { kind: 'tag', node: parent }
  if (ts.isDecorator(parent)) return { kind: 'decorate', node }
  if (ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent))
    return { kind: 'render', node: parent }
  if (ts.isJsxExpression(parent)) return { kind: 'attribute', node: parent }
  const stored =
    ts.isArrayLiteralExpression(parent) || ts.isSpreadElement(parent) || ts.isYieldExpression(parent)
  return stored ? { kind: 'store', node } : null
}

function callUse(node: ts.Node, parent: ts.CallExpression | ts.NewExpression): Consumer | null {
  if (parent.expression === node)
    return { kind: ts.isNewExpression(parent) ? 'construct' : 'call', node: parent }
  const index = (parent.arguments as readonly ts.Node[] | undefined)?.indexOf(node) ?? -1
  return index === -1 ? null : { kind: 'hand', node: parent, value: node, index }
}

/** `load.bind(this)` is the function again, `load.call(this)` calls it. */
function followMethod(access: ts.PropertyAccessExpression, following: Following): readonly Consumer[] {
  const { parent: call } = access
  if (!ts.isCallExpression(call) || call.expression !== access) return []
  if (access.name.text === 'bind') return followValue(call, following)
  const called = access.name.text === 'call' || access.name.text === 'apply'
  return called ? [{ kind: 'call', node: call }] : []
}

function followBinary(node: ts.Node, parent: ts.BinaryExpression, following: Following): readonly Consumer[] {
  const { kind } = parent.operatorToken
  const alternative = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken
  if (alternative || (kind === ts.SyntaxKind.AmpersandAmpersandToken && parent.right === node)) {
    return followValue(parent, following)
  }
  if (kind !== ts.SyntaxKind.EqualsToken || parent.right !== node) return []
  const { left } = parent
  const name = ts.isPropertyAccessExpression(left) ? left.name : left
  const targets = following.declarationsAt(name)
  // `exports.find = function` declares and assigns at once; what is assigned to a stranger is not followed.
  return targets.length === 0 ? [{ kind: 'store', node }] : following.usesOf(following.familyOf(targets))
}

function isReturned(node: ts.Node, parent: ts.Node): boolean {
  return ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node)
}

/** A function that is returned is what calls of the returning function are. */
function followReturn(node: ts.Node, following: Following): readonly Consumer[] {
  const maker = scopeOf(node)
  if (!isFunction(maker)) return []
  return following
    .consumersOf(maker)
    .flatMap(use => (use.kind === 'call' ? followValue(use.node, following) : []))
}

/** The declaration that holds a function value. */
function holderOf(node: ts.Node, parent: ts.Node): ts.Node | null {
  if (ts.isShorthandPropertyAssignment(parent)) return parent
  if (ts.isExportAssignment(parent)) return parent
  const holds =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)
  return (holds || ts.isParameter(parent) || ts.isBindingElement(parent)) && parent.initializer === node
    ? parent
    : null
}

function isReference(node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isIdentifier(node)
}

function isAssigned(node: ts.Node): boolean {
  const { parent } = node
  return ts.isBinaryExpression(parent) && parent.left === node && isAssignment(parent.operatorToken.kind)
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}
