import type { ProblemCode } from '../problem.js'
import type { JsonPath } from './json-path.js'

/** Parts of a config that are right one by one and wrong together. */
export interface Contradiction {
  readonly code: ProblemCode
  readonly path: JsonPath
  readonly at: 'value' | 'key'
  readonly message: string
  readonly hint: string
}
