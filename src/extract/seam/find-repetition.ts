import { ts } from 'ts-morph'
import type { Repetition } from './seam.js'

/** Functions that call what they are given once for each item. */
const iterating = new Set(
  `map flatMap forEach filter reduce reduceRight some every find findIndex findLast findLastIndex sort toSorted from
   mapSeries eachSeries each eachLimit mapLimit pMap mergeMap concatMap switchMap exhaustMap`.split(/\s+/),
)
/** Functions that start what they are given for all items at a time. */
const spreading = new Set(['all', 'allSettled', 'any', 'race', 'pMap', 'mapLimit', 'mergeMap', 'forkJoin'])

/** How often one run of the function around a node reaches it. */
export function findRepetition(node: ts.Node): Repetition {
  let loops = false
  let together = false
  for (let at = node; at.parent !== undefined && !ts.isSourceFile(at.parent); at = at.parent) {
    const { parent } = at
    loops ||= isRepeated(at, parent)
    if (!ts.isFunctionLike(at)) continue
    const call = callThatRuns(at, parent)
    const name = call === null ? null : nameOfCallee(call)
    if (call !== null && name !== null && iterating.has(name)) {
      loops = true
      together ||= startsTogether(at, call, name)
    } else if (isOnItsOwn(at)) break
  }
  return together ? 'parallel' : loops ? 'loop' : 'once'
}

function isOnItsOwn(node: ts.Node): boolean {
  return ts.isMethodDeclaration(node) || ts.isFunctionDeclaration(node) || ts.isConstructorDeclaration(node)
}

/** Whether a child runs again and again: the body, the condition and the step of a loop. */
function isRepeated(child: ts.Node, parent: ts.Node): boolean {
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return child === parent.statement
  if (ts.isForStatement(parent)) return child !== parent.initializer
  return ts.isWhileStatement(parent) || ts.isDoStatement(parent)
}

function callThatRuns(node: ts.Node, parent: ts.Node): ts.CallExpression | null {
  return ts.isCallExpression(parent) && parent.arguments.some(argument => argument === node) ? parent : null
}

function nameOfCallee({ expression }: ts.CallExpression): string | null {
  if (ts.isIdentifier(expression)) return expression.text
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : null
}

/** Whether what is called for each item does not wait for the item before. */
function startsTogether(callback: ts.Node, call: ts.CallExpression, name: string): boolean {
  if (spreading.has(name)) return true
  const isAsync = ts.canHaveModifiers(callback) && hasAsync(callback)
  if (isAsync && /^(?:map|flatMap|forEach|from)$/.test(name)) return true
  for (let at: ts.Node = call; ts.isExpression(at) || ts.isSpreadElement(at); at = at.parent) {
    const outer = at.parent
    const isArgument = ts.isCallExpression(outer) && outer.expression !== at
    if (isArgument) return spreading.has(nameOfCallee(outer) ?? '')
  }
  return false
}

function hasAsync(node: ts.HasModifiers): boolean {
  return (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
}
