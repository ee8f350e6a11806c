import type { ts } from 'ts-morph'
import { findBodies } from '../calls/find-bodies.js'
import type { Scope } from '../calls/index.js'
import {
  answerOf,
  type Border,
  findOperationUses,
  isUsingSide,
  type OperationUses,
} from '../calls/operation-uses.js'
import type { Operation } from '../treatment/treatment.js'
import type { AsyncPlan, FloatingPromise, OperationCost } from './asynchrony.js'
import { createSettler, type Settler } from './create-settler.js'
import { describeFunction, type DraftFunction } from './describe-function.js'
import { describeSite } from './describe-site.js'
import { findFloating } from './find-floating.js'
import { comparePlaces } from './order.js'
import type { DraftSite } from './settlement.js'
import { type Spread, spread } from './spread.js'

/** What must become asynchronous once these operations of a border are called over the network. */
export function deriveAsyncPlan(border: Border, operations: readonly Operation[]): AsyncPlan {
  const { calls } = border
  const settle = createSettler(calls)
  const found = operations.map(each => findOperationUses(each, border))
  const spreads = found
    .filter(({ operation }) => answersAtOnce(operation))
    .map(each => spreadFrom(each, border, settle))
  const sites = joinSites(spreads).map(each => describeSite(each, calls))
  const functions = joinFunctions(spreads).map(each => describeFunction(each, calls))
  const existing = found
    .filter(({ operation }) => !answersAtOnce(operation))
    .flatMap(each => floatingToday(each, border))
  const floating = [...existing, ...sites.flatMap(floatingThen)]
  return {
    functions: functions.toSorted(byPlace),
    sites: sites.toSorted(byPlace),
    floating: floating.toSorted(byPlace),
    operations: operations.map(each => costOf(each, spreads)).toSorted(byName),
  }
}

interface OperationSpread extends Spread {
  readonly operation: Operation
}

function byPlace(left: { readonly place: FloatingPromise['place'] }, right: typeof left): number {
  return comparePlaces(left.place, right.place)
}

function byName(left: OperationCost, right: OperationCost): number {
  return left.operation < right.operation ? -1 : 1
}

/** What answers with a promise, a stream or an observable is waited for today. */
function answersAtOnce(operation: Operation): boolean {
  const answer = answerOf(operation)
  return answer === 'value' || answer === 'iterator'
}

function spreadFrom(
  { operation, family, uses }: OperationUses,
  border: Border,
  settle: Settler,
): OperationSpread {
  const { calls, module } = border
  const { program } = calls
  const answer = answerOf(operation) === 'iterator' ? 'iterator' : 'value'
  const end = { name: operation.name, place: operation.symbol.place }
  const declarations = new Set<ts.Node>(border.findDeclarations(operation.symbol.id, operation.member))
  const together = findBodies([...family], calls.familyOf).filter(
    body => !declarations.has(body) && isUsingSide(body, { operation, module, program }),
  )
  return { operation, ...spread({ calls, settle, uses, answer, together, end }) }
}

/** A place or function with all operations that lead to it. */
function joinSites(spreads: readonly OperationSpread[]) {
  const joined = new Map<ts.Node, DraftSite & { readonly operations: string[] }>()
  for (const { operation, sites } of spreads) {
    for (const [node, site] of sites) {
      const known = joined.get(node)
      if (known === undefined) joined.set(node, { ...site, operations: [operation.name] })
      else known.operations.push(operation.name)
    }
  }
  return [...joined.values()]
}

function joinFunctions(spreads: readonly OperationSpread[]): readonly DraftFunction[] {
  const joined = new Map<Scope, DraftFunction & { readonly operations: string[] }>()
  for (const { operation, functions } of spreads) {
    for (const [scope, because] of functions) {
      const known = joined.get(scope)
      if (known === undefined) joined.set(scope, { scope, because, operations: [operation.name] })
      else known.operations.push(operation.name)
    }
  }
  return [...joined.values()]
}

function floatingToday({ operation, uses }: OperationUses, { calls }: Border): readonly FloatingPromise[] {
  if (answerOf(operation) !== 'promise') return []
  return uses.flatMap(({ kind, node }) => {
    const floating = kind === 'call' ? findFloating(node, operation.name, calls) : null
    return floating === null ? [] : [floating]
  })
}

/** Places where a promise would float if nobody took the way out. */
function floatingThen({ wayOut, ...site }: ReturnType<typeof describeSite>): readonly FloatingPromise[] {
  if (wayOut !== 'catch') return []
  const { place, calls, within, position, operations } = site
  return operations.map(operation => ({ place, calls, within, operation, since: 'new', position }))
}

function costOf(operation: Operation, spreads: readonly OperationSpread[]): OperationCost {
  const found = spreads.find(each => each.operation === operation)
  const sites = [...(found?.sites.values() ?? [])]
  const count = (wayOut: string) => sites.filter(({ obstacle }) => obstacle.wayOut === wayOut).length
  return {
    operation: operation.name,
    changes: found !== undefined,
    sites: sites.length,
    functions: found?.functions.size ?? 0,
    refusals: count('refuse'),
    reviews: count('review'),
  }
}
