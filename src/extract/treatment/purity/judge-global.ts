import { ts } from 'ts-morph'
import { isAssignment } from './changed-symbols.js'
import type { ImpurityKind } from './impurity.js'

/** Globals that depend on more than their arguments; all others that the language declares are pure. */
const globals: readonly (readonly [RegExp, ImpurityKind])[] = [
  [/^(?:Date\.now|Math\.random|performance\.|crypto\.|console\.)/, 'ambient'],
  [/^(?:(?:process|Deno|Bun|import\.meta)\.env|process\.(?:argv|cwd|platform|version))\b/, 'environment'],
  [/^(?:process|globalThis|window|document|localStorage|sessionStorage|global)\./, 'state'],
  [/^(?:fetch|setTimeout|setInterval|setImmediate|eval|require|alert)$/, 'outside'],
]

/** How the use of a global, `process.env`, `Date.now`, `fetch()`, is impure; null when it is pure or no global. */
export function judgeGlobal(node: ts.Node, checker: ts.TypeChecker): ImpurityKind | null {
  if (ts.isNewExpression(node)) return isNow(node) ? 'ambient' : null
  if (!ts.isPropertyAccessExpression(node) && !isCalled(node)) return null
  const text = plainText(node)
  const kind = globals.find(([pattern]) => pattern.test(text))?.[1] ?? null
  if (kind === null || !isGlobal(node, checker)) return null
  return kind === 'environment' && isWritten(node) ? 'state' : kind
}

function isCalled(node: ts.Node): boolean {
  return ts.isIdentifier(node) && ts.isCallExpression(node.parent) && node.parent.expression === node
}

/** `new Date()` is the time; `new Date(text)` is a value. */
function isNow({ expression, arguments: given }: ts.NewExpression): boolean {
  return expression.getText() === 'Date' && (given === undefined || given.length === 0)
}

/** Without parentheses and assertions: `globalThis.reader` of `(globalThis as any).reader`. */
function plainText(node: ts.Node): string {
  if (ts.isPropertyAccessExpression(node)) return `${plainText(node.expression)}.${node.name.text}`
  return isWrapped(node) ? plainText(node.expression) : node.getText()
}

/** Nothing of the repository has that name here. */
function isGlobal(node: ts.Node, checker: ts.TypeChecker): boolean {
  let at: ts.Node = node
  while (ts.isPropertyAccessExpression(at) || isWrapped(at)) at = at.expression
  const declarations = checker.getSymbolAtLocation(at)?.declarations ?? []
  return declarations.every(each => each.getSourceFile().isDeclarationFile)
}

function isWrapped(node: ts.Node): node is ts.ParenthesizedExpression | ts.AsExpression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
}

/** `process.env.ZONE = …`, `delete process.env.ZONE`. */
function isWritten(node: ts.Node): boolean {
  let at = node
  while (
    (ts.isPropertyAccessExpression(at.parent) || ts.isElementAccessExpression(at.parent)) &&
    at.parent.expression === at
  )
    at = at.parent
  const { parent } = at
  return (
    ts.isDeleteExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.left === at && isAssignment(parent.operatorToken.kind))
  )
}
