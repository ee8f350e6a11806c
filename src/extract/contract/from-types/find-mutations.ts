import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'

/** A change of something that the caller handed over. */
export interface Mutation {
  /** Place of the parameter, from 0. */
  readonly parameter: number
  readonly name: string
  readonly node: ts.Node
}

/** Methods that change what they are called on: of lists, maps, sets, dates. */
const changing =
  /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin|set|add|delete|clear|append|set(UTC)?(FullYear|Month|Date|Hours|Minutes|Seconds|Milliseconds|Time))$/
const builtIn =
  /^(Array|Map|Set|Date|WeakMap|WeakSet|URLSearchParams|Headers|FormData|.*Array|ReadonlyArray)$/

const known = new WeakMap<ts.Node, readonly Mutation[]>()
const mostLevels = 8

/** What a function changes of its parameters: by itself, or by handing them to functions that do. */
export function findMutations(
  declaration: ts.SignatureDeclaration,
  program: Program,
  depth = 0,
): readonly Mutation[] {
  const found = known.get(declaration)
  if (found !== undefined) return found
  // Functions that call each other: what is not known yet counts as nothing.
  known.set(declaration, [])
  const mutations = depth > mostLevels ? [] : readMutations(declaration, program, depth)
  known.set(declaration, mutations)
  return mutations
}

function readMutations(
  declaration: ts.SignatureDeclaration,
  program: Program,
  depth: number,
): readonly Mutation[] {
  const { body } = declaration as { readonly body?: ts.Node }
  if (body === undefined) return []
  const names = nameParameters(declaration, program.checker)
  if (names.size === 0) return []
  const mutations: Mutation[] = []
  const note = (expression: ts.Node, node: ts.Node) => {
    const parameter = parameterOf(expression, names, program.checker)
    if (parameter !== null) mutations.push({ ...parameter, node })
  }
  const visit = (node: ts.Node): void => {
    addAlias(node, names, program.checker)
    for (const target of [...changedBy(node, program.checker), ...changedByItself(node, program)])
      note(target, node)
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      for (const argument of changedByCallee(node, program, depth)) note(argument, node)
    ts.forEachChild(node, visit)
  }
  visit(body)
  return mutations
}

type Names = Map<ts.Symbol, Pick<Mutation, 'parameter' | 'name'>>

function nameParameters({ parameters }: ts.SignatureDeclaration, checker: ts.TypeChecker): Names {
  const names: Names = new Map()
  for (const [parameter, { name }] of parameters.entries())
    bind(name, { parameter, name: ts.isIdentifier(name) ? name.text : 'input' }, names, checker)
  return names
}

/** Primitives are copied anyway; whatever else is bound still is the caller's. */
function bind(
  name: ts.BindingName,
  origin: Pick<Mutation, 'parameter' | 'name'>,
  names: Names,
  checker: ts.TypeChecker,
): void {
  if (!ts.isIdentifier(name)) {
    for (const element of name.elements)
      if (!ts.isOmittedExpression(element) && element.dotDotDotToken === undefined)
        bind(element.name, origin, names, checker)
    return
  }
  const symbol = checker.getSymbolAtLocation(name)
  if (symbol !== undefined) names.set(symbol, origin)
}

/** `const lines = order.lines`, `const { lines } = order`, `for (const line of order.lines)`, `order.lines.forEach(line => …)`, `order.lines.reduce((sum, line) => …, 0)`. */
function addAlias(node: ts.Node, names: Names, checker: ts.TypeChecker): void {
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
    const origin = parameterOf(node.initializer, names, checker)
    if (origin !== null) bind(node.name, origin, names, checker)
  }
  if (ts.isForOfStatement(node) && ts.isVariableDeclarationList(node.initializer)) {
    const origin = parameterOf(node.expression, names, checker)
    const [declaration] = node.initializer.declarations
    if (origin !== null && declaration !== undefined) bind(declaration.name, origin, names, checker)
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return
  const [callback] = node.arguments
  const { text } = node.expression.name
  const isReducer = /^reduce(Right)?$/.test(text)
  if (
    callback === undefined ||
    !ts.isFunctionLike(callback) ||
    !(isReducer || /^(forEach|map|filter|find|some|every|flatMap)$/.test(text))
  )
    return
  const origin = parameterOf(node.expression.expression, names, checker)
  const item = (callback as ts.ArrowFunction).parameters[isReducer ? 1 : 0]
  if (origin !== null && item !== undefined) bind(item.name, origin, names, checker)
}

