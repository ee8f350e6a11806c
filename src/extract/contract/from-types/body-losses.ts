import type { LossName } from '../lossiness.js'
import { findMadeObjects } from './find-made-objects.js'
import { findMutations } from './find-mutations.js'
import { findSharedState } from './find-shared-state.js'
import type { FoundOperation } from './find-operation.js'
import type { Spot, TypeReading } from './type-reading.js'

/** What callers share with the body today, and will not share once what is handed over is a copy. */
export function noteBodyLosses({ implementation }: FoundOperation, spot: Spot, reading: TypeReading): void {
  if (implementation === null) return
  const { program, lose } = reading
  for (const { name, node } of findMutations(implementation, program))
    lose(
      'mutation',
      { ...spot, at: `${spot.at}(${name})`, node: null, declaration: node },
      node.getText().slice(0, 60),
    )
  for (const { kind, name, node } of findSharedState(implementation, program)) {
    const at = kind === 'answer' ? `${spot.at}()` : `${spot.at}(${name})`
    lose('identity' satisfies LossName, { ...spot, at, node: null, declaration: node }, name)
  }
  for (const { what, node } of findMadeObjects(implementation))
    lose(
      what,
      { ...spot, at: `${spot.at}()`, node: null, declaration: node },
      node.getText().split('\n', 1)[0]?.slice(0, 60),
    )
}
