import { ts } from 'ts-morph'
import type { Injection } from '../frameworks/framework.js'
import type { Program } from '../program/program.js'
import type { Consumer } from './consumer.js'
import { createFamilyFinder, type Family, type FamilyFinder } from './families.js'
import { findBodies } from './find-bodies.js'
import { findUnresolved, followDeclarations, followScope } from './follow-uses.js'
import type { Following } from './following.js'
import { resolveInjected } from './resolve-injected.js'
import { indexReferences, type References } from './references.js'
import { resolveSymbol } from './resolve-symbol.js'
import type { Scope } from './scope.js'

/**
 * Who runs what. Nothing is resolved before it is asked for: one walk notes where names stand, and the checker is asked
 * about the names on the way from operations to those who reach them.
 */
export interface CallGraph {
  readonly program: Program
  readonly references: References
  readonly familyOf: FamilyFinder
  /** Declarations of the repository and of libraries that a name or member stands for; none when it cannot be told. */
  readonly declarationsAt: (name: ts.Node) => readonly ts.Declaration[]
  /** What a name or member stands for, overrides included, as far as it has a body. */
  readonly bodiesAt: (name: ts.Node) => readonly Scope[]
  /** What happens to a scope's function, at each place that uses it. */
  readonly consumersOf: (scope: Scope) => readonly Consumer[]
  /** The same for declarations, without what overrides and interfaces add. */
  readonly usesOf: (declarations: readonly ts.Node[]) => readonly Consumer[]
  /** Members of a name on objects about which nothing is known: may be uses of anything with this name. */
  readonly unresolved: (name: string) => readonly ts.Node[]
}

interface CallGraphRequest {
  readonly program: Program
  readonly injections?: readonly Injection[]
}

export function createCallGraph({ program, injections = [] }: CallGraphRequest): CallGraph {
  const { checker } = program
  const references = indexReferences(program)
  const familyOf = createFamilyFinder(program, references)
  const injected = resolveInjected(program, injections)
  const declarationsAt = (name: ts.Node) => resolveSymbol(name, checker)?.declarations ?? injected(name)
  const knownUses = new WeakMap<Family, readonly Consumer[]>()
  const following: Following = {
    program,
    references,
    familyOf,
    declarationsAt,
    consumersOf: scope => followScope(scope, following),
    usesOf: declarations => {
      const found = knownUses.get(declarations)
      if (found !== undefined) return found
      // What is assigned in a circle is found on the way out of it.
      knownUses.set(declarations, [])
      const uses = followDeclarations(declarations, following)
      knownUses.set(declarations, uses)
      return uses
    },
    known: new Map(),
  }
  return {
    program,
    references,
    familyOf,
    declarationsAt,
    bodiesAt: name => findBodies(declarationsAt(name), familyOf),
    consumersOf: following.consumersOf,
    usesOf: declarations => {
      const uses = following.usesOf(new Set(declarations))
      return declarations.some(ts.isAccessor)
        ? uses
        : uses.filter(({ kind }) => kind !== 'get' && kind !== 'set')
    },
    unresolved: name => findUnresolved(name, following),
  }
}
