import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'
import { findCallee } from './find-callee.js'
import { type FindImpurity, type Impurity, type ImpurityKind, worse } from './impurity.js'
import { isKept } from './is-kept.js'
import { judgeGlobal } from './judge-global.js'
import { judgePackage } from './pure-packages.js'

type Call = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression

/** Looks into bodies and into what they call, each once. What calls itself is as pure as the rest of it. */
export function createImpurityFinder(program: Program): FindImpurity {
  const known = new Map<ts.Node, Impurity | null>()
  const findIn = (declaration: ts.Node): Impurity | null => {
    const before = known.get(declaration)
    if (before !== undefined) return before
    known.set(declaration, null)
    const found = search(declaration)
    known.set(declaration, found)
    return found
  }
  const search = (root: ts.Node): Impurity | null => {
    let found: Impurity | null = null
    const visit = (node: ts.Node): void => {
      if (found?.kind === 'outside' || ts.isTypeNode(node) || ts.isDecorator(node)) return
      found = worse(found, judge(node, root))
      ts.forEachChild(node, visit)
    }
    visit(root)
    return found
  }
  const judge = (node: ts.Node, root: ts.Node): Impurity | null => {
    const own = judgeNode(node, root, program.checker)
    if (own !== null) return { ...own, place: program.placeOf(node) }
    const isCall = ts.isCallOrNewExpression(node) || ts.isTaggedTemplateExpression(node)
    return isCall ? judgeCall(node, root) : null
  }
  const judgeCall = (call: Call, root: ts.Node): Impurity | null => {
    const callee = findCallee(call, program)
    if (callee.kind === 'body') return isInside(callee.declaration, root) ? null : findIn(callee.declaration)
    if (callee.kind === 'argument') return judgeArgument(call, program)
    if (callee.kind !== 'unknown' && callee.kind !== 'package') return null
    const place = program.placeOf(call)
    if (callee.kind === 'unknown')
      return { kind: 'outside', text: `It calls ${shorten(call)}, which cannot be looked into`, place }
    const known = judgePackage(callee.name)
    return known === 'pure'
      ? null
      : { kind: known ?? 'package', text: `It calls the package ${callee.name}`, place }
  }
  return findIn
}

/** What is handed in does what the caller wants; but where nothing is known of it, whoever waits for it waits for something outside. */
function judgeArgument(call: Call, program: Program): Impurity | null {
  const isUnknown = (program.checker.getTypeAtLocation(call).flags & ts.TypeFlags.Any) !== 0
  if (!isUnknown || !ts.isAwaitExpression(call.parent)) return null
  const text = `It waits for ${shorten(call)}, which cannot be looked into`
  return { kind: 'outside', text, place: program.placeOf(call) }
}

interface Found {
  readonly kind: ImpurityKind
  readonly text: string
}

function judgeNode(node: ts.Node, root: ts.Node, checker: ts.TypeChecker): Found | null {
  if (ts.isIdentifier(node) && isKept(node, root, checker))
    return { kind: 'state', text: `It uses ${node.text}, which lives as long as the program` }
  if (isWriteToThis(node, root))
    return { kind: 'instance', text: `It changes its own object, in ${shorten(node)}` }
  const kind = judgeGlobal(node, checker)
  return kind === null ? null : { kind, text: `It uses ${shorten(node)}` }
}

/** A constructor fills its instance; whoever writes later keeps something. */
function isWriteToThis(node: ts.Node, root: ts.Node): boolean {
  if (ts.isClassLike(root) || ts.isConstructorDeclaration(root) || !ts.isBinaryExpression(node)) return false
  const { left, operatorToken } = node
  const isAssignment =
    operatorToken.kind >= ts.SyntaxKind.FirstAssignment && operatorToken.kind <= ts.SyntaxKind.LastAssignment
  return isAssignment && /^this\b/.test(left.getText())
}

function isInside(node: ts.Node, root: ts.Node): boolean {
  return node.getSourceFile() === root.getSourceFile() && node.pos >= root.pos && node.end <= root.end
}

function shorten(node: ts.Node): string {
  const text = node.getText().split('\n', 1)[0] ?? ''
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
