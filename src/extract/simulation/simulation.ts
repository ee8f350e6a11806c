import type { Place } from '../../kernel/finding.js'
import type { SimulatedOperation } from './request.js'

/**
 * What a round does at the border. `off`: the copy as it is; `local`: instrumented, calls go straight through;
 * `remote`: calls go through the wire; `faults`: as `remote`, and some calls fail.
 */
export const rounds = ['off', 'local', 'remote', 'faults'] as const
export type Round = (typeof rounds)[number]

export type TestStatus = 'passed' | 'failed' | 'skipped'

/** One test in one run. */
export interface TestResult {
  /** Relative to the root; empty where the runner does not tell. */
  readonly file: string
  /** Names of suites and test, joined by spaces. */
  readonly name: string
  readonly status: TestStatus
  readonly message: string | null
}

/** One run of the test command. */
export interface TestRun {
  readonly round: Round
  readonly milliseconds: number
  readonly end: 'finished' | 'timed-out' | 'not-started'
  /** Null when a signal ended it. */
  readonly exitCode: number | null
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Last words of the command; for those who look for why it did not start. */
  readonly told: string
}

/** What was seen at the border, beside the losses of the wire; a closed catalogue. */
export const observations = {
  argument: 'part of an argument does not survive the wire',
  result: 'part of the answer does not survive the wire',
  codec: 'plain JSON would not carry this; the wire form does, and so must the contract',
  error: 'part of an error does not survive the wire',
  'error-class': 'an error of this class crosses: the contract must carry it',
  'not-an-error': 'something that is no error is thrown',
  'mutated-argument': 'the operation changes its argument, which the caller would no longer see',
  'mutated-result':
    'the caller changes what it got, and the other side would no longer see it when it answers with it again',
  'same-result': 'the same object is the answer again; callers get another copy each time',
  'returned-argument': 'the answer is an object that the caller passed; it gets a copy back',
  'came-back': 'an object that came from the other side is passed back, and arrives there as another one',
  callback: 'a function is passed; it is called here as if it could travel',
  iterator: 'the answer is an iterator; it is handed out as if it could travel',
  stream: 'the answer is a stream; it is handed out as if it could travel',
  thenable: 'the answer is a promise of its own kind, of which only the value travels',
  lazy: 'the answer is a function that starts the work',
  sync: 'answers at once today: callers must learn to wait',
  'sync-throw': 'throws before it answers with a promise; callers get a rejection',
  floating: 'nobody waits for the answer',
  concurrent: 'several calls were under way at once',
  nested: 'called while the other side waits for this one: a call back',
  unsendable: 'cannot be written for the wire at all',
  deadline: 'took longer than a call may take',
  fault: 'failed on purpose',
} as const
export type ObservationKind = keyof typeof observations

export interface Observation {
  readonly kind: ObservationKind
  /** JSON pointer into the arguments (`/0/items`), the answer or the error; null where there is none. */
  readonly path: string | null
  /** More of it: what the wire loses, a name, a count. */
  readonly detail: string | null
  /** Tests in which it was seen, as `file › name`. */
  readonly tests: readonly string[]
}

/** A remote operation in the repository's own tests. */
export interface OperationReport {
  readonly operation: SimulatedOperation
  /** Calls over the border in the last round with the wire in between. */
  readonly crossings: number
  /** Calls per test, most first. */
  readonly tests: readonly { readonly test: string; readonly crossings: number }[]
  /** Files and functions that called, most first. */
  readonly callers: readonly { readonly caller: string; readonly crossings: number }[]
  readonly observations: readonly Observation[]
  /** Why nothing could be put in its place; null when it was. */
  readonly refused: { readonly reason: string; readonly place: Place } | null
}

/** A test that does not end as it did before. */
export interface TestDifference {
  readonly file: string
  readonly name: string
  readonly round: Round
  readonly before: TestStatus | null
  readonly after: TestStatus | null
  readonly message: string | null
  /** Operations that were crossed in it. */
  readonly operations: readonly string[]
}

/** In one word; a closed catalogue. */
export const verdicts = {
  'no-operations': 'nothing is called over the border: there is nothing to put a wire under',
  'no-tests': 'there is no test command, or it runs no test',
  'not-started': 'the tests do not start, with or without us',
  'all-fail': 'every test fails, with or without us: there is nothing to compare with',
  'timed-out': 'the tests took longer than they may',
  'local-differs': 'the tests notice that something stands at the border: nothing can be concluded',
  'not-crossed': 'the tests never cross the border: they prove nothing about it',
  breaks: 'tests that pass today fail with the wire in between',
  differs: 'the tests pass, and something does not survive the wire',
  holds: 'the tests pass, and all that crossed survives',
} as const
export type Verdict = keyof typeof verdicts

export interface Simulation {
  readonly schemaVersion: 1
  readonly module: string
  readonly verdict: Verdict
  /** What was run, where, by which runner; null when none was found. */
  readonly command: { readonly text: string; readonly folder: string; readonly runner: string } | null
  readonly ownTests: 'inside' | 'outside'
  readonly copied: { readonly files: number; readonly bytes: number; readonly kept: string | null }
  readonly runs: readonly TestRun[]
  /** Tests that failed before anything was changed: never blamed on the border. */
  readonly failingBefore: readonly TestResult[]
  /** Tests that end differently from run to run without us, as `file › name`. */
  readonly flaky: readonly string[]
  readonly differences: readonly TestDifference[]
  readonly crossed: number
  readonly operations: readonly OperationReport[]
}
