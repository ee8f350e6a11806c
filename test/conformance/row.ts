import type { Stage } from './stage.js'
import type { Feature, Variant } from './proxies/reverse-proxy.js'

/** `pass`, or why not in a word or two. */
export type Verdict = string

/** One demand on a proxy. */
export interface Row {
  readonly title: string
  /** What is demanded, in one sentence. */
  readonly rule: string
  /** Where it is written, or `ours` for what this table demands beyond the standards. */
  readonly source: string
  /** Settings of the proxy that the row needs; `plain` when left out. */
  readonly variant?: Variant
  /** What the proxy must offer for the row to make sense. */
  readonly needs?: Feature
  /** The proxy may end in this row. */
  readonly ends?: boolean
  run(stage: Stage): Promise<Verdict>
}

export function passWhen(condition: boolean, reason: string): Verdict {
  return condition ? 'pass' : reason
}
