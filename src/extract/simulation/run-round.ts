import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { writeSettings } from './copy/install-runtime.js'
import { isTestFile } from './instrument/test-file.js'
import { readRecords } from './outcome/read-records.js'
import { defaultWire, type SimulationRequest, type TestRequest } from './request.js'
import { readResults } from './runner/read-results.js'
import { type CommandEnd, programFolders, runCommand } from './runner/run-command.js'
import type { TestCommand } from './runner/runner.js'
import { withReporter } from './runner/with-reporter.js'
import type { SimulationRecord } from './runtime/records.js'
import type { Settings } from './runtime/settings.js'
import type { Round, TestResult, TestRun } from './simulation.js'

/** Where a simulation works: a temporary folder with the copy and what is written about it. */
export interface Workplace {
  readonly request: SimulationRequest
  readonly tests: TestRequest
  readonly command: TestCommand
  readonly folder: string
  /** The repository, or the workspace around it; and its copy. */
  readonly workspace: string
  readonly workspaceCopy: string
  /** Where the request's root is in the copy. */
  readonly copy: string
  /** Puts the runtime into the copy and tells its folder; for rounds that need it. */
  readonly runtime: () => string
}

/** One run of the tests, with all that was written in it. */
export interface Finished {
  readonly run: TestRun
  readonly results: readonly TestResult[]
  readonly records: readonly SimulationRecord[]
  readonly copy: string
}

export async function runRound(place: Workplace, round: Round): Promise<Finished> {
  const { request, tests, command, folder, copy, workspace } = place
  request.onStep?.(`Running the tests: ${round}`)
  const records = path.join(folder, 'records')
  rmSync(records, { recursive: true, force: true })
  mkdirSync(records)
  if (round !== 'off') writeSettings(place.runtime(), settingsOf(place, round, records))
  const results = path.join(folder, 'results')
  rmSync(results, { force: true })
  const original = path.join(workspace, path.relative(place.workspaceCopy, copy), command.folder)
  const common = {
    folder: path.join(copy, command.folder),
    programs: programFolders(original, workspace),
    timeLimit: tests.timeLimit,
    signal: request.signal,
  }
  if (tests.prepare !== null) {
    const prepared = await runCommand({ ...common, text: tests.prepare })
    if (prepared.exitCode !== 0) return finish(place, round, { end: prepared, results: null, records: [] })
  }
  const text = withReporter({ command, results, folder: path.join(folder, 'reporter'), only: tests.only })
  const end = await runCommand({ ...common, text })
  return finish(place, round, {
    end,
    results: command.runner === 'other' ? asOneTest(end) : readResults(command.runner, results, copy),
    records: readRecords(records),
  })
}

interface Outcome {
  readonly end: CommandEnd
  readonly results: readonly TestResult[] | null
  readonly records: readonly SimulationRecord[]
}

function finish({ copy }: Workplace, round: Round, { end, results, records }: Outcome): Finished {
  const count = (status: TestResult['status']) =>
    (results ?? []).filter(each => each.status === status).length
  const finished = results === null ? 'not-started' : 'finished'
  const run: TestRun = {
    round,
    milliseconds: end.milliseconds,
    end: end.end === 'timed-out' ? 'timed-out' : finished,
    exitCode: end.exitCode,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    told: end.told,
  }
  return { run, results: results ?? [], records, copy }
}

/** A runner that we cannot read is one test: its exit code. */
function asOneTest({ exitCode, told }: CommandEnd): readonly TestResult[] {
  const passed = exitCode === 0
  return [
    {
      file: '',
      name: 'the test command',
      status: passed ? 'passed' : 'failed',
      message: passed ? null : told.slice(-2_000),
    },
  ]
}

function settingsOf({ request, tests, copy }: Workplace, round: Round, records: string): Settings {
  const inside = request.moduleFiles.filter(file => tests.ownTests === 'inside' || !isTestFile(file))
  const operations = request.operations.map(
    ({ id, direction, answer }) => [id, { direction, answer }] as const,
  )
  return {
    round,
    root: copy,
    records,
    inside,
    operations: Object.fromEntries(operations),
    wire: { ...defaultWire, ...request.wire },
    faults: request.faults ?? null,
  }
}
