import type { Call } from './call.js'
import { observe } from './records.js'

/** Functions that are arguments themselves are kept, so that the rest can be seen; what lies deeper is lost. */
export function reviveFunctions(arrived: readonly unknown[], call: Call): readonly unknown[] {
  return call.args.map((sent, index) => {
    if (typeof sent !== 'function') return arrived[index]
    observe(
      call.operation,
      { kind: 'callback', path: `/${index}`, detail: sent.name || null, test: call.test },
      call.state,
    )
    return sent
  })
}
