import { ts } from 'ts-morph'
import type { Program } from '../../program/program.js'

/** What one function does about errors, by itself. */
interface OwnThrows {
  /** Expressions that are thrown, or given to `reject` or `throwError`. */
  readonly thrown: readonly ts.Expression[]
  readonly calls: readonly (ts.CallExpression | ts.NewExpression)[]
}

/** How far calls are followed. */
const mostFunctions = 300

/** Everything that a function throws, or that functions of its module throw which it calls. */
export function collectThrown(
  start: ts.SignatureDeclaration,
  { program, module }: { readonly program: Program; readonly module: string | null },
): readonly ts.Expression[] {
  const seen = new Set<ts.Node>([start])
  const thrown: ts.Expression[] = []
  for (const each of seen) {
    const own = readThrows(each)
    thrown.push(...own.thrown)
    for (const call of own.calls) {
      if (seen.size >= mostFunctions) break
      const callee = program.checker.getResolvedSignature(call)?.declaration
      if (callee === undefined || (callee as { readonly body?: ts.Node }).body === undefined) continue
      if (program.fileOf(callee)?.module === module) seen.add(callee)
    }
  }
  return thrown
}

const known = new WeakMap<ts.Node, OwnThrows>()

function readThrows(declaration: ts.Node): OwnThrows {
  const found = known.get(declaration)
  if (found !== undefined) return found
  const thrown: ts.Expression[] = []
  const calls: (ts.CallExpression | ts.NewExpression)[] = []
  const visit = (node: ts.Node, caught: boolean): void => {
    if (ts.isTryStatement(node) && node.catchClause !== undefined) {
      visit(node.tryBlock, caught || !throwsAgain(node.catchClause))
      visit(node.catchClause.block, caught)
      if (node.finallyBlock !== undefined) visit(node.finallyBlock, caught)
      return
    }
    if (!caught && ts.isThrowStatement(node)) thrown.push(node.expression)
    if (!caught && (ts.isCallExpression(node) || ts.isNewExpression(node))) {
      if (ts.isCallExpression(node)) thrown.push(...rejected(node))
      calls.push(node)
    }
    ts.forEachChild(node, child => visit(child, caught))
  }
  ts.forEachChild(declaration, child => visit(child, false))
  const own = { thrown, calls }
  known.set(declaration, own)
  return own
}

/** Whether what was caught goes on: thrown again, or something else in its place. */
function throwsAgain({ block }: ts.CatchClause): boolean {
  let found = false
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node)) found = true
    if (!found && !ts.isFunctionLike(node)) ts.forEachChild(node, visit)
  }
  visit(block)
  return found
}

/** `Promise.reject(error)`, `reject(error)`, `throwError(() => error)`. */
function rejected({ expression, arguments: [argument] }: ts.CallExpression): readonly ts.Expression[] {
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText()
  if (argument === undefined || !/^(reject|throwError)$/.test(name)) return []
  if (ts.isArrowFunction(argument)) return ts.isBlock(argument.body) ? [] : [argument.body]
  return [argument]
}
