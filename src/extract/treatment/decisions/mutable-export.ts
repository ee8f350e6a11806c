import { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import { changedBy } from '../purity/changed-symbols.js'
import type { Decide, Subject } from '../subject.js'

/** A variable that changes while others look at it, or that others change. */
export const decideMutable: Decide = subject => {
  const { symbol, uses } = subject
  const isObject = symbol.kind === 'constant' || symbol.kind === 'variable'
  const written = isObject
    ? uses.find(({ usage, place }) => usage === 'write' || (usage === 'read' && isChangedAt(place, subject)))
    : undefined
  if (written !== undefined) {
    const text = `${written.member ?? symbol.name} is changed from the other side here`
    return { treatment: 'refuse', reason: { text, place: written.place } }
  }
  if (symbol.kind !== 'variable') return null
  const change = findReassignment(subject)
  if (change === null) return null
  const text = `${symbol.name} gets another value while the program runs, which the other side would not see`
  return { treatment: 'refuse', reason: { text, place: subject.program.placeOf(change) } }
}

/** `Object.assign(settings, …)`, `settings.hosts.push(…)`, `delete settings.limit`: what starts at a place is changed there. */
function isChangedAt({ file, line, column }: Place, { program }: Subject): boolean {
  const source = program.fileAt(file)?.source
  if (source === undefined) return false
  const position = source.getPositionOfLineAndCharacter(line - 1, column - 1)
  const find = (node: ts.Node): true | undefined => {
    if (position < node.pos || position >= node.end) return undefined
    const target = changedBy(node)
    const isIt = target !== null && target.getStart(source) <= position && position < target.end
    return isIt && isPathOf(target, position) ? true : ts.forEachChild(node, find)
  }
  return find(source) === true
}

/** Whether the name at a position is part of what is changed, rather than an argument or an index on the way. */
function isPathOf(target: ts.Expression, position: number): boolean {
  let at: ts.Node = target
  for (;;) {
    const name = ts.isPropertyAccessExpression(at) ? at.name : at
    if (name.getStart() === position) return true
    if (
      !ts.isPropertyAccessExpression(at) &&
      !ts.isElementAccessExpression(at) &&
      !ts.isParenthesizedExpression(at) &&
      !ts.isAsExpression(at) &&
      !ts.isNonNullExpression(at)
    )
      return false
    at = at.expression
  }
}

function findReassignment({ program, declarations }: Subject): ts.Node | null {
  const [declaration] = declarations
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return null
  const own = program.checker.getSymbolAtLocation(declaration.name)
  const { text } = declaration.name as ts.Identifier
  const find = (node: ts.Node): ts.Node | undefined => {
    const isOther = ts.isIdentifier(node) && node.text === text && node.parent !== declaration
    if (isOther && isTarget(node) && program.checker.getSymbolAtLocation(node) === own) return node
    return ts.forEachChild(node, find)
  }
  return find(declaration.getSourceFile()) ?? null
}

function isTarget(node: ts.Node): boolean {
  const { parent } = node
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) return true
  if (!ts.isBinaryExpression(parent) || parent.left !== node) return false
  const { kind } = parent.operatorToken
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}
