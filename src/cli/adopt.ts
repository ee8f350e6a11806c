import { existsSync } from 'node:fs'
import path from 'node:path'
import { type AdoptionAnswers, planAdoption, type Survey, surveyRepository } from '../adoption/index.js'
import { checkProject } from '../api/check.js'
import { configFileNames } from '../kernel/config/find-config-file.js'
import { refuse } from '../kernel/problem.js'
import { describeAdoption } from './describe-adoption.js'
import { type ExitCode, exitCodeOf, exitCodes } from './exit-codes.js'
import { deliver, type OutputTarget } from './outputs.js'
import { parseModules } from './parse-modules.js'
import { projectOf, type Session } from './session.js'
import { carryOut, type PlanFormat, renderPlan } from './show-plan.js'

interface AdoptionRun {
  readonly session: Session
  readonly targets: readonly OutputTarget<PlanFormat>[]
  readonly dryRun: boolean
}

export interface AdoptionFlags {
  readonly yes: boolean
  readonly force: boolean
  /** `FOUND` or `FOUND=NAME`. */
  readonly modules: readonly string[] | undefined
  readonly layers: boolean | undefined
}

/** Finds what there is, asks what is open, writes config and baseline, and checks the outcome. */
export async function adopt(run: AdoptionRun, flags: AdoptionFlags): Promise<ExitCode> {
  const { session, targets, dryRun } = run
  const { root, cacheFolder, onProgress, today } = session
  if (!flags.force) assertUnconfigured(root)
  const survey = await surveyRepository({ root, cacheFolder, onProgress })
  const answers = await chooseAnswers(session, survey, flags)
  const { force } = flags
  const { plan, summary } = await planAdoption({
    root,
    cacheFolder,
    onProgress,
    today,
    answers,
    force,
    survey,
  })
  const outcome = carryOut(root, plan, dryRun)
  const checked = dryRun ? null : await checkProject({ ...projectOf(session), strict: true, today })
  const lines = describeAdoption(summary, checked?.result ?? null)
  const data = { summary, verdict: checked?.result.verdict ?? null }
  await deliver(targets, session.quiet, format => renderPlan(outcome, format, { lines, data }))
  return checked === null ? exitCodes.clean : exitCodeOf[checked.result.verdict]
}

/** Told before anything is read or asked; the plan looks again. */
function assertUnconfigured(root: string): void {
  const file = configFileNames.find(name => existsSync(path.join(root, name)))
  if (file === undefined) return
  const hint = 'Pass --force to replace the config and the baseline.'
  refuse('config-exists', `There is ${file} already.`, hint, { file, line: 1, column: 1 })
}

async function chooseAnswers(
  session: Session,
  survey: Survey,
  flags: AdoptionFlags,
): Promise<AdoptionAnswers> {
  const { modules, layers } = flags
  const given = modules === undefined ? null : parseModules(modules, survey.modules)
  if (flags.yes || !session.environment.interactive) return { modules: given, layers: layers ?? null }
  const { askSome, askYesNo } = await import('./ask.js')
  return {
    modules: given ?? (await askModules(survey, askSome)),
    layers:
      layers ?? ((await askYesNo('Write layers, where the code has a clear order?', true)) ? null : false),
  }
}

async function askModules(
  { modules }: Survey,
  askSome: typeof import('./ask.js').askSome,
): Promise<AdoptionAnswers['modules']> {
  const width = Math.max(...modules.map(({ name }) => name.length))
  const chosen = await askSome(
    `Which of these ${modules.length} are modules?`,
    modules.map(({ name, path, files }) => ({
      value: name,
      name: `${name.padEnd(width)}  ${path === '' ? '.' : path}, ${files} ${files === 1 ? 'file' : 'files'}`,
    })),
  )
  return chosen.length === modules.length ? null : Object.fromEntries(chosen.map(name => [name, name]))
}
