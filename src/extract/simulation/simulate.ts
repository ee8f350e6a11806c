import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Copied, copyRepository } from './copy/copy-repository.js'
import { enclosingWorkspace } from './copy/enclosing-workspace.js'
import { installRuntime } from './copy/install-runtime.js'
import { refusePlugNPlay } from './copy/refuse-plug-n-play.js'
import { instrumentCopy } from './instrument/instrument-copy.js'
import { byTest, compareTests, findFlaky, keyOf } from './outcome/compare-tests.js'
import { describeOperations } from './outcome/describe-operations.js'
import { judge } from './outcome/judge.js'
import { defaultTests, type SimulationRequest, type TestRequest } from './request.js'
import { type Finished, type Workplace, runRound } from './run-round.js'
import { findTestCommand } from './runner/find-test-command.js'
import type { TestCommand } from './runner/runner.js'
import type { Round, Simulation } from './simulation.js'

/**
 * Runs the repository's own tests with remote semantics at a module's border, in a copy that is removed afterwards: as
 * they are, with something at the border that lets all through, and with the wire in between.
 */
export async function simulate(request: SimulationRequest): Promise<Simulation> {
  const tests = { ...defaultTests, ...request.tests }
  const command = findTestCommand(request.root, commonFolder(request.moduleFiles), tests)
  if (command === null || request.operations.length === 0)
    return conclude({ request, tests, command, copied: null, finished: [], placed: nothing })
  refusePlugNPlay(request.root, enclosingWorkspace(request.root))
  const place = createWorkplace(request, tests, command)
  try {
    request.onStep?.('Copying')
    const copied = copyRepository(place.workspace, place.workspaceCopy)
    const finished = await runBaselines(place)
    if (!finished.some(({ run }) => run.end === 'finished' && run.passed > 0))
      return conclude({ request, tests, command, copied, finished, placed: nothing })
    const placed = instrumentCopy(request, place.copy)
    const rounds: readonly Round[] = ['local', 'remote', ...(request.faults ? (['faults'] as const) : [])]
    for (const round of rounds)
      if (request.signal?.aborted !== true) finished.push(await runRound(place, round))
    return conclude({ request, tests, command, copied, finished, placed })
  } finally {
    if (request.keep !== true) rmSync(place.folder, { recursive: true, force: true })
  }
}

/** The copy keeps the name of its folder: some code looks at it. */
function createWorkplace(request: SimulationRequest, tests: TestRequest, command: TestCommand): Workplace {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'banyan-simulation-')))
  const root = realpathSync(request.root)
  const workspace = enclosingWorkspace(root)
  const workspaceCopy = path.join(folder, path.basename(workspace))
  const copy = path.join(workspaceCopy, path.relative(workspace, root))
  return {
    request,
    tests,
    command,
    folder,
    workspace,
    workspaceCopy,
    copy,
    runtime: () => installRuntime(copy),
  }
}

/** Twice where that is cheap: what ends differently without us is never blamed on the border. */
async function runBaselines(place: Workplace): Promise<Finished[]> {
  const first = await runRound(place, 'off')
  const cheap = first.run.milliseconds < 60_000 ? 2 : 1
  const finished = [first]
  const wanted = first.run.end === 'finished' ? (place.tests.baselines ?? cheap) : 1
  while (finished.length < wanted && place.request.signal?.aborted !== true)
    finished.push(await runRound(place, 'off'))
  return finished
}

interface Conclusion {
  readonly request: SimulationRequest
  readonly tests: TestRequest
  readonly command: TestCommand | null
  readonly copied: Copied | null
  readonly finished: readonly Finished[]
  readonly placed: Placed
}

type Placed = ReturnType<typeof instrumentCopy>

const nothing: Placed = { refusals: [], aliases: new Map() }

function conclude({ request, tests, command, copied, finished, placed }: Conclusion): Simulation {
  const baselines = finished.filter(({ run }) => run.round === 'off').map(({ results }) => byTest(results))
  const [before = byTest([])] = baselines
  const flaky = findFlaky(baselines)
  const differences = finished
    .filter(({ run }) => run.round !== 'off')
    .flatMap(({ run, results, records }) =>
      compareTests({ round: run.round, before, after: byTest(results), flaky, records }),
    )
  const records = finished.filter(({ run }) => run.round === 'remote').flatMap(each => each.records)
  const operations = describeOperations(request.operations, records, placed)
  const runs = finished.map(({ run }) => run)
  return {
    schemaVersion: 1,
    module: request.module,
    verdict: judge({ runs, differences, operations }),
    command,
    ownTests: tests.ownTests,
    copied: { files: copied?.files ?? 0, bytes: copied?.bytes ?? 0, kept: keptAt(request, finished) },
    runs,
    failingBefore: [...before.values()].filter(
      result => result.status === 'failed' && !flaky.includes(keyOf(result)),
    ),
    flaky,
    differences,
    crossed: operations.filter(({ crossings }) => crossings > 0).length,
    operations,
  }
}

function keptAt({ keep }: SimulationRequest, [first]: readonly Finished[]): string | null {
  return keep === true && first !== undefined ? first.copy : null
}

/** The folder around all files of a module, with `/`. */
function commonFolder([first = '', ...others]: readonly string[]): string {
  let folder = path.posix.dirname(first)
  while (folder !== '.' && others.some(each => !each.startsWith(`${folder}/`)))
    folder = path.posix.dirname(folder)
  return folder
}
