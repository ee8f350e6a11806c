import { ts } from 'ts-morph'

/** Code that runs as one: a function, or what runs when an instance, a class or a file is set up. */
export type Scope =
  | ts.FunctionLikeDeclaration
  | ts.PropertyDeclaration
  | ts.ClassStaticBlockDeclaration
  | ts.SourceFile

/** Which part of a scope a node stands in; a decorator runs when the class around it is set up. */
export type ScopePart = 'body' | 'parameter' | 'initializer' | 'super-argument' | 'decorator'

/** A node's innermost scope. */
export interface Surroundings {
  readonly scope: Scope
  readonly part: ScopePart
}

/** The code that runs a node: decorators, computed names and `extends` belong to what is around their class. */
export function surroundingsOf(node: ts.Node): Surroundings {
  let part: ScopePart = 'body'
  let child = node
  for (let parent = node.parent; ; child = parent, parent = parent.parent) {
    if (ts.isSourceFile(parent)) return { scope: parent, part }
    if (ts.isDecorator(child)) part = 'decorator'
    else if (isSuperCall(parent) && parent.expression !== child && part === 'body') part = 'super-argument'
    else if (ts.isParameter(parent)) part = 'parameter'
    if (part === 'decorator' || ts.isComputedPropertyName(child)) continue
    if (ts.isClassStaticBlockDeclaration(parent)) return { scope: parent, part }
    if (ts.isPropertyDeclaration(parent) && parent.initializer === child) {
      return { scope: parent, part: 'initializer' }
    }
    if (isFunction(parent)) return { scope: parent, part }
  }
}

/** The code that runs a node; see `surroundingsOf`. */
export function scopeOf(node: ts.Node): Scope {
  return surroundingsOf(node).scope
}

export function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isAccessor(node)
  )
}

/** A function that is a value where it stands. */
export function isFunctionValue(node: ts.Node): node is ts.FunctionExpression | ts.ArrowFunction {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node)
}

export function isAsync(scope: Scope): boolean {
  return isFunction(scope) && hasModifier(scope, ts.SyntaxKind.AsyncKeyword)
}

export function isGenerator(scope: Scope): boolean {
  return isFunction(scope) && 'asteriskToken' in scope && scope.asteriskToken !== undefined
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some(each => each.kind === kind) ?? false)
}

/** Parentheses, assertions and `!` change nothing about a value: the outermost of them. */
export function unwrapOut(node: ts.Node): ts.Node {
  let outer = node
  while (isWrapper(outer.parent) && outer.parent.expression === outer) outer = outer.parent
  return outer
}

/** The expression inside of parentheses, assertions and `!`. */
export function unwrapIn(node: ts.Expression): ts.Expression {
  let inner = node
  while (isWrapper(inner)) inner = inner.expression
  return inner
}

function isWrapper(node: ts.Node): node is ts.ParenthesizedExpression {
  return (
    ts.isParenthesizedExpression(node) ||
    ts.isAsExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isTypeAssertionExpression(node)
  )
}

function isSuperCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword
}
