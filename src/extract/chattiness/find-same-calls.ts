import { ts } from 'ts-morph'
import { isFunction, isFunctionValue, type Scope } from '../calls/index.js'
import type { CallGraph } from '../calls/index.js'
import { argumentKey, argumentsKey, type Given, type Keys } from './argument-key.js'
import type { Reach } from './reach.js'

/** A crossing on one way through the code: what is asked, and in which branches. */
interface Occurrence {
  readonly operation: string
  readonly key: string
  readonly node: ts.Node
  readonly branches: readonly Branch[]
}

interface Branch {
  readonly of: ts.Node
  readonly arm: ts.Node
}

/** Crossings that ask the same, with all places where they do. */
export interface Repeats {
  readonly operation: string
  readonly arguments: string
  readonly nodes: readonly ts.Node[]
}

const depthLimit = 8
const occurrenceLimit = 2000

/** Calls of the same operation with the same arguments on one way from a scope inwards. */
export function findSameCalls(
  scope: Scope,
  { reach, calls }: { reach: Reach; calls: CallGraph },
): readonly Repeats[] {
  const keys: Keys = { checker: calls.program.checker, numbers: new Map() }
  const occurrences: Occurrence[] = []
  const enter = (entered: Scope, { given, branches, depth }: Way): void => {
    const visit = (node: ts.Node, way: readonly Branch[]): void => {
      if (occurrences.length >= occurrenceLimit || isElsewhere(node, entered)) return
      ts.forEachChild(node, child =>
        visit(child, isArm(node, child) ? [...way, { of: node, arm: child }] : way),
      )
      const operation = reach.crossings.get(node)
      const key = operation === undefined ? null : argumentsKey(node, given, keys)
      if (operation !== undefined && key !== null) occurrences.push({ operation, key, node, branches: way })
      for (const { scope: run, handed } of depth < depthLimit ? (reach.runs.get(node) ?? []) : []) {
        if (handed === null)
          enter(run, { given: give(node, run, { given, keys }), branches: way, depth: depth + 1 })
      }
    }
    const body = isFunction(entered) ? entered.body : entered
    if (body !== undefined) visit(body, branches)
  }
  enter(scope, { given: new Map(), branches: [], depth: 0 })
  return groupSame(occurrences)
}

interface Way {
  readonly given: Given
  readonly branches: readonly Branch[]
  readonly depth: number
}

/** Functions inside run when they are called; callbacks count where they stand. */
function isElsewhere(node: ts.Node, entered: Scope): boolean {
  if (node === entered) return false
  return ts.isClassLike(node) || (isFunction(node) && !isFunctionValue(node)) || ts.isTypeNode(node)
}

function isArm(node: ts.Node, child: ts.Node): boolean {
  if (ts.isIfStatement(node)) return child !== node.expression
  if (ts.isConditionalExpression(node)) return child !== node.condition
  return ts.isCaseBlock(node)
}

function give(call: ts.Node, run: Scope, { given, keys }: { given: Given; keys: Keys }): Given {
  const inner = new Map(given)
  if (!ts.isCallExpression(call) || !isFunction(run)) return inner
  for (const [index, parameter] of run.parameters.entries()) {
    const symbol = keys.checker.getSymbolAtLocation(parameter.name)
    const argument = call.arguments[index]
    const key = argument === undefined ? null : argumentKey(argument, given, keys)
    // What cannot be told is like nothing else.
    if (symbol !== undefined) inner.set(symbol, key ?? `?${call.pos}:${index}`)
  }
  return inner
}

function groupSame(occurrences: readonly Occurrence[]): readonly Repeats[] {
  const groups = new Map<string, Occurrence[]>()
  for (const each of occurrences) {
    const group = groups.get(`${each.operation}\0${each.key}`)
    if (group === undefined) groups.set(`${each.operation}\0${each.key}`, [each])
    else group.push(each)
  }
  return [...groups.values()].flatMap(group => {
    const [first] = group
    const together = group.filter(each => group.some(other => other !== each && !excludes(each, other)))
    if (first === undefined || together.length < 2) return []
    const text = first.key.replaceAll(/#\d+/g, '')
    return [
      { operation: first.operation, arguments: text, nodes: [...new Set(together.map(({ node }) => node))] },
    ]
  })
}

/** Whether two stand in different arms of one branch. */
function excludes(left: Occurrence, right: Occurrence): boolean {
  return left.branches.some(({ of, arm }) =>
    right.branches.some(other => other.of === of && other.arm !== arm),
  )
}
