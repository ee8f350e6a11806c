import { ts } from 'ts-morph'
import { isDecoratorName, purposeOf } from './classify-decoration.js'
import { classifyArgument } from './classify-argument.js'
import { isInjected } from './is-injected.js'
import type { Name } from './resolve-name.js'
import type { Usage } from './seam.js'

/** What a name stands for, as far as its use depends on it. */
export interface Named {
  readonly name: Name
  readonly symbol: ts.Symbol
  readonly checker: ts.TypeChecker
}

/** How something is used at one place, by what stands around it. */
export function classifyUsage(named: Named): Usage {
  const { name } = named
  const decorator = findDecorator(name)
  if (decorator !== null) return classifyDecoration(decorator, named)
  if (ts.isExportSpecifier(name.parent) || ts.isExportAssignment(name.parent)) return 'reexport'
  const heritage = heritageOf(name)
  if (heritage !== null) return classifyHeritage(heritage)
  if (isType(name)) return isInjected(named) ? 'inject' : 'type'
  return classifyValue(headOf(name), named)
}

/** The decorator itself decorates; classes among its arguments serve its purpose, other values are used as anywhere. */
function classifyDecoration(decorator: ts.Decorator, named: Named): Usage {
  if (isDecoratorName(decorator, named.name)) return 'decorate'
  const purpose = purposeOf(decorator)
  const isClass = (named.symbol.flags & ts.SymbolFlags.Class) !== 0
  if (isClass) return purpose ?? 'decorate'
  if (purpose !== null && purpose !== 'relate') return purpose
  return isType(named.name) ? 'type' : classifyValue(headOf(named.name), named)
}

/** The whole of `a.b` for its `b`, without parentheses and assertions around; the key of `a[key]` stands for itself. */
export function headOf(name: ts.Node): ts.Node {
  let at: ts.Node = name
  for (;;) {
    const { parent } = at
    const isMember =
      (ts.isPropertyAccessExpression(parent) && parent.name === at) ||
      (ts.isElementAccessExpression(parent) && parent.argumentExpression === at && ts.isStringLiteralLike(at))
    const isWrapped =
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isExpressionWithTypeArguments(parent)
    if (!isMember && !isWrapped) return at
    at = parent
  }
}

function findDecorator(name: ts.Node): ts.Decorator | null {
  for (let at = name.parent; at !== undefined && !ts.isBlock(at); at = at.parent) {
    if (ts.isDecorator(at)) return at
    if (ts.isClassElement(at) || ts.isStatement(at)) return null
  }
  return null
}

function heritageOf(name: ts.Node): ts.HeritageClause | null {
  const head = headOf(name)
  if (ts.isHeritageClause(head.parent)) return head.parent
  return null
}

function classifyHeritage(clause: ts.HeritageClause): Usage {
  if (clause.token === ts.SyntaxKind.ImplementsKeyword) return 'implement'
  return ts.isInterfaceDeclaration(clause.parent) ? 'type' : 'extend'
}

function isType(name: Name): boolean {
  let at: ts.Node = name
  while (ts.isQualifiedName(at.parent)) at = at.parent
  const { parent } = at
  return (
    ts.isTypeQueryNode(parent) ||
    ts.isTypeReferenceNode(parent) ||
    ts.isImportTypeNode(parent) ||
    ts.isTypePredicateNode(parent) ||
    ts.isPartOfTypeNode(at) ||
    ts.isPartOfTypeNode(name) ||
    (parent.kind >= ts.SyntaxKind.FirstJSDocNode && parent.kind <= ts.SyntaxKind.LastJSDocNode)
  )
}

function classifyValue(head: ts.Node, named: Named): Usage {
  const { parent } = head
  if (ts.isCallExpression(parent) && parent.expression === head) return 'call'
  if (ts.isTaggedTemplateExpression(parent) && parent.tag === head) return 'call'
  if (ts.isNewExpression(parent) && parent.expression === head) return classifyConstruction(parent, named)
  if (ts.isJsxOpeningLikeElement(parent) && parent.tagName === head) return 'render'
  if (isWritten(head)) return 'write'
  if (ts.isPropertyAccessExpression(parent) && parent.expression === head) return classifyOwner(parent)
  if (ts.isBinaryExpression(parent)) return classifyOperand(head, parent, named)
  return classifyArgument(head, named)
}

/** `bus.publish(new OrderPlaced())` publishes what it makes. */
function classifyConstruction(node: ts.NewExpression, named: Named): Usage {
  const made = classifyArgument(headOf(node), named)
  return made === 'publish' || made === 'mock' ? made : 'construct'
}

function classifyOwner({ name, parent }: ts.PropertyAccessExpression): Usage {
  const isCalled = ts.isCallExpression(parent) && parent.expression.end === name.end
  if (isCalled && /^(?:call|apply)$/.test(name.text)) return 'call'
  return name.text === 'bind' ? 'pass' : 'read'
}

function classifyOperand(head: ts.Node, { operatorToken, right }: ts.BinaryExpression, named: Named): Usage {
  if (operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword)
    return right === head ? 'instance-check' : 'read'
  return operatorToken.kind === ts.SyntaxKind.EqualsToken ? classifyArgument(head, named) : 'read'
}

/** Left of an assignment, counted up or down, deleted, or a target of destructuring. */
function isWritten(head: ts.Node): boolean {
  const { parent } = head
  if (ts.isBinaryExpression(parent) && parent.left === head)
    return (
      parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
      parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment
    )
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent))
    return (
      parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken
    )
  return ts.isDeleteExpression(parent)
}