/** Expressions whose object a node changes. */
function changedBy(node: ts.Node, checker: ts.TypeChecker): readonly ts.Node[] {
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) return insideOf(node.left)
  if (ts.isDeleteExpression(node)) return insideOf(node.expression)
  if ((ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) && isStep(node.operator))
    return insideOf(node.operand)
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { name, expression } = node.expression
  if (
    expression.getText() === 'Object' &&
    /^(assign|definePropert(y|ies)|setPrototypeOf|freeze|seal)$/.test(name.text)
  )
    return node.arguments.slice(0, 1)
  if (!changing.test(name.text)) return []
  const owner = checker.getNonNullableType(checker.getTypeAtLocation(expression))
  // Without types the name has to do.
  const isBuiltIn = owner.symbol === undefined || builtIn.test(owner.symbol.name)
  return isBuiltIn ? [expression] : []
}

/** `order.close()`, where the method sets what `order` holds. */
function changedByItself(node: ts.Node, program: Program): readonly ts.Node[] {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return []
  const { expression } = node.expression
  if (expression.kind === ts.SyntaxKind.ThisKeyword) return []
  const method = program.checker.getResolvedSignature(node)?.declaration
  if (method === undefined || !ts.isMethodDeclaration(method) || program.fileOf(method) === null) return []
  return writesToThis(method, program.checker) ? [expression] : []
}

const writers = new WeakMap<ts.Node, boolean>()

function writesToThis(method: ts.MethodDeclaration, checker: ts.TypeChecker): boolean {
  const before = writers.get(method)
  if (before !== undefined) return before
  const find = (node: ts.Node): true | undefined =>
    changedBy(node, checker).some(isOfThis) || ts.forEachChild(node, find) || undefined
  const found = method.body !== undefined && find(method.body) === true
  writers.set(method, found)
  return found
}

function isOfThis(node: ts.Node): boolean {
  let at = node
  while (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) at = at.expression
  return at.kind === ts.SyntaxKind.ThisKeyword
}

function isStep(operator: ts.SyntaxKind): boolean {
  return operator === ts.SyntaxKind.PlusPlusToken || operator === ts.SyntaxKind.MinusMinusToken
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

/** The object whose property is assigned; a plain name is the function's own variable. */
function insideOf(target: ts.Node): readonly ts.Node[] {
  return ts.isPropertyAccessExpression(target) || ts.isElementAccessExpression(target)
    ? [target.expression]
    : []
}

function changedByCallee(
  node: ts.CallExpression | ts.NewExpression,
  program: Program,
  depth: number,
): readonly ts.Node[] {
  const given = node.arguments ?? []
  if (!given.some(argument => ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument))) return []
  const callee = program.checker.getResolvedSignature(node)?.declaration
  if (callee === undefined || ts.isJSDocSignature(callee) || program.fileOf(callee) === null) return []
  const changed = new Set(findMutations(callee, program, depth + 1).map(({ parameter }) => parameter))
  return given.filter((_, index) => changed.has(index))
}

/** The parameter from which an expression takes what it stands for: `order.lines[0]!` of `order`. */
function parameterOf(
  expression: ts.Node,
  names: Names,
  checker: ts.TypeChecker,
): Pick<Mutation, 'parameter' | 'name'> | null {
  let root = expression
  while (
    ts.isPropertyAccessExpression(root) ||
    ts.isElementAccessExpression(root) ||
    ts.isNonNullExpression(root) ||
    ts.isParenthesizedExpression(root) ||
    ts.isAsExpression(root)
  )
    root = root.expression
  if (!ts.isIdentifier(root)) return null
  const symbol = checker.getSymbolAtLocation(root)
  return symbol === undefined ? null : (names.get(symbol) ?? null)
}
