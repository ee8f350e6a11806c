import type { ts } from 'ts-morph'
import type { Bound, Repetition } from './chattiness.js'

/** One thing that makes a place run many times. */
export interface Round {
  readonly repetition: Repetition
  /** The loop, or the call that runs a callback for each item. */
  readonly node: ts.Node
  readonly over: ts.Node | null
  readonly bound: Bound | null
  /** What runs each time: variables declared in it differ from round to round. */
  readonly body: ts.Node
}
