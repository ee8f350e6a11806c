import { ts } from 'ts-morph'
import { type CallGraph, isFunctionValue, type Scope, scopeOf } from '../calls/index.js'
import type { OperationUses } from '../calls/operation-uses.js'

/** All code from which an operation is reached, found from the operations outwards. */
export interface Reach {
  /** Operations that a call crosses to. */
  readonly crossings: ReadonlyMap<ts.Node, string>
  /** Functions that a call runs and that reach an operation. */
  readonly runs: ReadonlyMap<ts.Node, readonly Run[]>
  readonly scopes: ReadonlySet<Scope>
}

/** A function that a call runs: its callee, or what it is handed. */
export interface Run {
  readonly scope: Scope
  readonly handed: ts.Node | null
}

export function findReach(found: readonly OperationUses[], calls: CallGraph): Reach {
  const crossings = new Map<ts.Node, string>()
  const runs = new Map<ts.Node, Run[]>()
  const scopes = new Set<Scope>()
  for (const { operation, uses } of found) {
    for (const { kind, node } of uses) {
      if (kind !== 'call' && kind !== 'get') continue
      crossings.set(node, operation.name)
      scopes.add(scopeOf(node))
    }
  }
  for (const scope of scopes) {
    for (const consumer of calls.consumersOf(scope)) {
      scopes.add(scopeOf(consumer.node))
      // A callback that is written where it is handed over is counted where it stands.
      if (consumer.kind === 'hand' && isFunctionValue(scope)) continue
      const run = { scope, handed: consumer.kind === 'hand' ? consumer.value : null }
      const known = runs.get(consumer.node)
      if (known === undefined) runs.set(consumer.node, [run])
      else known.push(run)
    }
  }
  return { crossings, runs, scopes }
}

/** The outermost functions: nobody in the program calls them. */
export function findRoots({ scopes }: Reach, calls: CallGraph): readonly Scope[] {
  return [...scopes].filter(scope => !ts.isSourceFile(scope) && calls.consumersOf(scope).length === 0)
}
