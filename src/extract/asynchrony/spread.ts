import { ts } from 'ts-morph'
import { type CallGraph, type Consumer, isFunction, isGenerator, nameOf, type Scope } from '../calls/index.js'
import type { Step } from './asynchrony.js'
import type { Settler } from './create-settler.js'
import { findBodies } from '../calls/find-bodies.js'
import type { DraftSite, Settlement } from './settlement.js'

/** What changes because of one operation. */
export interface Spread {
  /** Functions that become asynchronous, each with the way down to the operation. */
  readonly functions: ReadonlyMap<Scope, readonly Step[]>
  readonly sites: ReadonlyMap<ts.Node, DraftSite>
}

export interface SpreadRequest {
  readonly calls: CallGraph
  readonly settle: Settler
  readonly uses: readonly Consumer[]
  readonly answer: 'value' | 'iterator'
  /** Functions on the using side that are declared together with the operation. */
  readonly together: readonly Scope[]
  /** The operation itself. */
  readonly end: Step
}

/** From the uses of an operation outwards, breadth first, so that each function is reached over the shortest way. */
export function spread({ calls, settle, uses, answer, together, end }: SpreadRequest): Spread {
  const functions = new Map<Scope, readonly Step[]>()
  const sites = new Map<ts.Node, DraftSite>()
  const queue: Scope[] = []
  const reach = (scope: Scope, because: readonly Step[]) => {
    if (functions.has(scope)) return
    functions.set(scope, because)
    queue.push(scope)
  }
  const take = (settlement: Settlement, because: readonly Step[]) => {
    for (const site of settlement.sites) if (!sites.has(site.node)) sites.set(site.node, site)
    const [first] = settlement.sites
    const steps = first === undefined ? because : [stepAt(first.node, calls), ...because]
    for (const scope of settlement.settled) if (!functions.has(scope)) functions.set(scope, steps)
    for (const scope of settlement.next) reach(scope, steps)
  }
  for (const scope of together) reach(scope, [end])
  for (const use of uses) take(settle(use, answer), [end])
  for (const scope of queue) {
    const because = functions.get(scope) ?? []
    const here: Step = { name: nameOf(scope) ?? '', place: calls.program.placeOf(scope) }
    for (const relative of relativesOf(scope, calls)) reach(relative, [here, ...because])
    for (const consumer of calls.consumersOf(scope)) take(settle(consumer, answerOf(scope)), because)
  }
  return { functions, sites }
}

function answerOf(scope: Scope): 'value' | 'iterator' {
  return isGenerator(scope) ? 'iterator' : 'value'
}

/** What overrides a method, or implements the same interface, changes with it. */
function relativesOf(scope: Scope, { familyOf }: CallGraph): readonly Scope[] {
  if (!isFunction(scope) || ts.isConstructorDeclaration(scope)) return []
  const declared =
    ts.isPropertyDeclaration(scope.parent) || ts.isPropertyAssignment(scope.parent) ? scope.parent : scope
  return findBodies([declared], familyOf).filter(
    each =>
      each !== scope && !ts.isConstructorDeclaration(each) && ts.isAccessor(each) === ts.isAccessor(scope),
  )
}

export function stepAt(node: ts.Node, { program }: CallGraph): Step {
  return { name: textOf(node), place: program.placeOf(node) }
}

/** What is called at a place, as written and in short. */
export function textOf(node: ts.Node): string {
  const callee = ts.isCallExpression(node) || ts.isNewExpression(node) ? node.expression : node
  const text = (ts.isTaggedTemplateExpression(callee) ? callee.tag : callee).getText().replace(/\s+/g, ' ')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
