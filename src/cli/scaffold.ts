import path from 'node:path'
import { describeFileError } from '../kernel/file-error.js'
import { refuse } from '../kernel/problem.js'
import type { Answers } from '../scaffold/answers.js'
import {
  endTools,
  finishProduct,
  makeFolder,
  nameBanyan,
  type PackageTool,
  placeProduct,
  planProduct,
  readToolVersion,
  type TakeBack,
  tarballSource,
  usualVersions,
} from '../scaffold/index.js'
import { describeScaffold } from './describe-scaffold.js'
import { type ExitCode, exitCodes } from './exit-codes.js'
import { gatherAnswers } from './gather-answers.js'
import { cleanWhenInterrupted } from './interrupt.js'
import { deliver, type OutputTarget } from './outputs.js'
import { readProduct } from './product.js'
import { carryOut, type PlanFormat, renderPlan } from './show-plan.js'
import { note } from './streams.js'

export interface ScaffoldRequest {
  /** Answers from the command line. */
  readonly given: Readonly<Record<string, unknown>>
  readonly answersFile: string | null
  readonly folder: string | null
  readonly merge: boolean
  readonly yes: boolean
  readonly dryRun: boolean
  readonly quiet: boolean
  readonly targets: readonly OutputTarget<PlanFormat>[]
}

/** Asks for what is missing, writes the product, installs it and tells what to do next. */
export async function scaffold(request: ScaffoldRequest): Promise<ExitCode> {
  const { dryRun, quiet, targets } = request
  const { version } = readProduct()
  const answers = await gatherAnswers(request)
  const root = placeProduct({ folder: request.folder, name: answers.name, merge: request.merge })
  const installs = answers.install && !dryRun
  const tool = await findTool(answers, installs)
  const source = installs ? await nameBanyan(process.cwd()) : tarballSource()
  const plan = planProduct({ answers, root, version, banyan: source.specifier, tool })
  const shown = path.relative(process.cwd(), root) || '.'
  const outcome = dryRun
    ? carryOut(root, plan, true)
    : writeInto(root, shown, () => carryOut(root, plan, false))
  const onStep = (step: string) => (quiet ? undefined : note(`${step} …`))
  const finished = dryRun
    ? null
    : await finishProduct({
        root,
        answers,
        version,
        banyan: source.specifier,
        tool,
        packs: source.packs,
        isOnline: source.isOnline,
        onStep,
      })
  cleanWhenInterrupted(null)
  const told = describeScaffold({ answers, tool, shown, plan, finished })
  await deliver(targets, quiet, format =>
    format === 'json'
      ? renderPlan(outcome, format, {
          lines: [],
          data: { folder: shown, answers, kept: plan.kept, finished },
        })
      : told.lines.join('\n'),
  )
  for (const problem of told.problems) note(problem)
  return told.problems.length === 0 ? exitCodes.clean : exitCodes.refused
}

/** Writes into the folder, and takes everything back where it cannot, or is interrupted before the product is complete. */
function writeInto<T>(root: string, shown: string, write: () => T): T {
  const takeBack = makeOrRefuse(root, shown)
  try {
    const written = write()
    cleanWhenInterrupted(async () => {
      await endTools()
      takeBack?.()
      return takeBack !== null
    })
    return written
  } catch (error) {
    takeBack?.()
    throw error
  }
}

function makeOrRefuse(root: string, shown: string): TakeBack {
  try {
    return makeFolder(root)
  } catch (error) {
    const { reason, hint } = describeFileError(error)
    return refuse('write-failed', `The folder ${shown} cannot be made: ${reason}.`, hint)
  }
}

async function findTool({ 'package-manager': name }: Answers, isNeeded: boolean): Promise<PackageTool> {
  const version = await readToolVersion(name, process.cwd())
  if (version !== null || !isNeeded) return { name, version: version ?? usualVersions[name] }
  return refuse(
    'usage',
    `${name} is not installed here.`,
    `Install it (npm install --global ${name}), take another one with --package-manager, or leave it for later with --no-install.`,
  )
}
