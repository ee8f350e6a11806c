import type { AnswerForm } from '../contract/contract.js'
import type { Direction } from '../seam/seam.js'

/** A remote operation as the simulation needs to know it: plain data, without the compiler's nodes. */
export interface SimulatedOperation {
  /** Unique; `UsersService.findOne`. */
  readonly id: string
  /** Declaring file, relative to the root. */
  readonly file: string
  /** Declared name in that file; `default` for what has none. */
  readonly symbol: string
  /** Null when the symbol itself is called. */
  readonly member: string | null
  readonly direction: Direction
  readonly answer: AnswerForm
}

/** What goes wrong on purpose: calls that fail with code `unavailable`. */
export interface Faults {
  /** Part of the calls, from 0 to 1. */
  readonly share: number
  /** Each nth call of an operation; null for none. */
  readonly every: number | null
  /** Whether the operation has run by then: `after` loses the answer only. */
  readonly when: 'before' | 'after'
  readonly seed: number
}

/** How the wire behaves. */
export interface Wire {
  /** Milliseconds of each way. */
  readonly latency: number
  /** Milliseconds that a call may take; null for as long as it likes. */
  readonly deadline: number | null
  /** Names of classes whose instances the contract rebuilds on the other side; all others arrive as plain data. */
  readonly rebuilt: readonly string[]
  /** Whether synchronous operations answer with a promise, as they will have to. */
  readonly strictAsync: boolean
}

export const defaultWire: Wire = { latency: 2, deadline: 30_000, rebuilt: [], strictAsync: false }

/** Which tests are run, and how. */
export interface TestRequest {
  /** In place of the repository's own test command; run by a shell in the folder of the module's package. */
  readonly command: string | null
  /** Name of the script in package.json. */
  readonly script: string
  /** Added behind the runner's own flags: paths or patterns of tests. */
  readonly only: readonly string[]
  /** Run in the copy before each round, such as a build that tests need. */
  readonly prepare: string | null
  /** Milliseconds that one run may take. */
  readonly timeLimit: number
  /** Runs of the untouched copy that tell which tests flake; null: two when one takes less than a minute. */
  readonly baselines: number | null
  /** Whether tests in the module's own folder stand inside of its border, or call it as others do. */
  readonly ownTests: 'inside' | 'outside'
}

export const defaultTests: TestRequest = {
  command: null,
  script: 'test',
  only: [],
  prepare: null,
  timeLimit: 600_000,
  baselines: null,
  ownTests: 'inside',
}

/** What is simulated. Paths are relative to the root, with `/`. */
export interface SimulationRequest {
  /** Absolute. */
  readonly root: string
  readonly module: string
  readonly moduleFiles: readonly string[]
  readonly operations: readonly SimulatedOperation[]
  readonly wire?: Partial<Wire>
  readonly tests?: Partial<TestRequest>
  /** One more round in which calls fail; null for none. */
  readonly faults?: Faults | null
  /** Leaves the copy where it is and tells its path. */
  readonly keep?: boolean
  /** Told each step, for a line on a terminal. */
  readonly onStep?: (step: string) => void
  /** Ends the run; what it made is removed. */
  readonly signal?: AbortSignal
}
