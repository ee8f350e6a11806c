import type { ts } from 'ts-morph'
import type { Program } from '../program/program.js'
import type { Consumer } from './consumer.js'
import type { Family, FamilyFinder } from './families.js'
import type { References } from './references.js'
import type { Scope } from './scope.js'

/** What following a function through the program needs. */
export interface Following {
  readonly program: Program
  readonly references: References
  readonly familyOf: FamilyFinder
  readonly declarationsAt: (name: ts.Node) => readonly ts.Declaration[]
  readonly consumersOf: (scope: Scope) => readonly Consumer[]
  readonly usesOf: (declarations: Family) => readonly Consumer[]
  /** What was found for each scope. */
  readonly known: Map<Scope, readonly Consumer[]>
}
