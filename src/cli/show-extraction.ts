import { extract, simulateExtraction } from '../api/extract.js'
import type { ExtractFormat } from '../kernel/output-formats.js'
import { refuse } from '../kernel/problem.js'
import { renderExtraction, renderSimulation } from '../report/index.js'
import { exitCodes } from './exit-codes.js'
import { deliver, type OutputTarget } from './outputs.js'
import { stopProgress } from './progress.js'
import { projectOf, type Session, stdoutColor, stdoutColumns } from './session.js'
import { stopSignal } from './stop-signal.js'
import { note } from './streams.js'

export interface ExtractFlags {
  readonly module: string
  readonly 'dry-run': boolean
  readonly simulate: boolean
  readonly command?: string
  readonly prepare?: string
  readonly only?: readonly string[]
  readonly 'own-tests'?: 'inside' | 'outside'
  readonly latency?: number
  /** Per cent of the calls. */
  readonly faults?: number
  /** Seconds. */
  readonly 'time-limit'?: number
}

type Targets = readonly OutputTarget<ExtractFormat>[]

/** Tells what an extraction would take, or tries it in memory; whatever is asked for, the repository stays as it is. */
export async function showExtraction(session: Session, targets: Targets, flags: ExtractFlags): Promise<void> {
  if (flags.simulate) return showSimulation(session, targets, flags)
  if (!flags['dry-run'])
    refuse(
      'usage',
      'extract only looks so far: it does not move code yet.',
      'Pass --dry-run to see what it would take, or --simulate to try it in memory.',
    )
  const extraction = await extract({ ...projectOf(session), module: flags.module })
  stopProgress()
  await deliver(targets, session.quiet, (format, toScreen) =>
    renderExtraction(extraction, styleOf(session, format, toScreen)),
  )
}

async function showSimulation(session: Session, targets: Targets, flags: ExtractFlags): Promise<void> {
  const stop = new AbortController()
  void stopSignal().then(signal => {
    note('Stopping: the tests are ended, the copy is removed.')
    stop.abort(signal)
  })
  const simulation = await simulateExtraction({
    ...projectOf(session),
    signal: stop.signal,
    module: flags.module,
    command: flags.command,
    prepare: flags.prepare,
    only: flags.only,
    ownTests: flags['own-tests'],
    latency: flags.latency,
    faults: flags.faults === undefined ? undefined : flags.faults / 100,
    timeLimit: flags['time-limit'] === undefined ? undefined : flags['time-limit'] * 1000,
    onStep: step => {
      stopProgress()
      if (!session.quiet) note(step)
    },
  })
  if (stop.signal.aborted)
    process.exit(stop.signal.reason === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated)
  await deliver(targets, session.quiet, (format, toScreen) =>
    renderSimulation(simulation, styleOf(session, format, toScreen)),
  )
  if (simulation.verdict === 'breaks') process.exitCode = exitCodes.findings
  else if (simulation.verdict !== 'holds' && simulation.verdict !== 'differs')
    process.exitCode = exitCodes.refused
}

function styleOf(session: Session, format: ExtractFormat, toScreen: boolean) {
  return { format, color: toScreen && stdoutColor(session), columns: stdoutColumns() }
}
