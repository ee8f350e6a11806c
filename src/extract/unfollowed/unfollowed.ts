import type { Place } from '../../kernel/finding.js'
import type { Direction } from '../seam/seam.js'

/** Ways over the border that no name in the code leads along, each with what makes it visible; a closed catalogue. */
export const unfollowedKinds = {
  'unknown-receiver': {
    effect: 'nothing is known of the object, and a class on the other side has a member of this name',
    wayOut: 'write down the type of the object, or install the packages that tell it',
  },
  'computed-member': {
    effect: 'which member is called is told at run time',
    wayOut: 'a table of the operations that may be meant, by name',
  },
  reflection: {
    effect: 'members are looked up by reflection',
    wayOut: 'name the members that are used',
  },
  'computed-import': {
    effect: 'which file is loaded is told at run time',
    wayOut: 'a table of imports, by name',
  },
} as const
export type UnfollowedKind = keyof typeof unfollowedKinds

/** A place at which the border may be crossed, and nobody can tell whether. */
export interface Unfollowed {
  readonly kind: UnfollowedKind
  readonly direction: Direction
  readonly place: Place
  readonly test: boolean
  /** What stands there, as written. */
  readonly text: string
  /** What may be meant: `UsersService.findOne`, or the class alone; empty where any file may be. */
  readonly candidates: readonly string[]
}
