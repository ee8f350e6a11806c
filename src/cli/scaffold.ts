import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { refuse } from '../kernel/problem.js'
import { type AnswersInput, answersSchema, type Answers } from '../scaffold/answers.js'
import {
  completeAnswers,
  finishProduct,
  nameBanyan,
  type PackageTool,
  placeProduct,
  planProduct,
  readToolVersion,
  tarballSource,
  usualVersions,
} from '../scaffold/index.js'
import { askOptional, requireTexts } from './ask.js'
import { describeScaffold } from './describe-scaffold.js'
import { readEnvironment } from './environment.js'
import { type ExitCode, exitCodes } from './exit-codes.js'
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
  const outcome = dryRun ? carryOut(root, plan, true) : writeInto(root, () => carryOut(root, plan, false))
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
        onStep,
      })
  const shown = path.relative(process.cwd(), root) || '.'
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

/** Makes the folder that is written into, and takes it back where nothing comes of it. */
function writeInto<T>(root: string, write: () => T): T {
  const made = mkdirSync(root, { recursive: true })
  try {
    return write()
  } catch (error) {
    if (made !== undefined) rmSync(made, { recursive: true, force: true })
    throw error
  }
}

async function gatherAnswers({ given, answersFile, yes }: ScaffoldRequest): Promise<Answers> {
  const environment = readEnvironment()
  const file = answersFile === null ? null : { name: answersFile, content: readAnswers(answersFile) }
  const known: Readonly<Record<string, unknown>> = { ...(file?.content as object | undefined), ...given }
  const asked: Record<string, unknown> = {}
  if (typeof known.name !== 'string') {
    const { name } = await requireTexts(
      { name: { flag: 'a name (banyan new shop)', message: promptOf('name'), given: undefined } },
      environment,
    )
    asked.name = name
  }
  const isOpen = known.modules === undefined && known.example === undefined
  if (isOpen && environment.interactive && !yes) {
    const names = await askOptional(promptOf('modules'))
    asked.modules = names.split(/[\s,]+/).filter(Boolean)
  }
  return completeAnswers({ flags: { ...given, ...asked } as AnswersInput, file })
}

function promptOf(name: 'name' | 'modules'): string {
  const { prompt } = answersSchema.shape[name].meta() as { readonly prompt: { readonly message: string } }
  return prompt.message
}

function readAnswers(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return refuse('file-unreadable', `${file} cannot be read.`, 'Name a JSON file: --answers answers.json.')
  }
  try {
    return JSON.parse(text)
  } catch (error) {
    const place = { file, line: 1, column: 1 }
    return refuse('usage', `${file} is no JSON: ${(error as Error).message}.`, 'Correct it.', place)
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
