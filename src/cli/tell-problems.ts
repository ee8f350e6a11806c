import type { Session } from './session.js'
import { note } from './streams.js'

/** The graph is shown all the same; it is `check` that refuses to trust it. */
export function tellProblems({ quiet }: Session, count: number): void {
  if (count === 0 || quiet) return
  note(
    `${count === 1 ? 'One problem makes' : `${count} problems make`} this incomplete; banyan check lists them.`,
  )
}
