import type { Place } from '../../kernel/finding.js'
import type { CrossingSymbol, Direction } from '../seam/seam.js'

/**
 * What becomes of a symbol when the module leaves; a closed catalogue, `docs/extract.md` says more of each. From what
 * costs nothing to what cannot be done: the treatment of a symbol is the last one among those of its members.
 */
export const treatments = {
  type: 'copied into the contract',
  wiring: 'bound anew: the client takes its place where the program is put together',
  configuration: 'given to both sides',
  pure: 'replicated in a package that both sides use',
  'shared-kernel': 'put into a package with versions that both sides use',
  event: 'published and subscribed through the bus',
  remote: 'called over the network',
  move: 'moved to the other side, where it belongs',
  refuse: 'cannot travel',
} as const
export type Treatment = keyof typeof treatments

/** Why something got its treatment: a sentence, and the place in the code that says so. */
export interface Reason {
  readonly text: string
  readonly place: Place
}

export interface MemberTreatment {
  readonly member: string
  readonly treatment: Treatment
  readonly reason: Reason
}

export interface SymbolTreatment {
  /** `id` of the symbol. */
  readonly symbol: string
  readonly direction: Direction
  readonly treatment: Treatment
  readonly reason: Reason
  /** Of each member that is used across the border. */
  readonly members: readonly MemberTreatment[]
}

/** A function or method that is called over the network once the module has left. */
export interface Operation {
  /** `UsersService.findOne`; the function's own name for a function. Unique in a seam. */
  readonly name: string
  readonly symbol: CrossingSymbol
  /** Null when the symbol itself is called. */
  readonly member: string | null
}
