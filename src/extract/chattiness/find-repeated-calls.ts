import { ts } from 'ts-morph'
import { stepAt } from '../asynchrony/spread.js'
import { type CallGraph, nameOf, type Scope, scopeOf } from '../calls/index.js'
import type { Border, OperationUses } from '../calls/operation-uses.js'
import type { RepeatedCall } from './chattiness.js'
import { findRound, throughCallback } from './find-round.js'
import { itemwise } from './itemwise.js'
import { propose } from './propose.js'
import type { Round } from './round.js'
import { variesIn } from './varies-in.js'

const depthLimit = 6

/** Calls of one operation that run many times, in their own function or because of those who call it. */
export function findRepeatedCalls(found: OperationUses, border: Border): readonly RepeatedCall[] {
  return found.uses.flatMap(({ kind, node }) => (kind === 'call' ? repeatedAt(node, found, border) : []))
}

interface Rise {
  /** What is looked at: the call, or a call of the function around it. */
  readonly node: ts.Node
  /** The function itself, where it is handed to that call. */
  readonly handed: ts.Node | null
  /** From `node` down to the operation's call. */
  readonly path: readonly ts.Node[]
  readonly scopes: readonly Scope[]
}

function repeatedAt(call: ts.Node, found: OperationUses, border: Border): readonly RepeatedCall[] {
  const { calls } = border
  const results: RepeatedCall[] = []
  const seen = new Set<ts.Node>()
  const queue: Rise[] = [{ node: call, handed: null, path: [], scopes: [] }]
  for (const rise of queue) {
    const round = roundAt(rise, calls)
    if (round === 'elsewhere') continue
    if (round !== null) results.push(describe(round, { call, rise, found, border }))
    const scope = carrier(rise.node, calls)
    const each = round === null ? itemwise(scope, calls) : null
    if (each !== null) results.push(describe(each, { call, rise, found, border }))
    if (round !== null || each !== null || rise.scopes.length >= depthLimit) continue
    for (const consumer of calls.consumersOf(scope)) {
      if (seen.has(consumer.node)) continue
      seen.add(consumer.node)
      const around = carrier(consumer.node, calls)
      const scopes = [...rise.scopes, scope]
      if (scopes.includes(around))
        results.push(describe(recursion(consumer.node), { call, rise, found, border }))
      else {
        const handed = consumer.kind === 'hand' ? consumer.value : null
        queue.push({ node: consumer.node, handed, path: [rise.node, ...rise.path], scopes })
      }
    }
  }
  return results
}

function roundAt({ node, handed }: Rise, calls: CallGraph): Round | 'elsewhere' | null {
  const through = handed === null ? 'once' : throughCallback(handed, calls)
  return through === 'once' ? findRound(node, calls) : through
}

/** The function that runs a place: callbacks that run at once belong to the function around them. */
function carrier(node: ts.Node, calls: CallGraph): Scope {
  let scope = scopeOf(node)
  while (ts.isArrowFunction(scope) || ts.isFunctionExpression(scope)) {
    const consumers = calls.consumersOf(scope)
    if (throughCallback(scope, calls) === 'elsewhere') return scope
    if (consumers.length !== 1 || consumers[0]?.kind !== 'hand') return scope
    scope = scopeOf(consumers[0].node)
  }
  return scope
}

function recursion(node: ts.Node): Round {
  return { repetition: 'recursion', node, over: null, bound: null, body: scopeOf(node) }
}

interface Occurrence {
  readonly call: ts.Node
  readonly rise: Rise
  readonly found: OperationUses
  readonly border: Border
}

function describe(round: Round, { call, rise, found, border }: Occurrence): RepeatedCall {
  const { calls } = border
  const { program } = calls
  const file = program.fileOf(call)
  const { operation } = found
  const varies =
    round.repetition === 'recursion' ||
    rise.handed !== null ||
    variesIn(rise.node, round.body, program.checker)
  return {
    operation: operation.name,
    place: program.placeOf(call),
    within: nameOf(scopeOf(call)),
    module: file?.module ?? null,
    test: file?.test ?? false,
    repetition: round.repetition,
    at: program.placeOf(round.node),
    over: round.over === null ? null : shorten(round.over.getText()),
    bound: round.bound,
    through:
      rise.path.length === 0 ? [] : [rise.node, ...rise.path.slice(0, -1)].map(node => stepAt(node, calls)),
    varies,
    proposal: propose({ operation, repetition: round.repetition, varies }, border),
  }
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
