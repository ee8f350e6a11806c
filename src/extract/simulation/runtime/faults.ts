import type { Call } from './call.js'
import { observe } from './records.js'

/** Whether this call is one that fails, and when; the same calls fail in each run. */
export function failOnPurpose({ operation, state, test }: Call): 'before' | 'after' | null {
  const count = (state.calls.get(operation) ?? 0) + 1
  state.calls.set(operation, count)
  const { faults, round } = state.settings
  if (faults === null || round !== 'faults') return null
  const nth = faults.every !== null && count % faults.every === 0
  if (!nth && draw(`${faults.seed} ${operation} ${test} ${count}`) >= faults.share) return null
  observe(operation, { kind: 'fault', detail: faults.when, test }, state)
  return faults.when
}

/** From 0 to below 1, from a text: FNV-1a with a last mix. */
function draw(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}
