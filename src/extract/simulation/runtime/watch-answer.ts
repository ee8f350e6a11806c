import type { Call } from './call.js'
import { observe } from './records.js'

/** Milliseconds after which a promise that nobody took counts as let go of. */
const patience = 20

/**
 * Tells when nobody waits for a promise. `await` and `Promise.all` look at its constructor first, all others call
 * `then`: whoever does neither has let go of it.
 */
export function watchAnswer(answer: Promise<unknown>, call: Call): Promise<unknown> {
  let taken = false
  const tell = () => {
    if (!taken) observe(call.operation, { kind: 'floating', test: call.test }, call.state)
  }
  // Before the promise is watched, since this looks at the constructor too. Its rejection stays unhandled when nobody
  // handles it, as it is without us.
  answer.then(
    () => {
      call.state.timers.setTimeout(tell, patience)
    },
    error => {
      tell()
      if (!taken) throw error
    },
  )
  const made = answer.constructor
  const constructorOf = () => {
    taken = true
    return made
  }
  Object.defineProperty(answer, 'constructor', { configurable: true, get: constructorOf })
  const then: typeof answer.then = (...handlers) => {
    taken = true
    return Promise.prototype.then.apply(answer, handlers) as never
  }
  Object.defineProperty(answer, 'then', { configurable: true, value: then })
  return answer
}
