import type { ts } from 'ts-morph'
import type { FindDeclarations } from '../program/find-declarations.js'
import type { Program } from '../program/program.js'
import type { Operation } from '../treatment/treatment.js'
import type { CallGraph } from './call-graph.js'
import type { Consumer } from './consumer.js'
import type { Family } from './families.js'

/** A border, and the means to find what crosses it. */
export interface Border {
  readonly module: string
  readonly calls: CallGraph
  readonly findDeclarations: FindDeclarations
}

/** An operation's declarations, and where the other side of the border uses it. */
export interface OperationUses {
  readonly operation: Operation
  /** Its own declarations, overrides and interfaces included. */
  readonly family: Family
  readonly uses: readonly Consumer[]
}

export function findOperationUses(
  operation: Operation,
  { module, calls, findDeclarations }: Border,
): OperationUses {
  const { symbol, member } = operation
  const declarations = findDeclarations(symbol.id, member)
  const family = calls.familyOf(declarations)
  const uses = calls
    .usesOf([...family])
    .filter(
      ({ kind, node }) => kind !== 'get' && isUsingSide(node, { operation, module, program: calls.program }),
    )
  return { operation, family, uses }
}

interface Side {
  readonly operation: Operation
  readonly module: string
  readonly program: Program
}

/** Whether a node stands on the side of the border that calls the operation. */
export function isUsingSide(node: ts.Node, { operation, module, program }: Side): boolean {
  const inside = program.fileOf(node)?.module === module
  return operation.symbol.direction === 'inbound' ? !inside : inside
}

/** How an operation answers when it is called. */
export function answerOf({ symbol, member }: Operation) {
  return symbol.members.find(({ name }) => name === member)?.answer ?? symbol.answer
}
