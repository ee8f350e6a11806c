import { ts } from 'ts-morph'
import { type CallGraph, unwrapOut } from '../calls/index.js'

const keeping = new Set(['add', 'push', 'set', 'unshift'])

/** The property or variable that keeps what a parameter gets; null where the parameter is not kept. */
export function keeperOf(parameter: ts.ParameterDeclaration, calls: CallGraph): ts.Node | null {
  if (ts.isParameterPropertyDeclaration(parameter, parameter.parent)) return parameter
  for (const reference of referencesTo(parameter, calls)) {
    const value = unwrapOut(reference)
    const target = keptIn(value)
    const [declaration] = target === null ? [] : calls.declarationsAt(target)
    if (declaration !== undefined) return declaration
  }
  return null
}

/** The name that something is kept under: `handlers` in `this.handlers.push(fn)`, `this.handler = fn`. */
function keptIn(value: ts.Node): ts.Node | null {
  const { parent } = value
  if (
    ts.isBinaryExpression(parent) &&
    parent.right === value &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  ) {
    return nameIn(parent.left)
  }
  if (ts.isArrayLiteralExpression(parent) || ts.isObjectLiteralElement(parent))
    return keptIn(unwrapOut(parent))
  if (ts.isObjectLiteralExpression(parent)) return keptIn(parent)
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return null
  const isArgument = (parent.arguments as readonly ts.Node[]).includes(value)
  return isArgument && keeping.has(parent.expression.name.text) ? nameIn(parent.expression.expression) : null
}

/** `this.handlers`, `this.handlers[name]`, `this.handlers.get(name)`. */
function nameIn(node: ts.Expression): ts.Node | null {
  if (ts.isIdentifier(node)) return node
  if (ts.isPropertyAccessExpression(node)) return node.name
  if (
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node)
  )
    return nameIn(node.expression)
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return null
  return nameIn(node.expression.expression)
}

/** Calls of what is kept: of the keeper itself, of its elements, of what a loop or callback takes from it. */
export function callsOfKept(keeper: ts.Node, calls: CallGraph): readonly ts.Node[] {
  const found: ts.Node[] = []
  const seen = new Set<ts.Node>()
  const follow = (declaration: ts.Node): void => {
    if (seen.has(declaration)) return
    seen.add(declaration)
    for (const reference of referencesTo(declaration, calls))
      takeFrom(expressionOf(reference), { found, follow })
  }
  follow(keeper)
  return found
}

interface Taking {
  readonly found: ts.Node[]
  readonly follow: (declaration: ts.Node) => void
}

const passing = new Set([
  'values',
  'get',
  'entries',
  'filter',
  'slice',
  'find',
  'at',
  'reverse',
  'sort',
  'toSorted',
  'concat',
])
const running = new Set(['forEach', 'map', 'flatMap', 'reduce', 'some', 'every', 'filter', 'find'])

function takeFrom(value: ts.Node, taking: Taking): void {
  const node = unwrapOut(value)
  const { parent } = node
  if (ts.isCallExpression(parent) && parent.expression === node) taking.found.push(parent)
  else if (ts.isElementAccessExpression(parent) && parent.expression === node) takeFrom(parent, taking)
  else if (ts.isForOfStatement(parent) && parent.expression === node) followList(parent.initializer, taking)
  else if (ts.isSpreadElement(parent)) takeFrom(parent.parent, taking)
  else if (ts.isVariableDeclaration(parent) && parent.initializer === node) followBinding(parent.name, taking)
  else if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    takeFrom(parent, taking)
  else if (ts.isPropertyAccessExpression(parent) && parent.expression === node) takeThrough(parent, taking)
}

/** `handlers.forEach(handler => …)`, `handlers.get(name)`, `handler.run(order)`. */
function takeThrough(access: ts.PropertyAccessExpression, taking: Taking): void {
  const { parent: call } = access
  if (!ts.isCallExpression(call) || call.expression !== access) {
    takeFrom(access, taking)
    return
  }
  const name = access.name.text
  const [callback] = call.arguments
  const isRun =
    running.has(name) &&
    callback !== undefined &&
    (ts.isArrowFunction(callback) || ts.isFunctionExpression(callback))
  if (isRun) {
    for (const parameter of callback.parameters) followBinding(parameter.name, taking)
  } else if (passing.has(name)) takeFrom(call, taking)
  else if (!keeping.has(name)) taking.found.push(call)
}

function followList(list: ts.ForInitializer, taking: Taking): void {
  if (!ts.isVariableDeclarationList(list)) return
  for (const { name } of list.declarations) followBinding(name, taking)
}

function followBinding(name: ts.BindingName, taking: Taking): void {
  if (ts.isIdentifier(name)) taking.follow(name.parent)
  else
    for (const element of name.elements) if (ts.isBindingElement(element)) followBinding(element.name, taking)
}

const known = new WeakMap<CallGraph, Map<ts.Node, readonly ts.Node[]>>()

/** Where a declaration is named, itself aside. */
function referencesTo(declaration: ts.Node, calls: CallGraph): readonly ts.Node[] {
  const found = known.get(calls) ?? new Map<ts.Node, readonly ts.Node[]>()
  known.set(calls, found)
  const references = found.get(declaration) ?? findReferences(declaration, calls)
  found.set(declaration, references)
  return references
}

function findReferences(declaration: ts.Node, { references, declarationsAt }: CallGraph): readonly ts.Node[] {
  const name = ts.getNameOfDeclaration(declaration as ts.Declaration)
  if (name === undefined || !ts.isIdentifier(name)) return []
  const reach = reachOf(declaration)
  return references
    .named(name.text)
    .filter(
      each =>
        each !== name && isWithin(each, reach) && declarationsAt(each).some(other => other === declaration),
    )
}

/** The function in which a parameter or variable can be named; null for what is seen outside of functions. */
function reachOf(declaration: ts.Node): ts.Node | null {
  const isLocal =
    (ts.isParameter(declaration) && !ts.isParameterPropertyDeclaration(declaration, declaration.parent)) ||
    ts.isVariableDeclaration(declaration) ||
    ts.isBindingElement(declaration)
  return isLocal ? (ts.findAncestor(declaration, ts.isFunctionLike) ?? null) : null
}

function isWithin(node: ts.Node, reach: ts.Node | null): boolean {
  return (
    reach === null ||
    (node.pos >= reach.pos && node.end <= reach.end && node.getSourceFile() === reach.getSourceFile())
  )
}

function expressionOf(reference: ts.Node): ts.Node {
  const { parent } = reference
  return ts.isPropertyAccessExpression(parent) && parent.name === reference ? parent : reference
}
