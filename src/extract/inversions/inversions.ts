import type { Place } from '../../kernel/finding.js'

/**
 * How one side of a border gets itself called by the other. `callback`: runs within the call it is handed to;
 * `callback-list`: is kept and called later; `strategy`: an object or class whose members are called; `visitor`: a
 * strategy that walks the other's data; `template-method`: a base class calls what a subclass across the border
 * overrides; `event-name`: published on one side, handled on the other; `multi-provider`: a container gathers what both
 * sides provide.
 */
export const inversionKinds = [
  'callback',
  'callback-list',
  'subscribe',
  'strategy',
  'visitor',
  'template-method',
  'event-name',
  'middleware',
  'multi-provider',
] as const
export type InversionKind = (typeof inversionKinds)[number]

/** What to do about an inversion; a closed catalogue. */
export const remedies = {
  event: 'publish an event, and subscribe to it on the other side',
  webhook: 'a call in both directions: who registers offers an operation, and its address is registered',
  move: 'move what is registered to the side that calls it',
  refuse: 'runs within the call, with what is around it: cannot travel',
} as const
export type Remedy = keyof typeof remedies

/** What one side of a border hands to the other to be called by it. */
export interface Inversion {
  readonly kind: InversionKind
  /** Whether the module calls what others registered, or others call what the module registered. */
  readonly calledBy: 'module' | 'others'
  /** What takes it: the function, base class or event, `OrdersService.onPlaced`. */
  readonly through: string
  /** What is registered, as written. */
  readonly registered: string
  /** Where it is registered. */
  readonly place: Place
  readonly test: boolean
  /** Where it is called back; empty where nobody was found who does. */
  readonly calledBack: readonly Place[]
  /** Whether whoever calls it uses what it answers: then it is called over the network in both directions. */
  readonly answerUsed: boolean
  readonly remedy: Remedy
}
