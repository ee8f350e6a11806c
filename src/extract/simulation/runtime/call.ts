import type { AnswerForm } from '../../contract/contract.js'
import type { Caller } from './caller.js'
import type { Side, State } from './state.js'

/** One call over the border. */
export interface Call {
  readonly operation: string
  readonly answer: AnswerForm
  readonly args: readonly unknown[]
  /** Runs the operation on the other side. */
  readonly run: (args: readonly unknown[]) => unknown
  /** Side on which it runs. */
  readonly to: Side
  readonly caller: Caller | null
  /** Test in which it began. */
  readonly test: string
  readonly state: State
}
