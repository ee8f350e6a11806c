import { baselineFolder } from '../boundaries/index.js'
import type { SourceTree } from '../facts/index.js'
import { configFileNames } from '../kernel/config/find-config-file.js'
import type { Change } from '../kernel/plan.js'
import { refuse } from '../kernel/problem.js'
import type { Adoption, AdoptionAnswers } from './adoption.js'
import { asRecord, readManifest } from './find-modules/read-manifest.js'
import { configFile, proposeConfig } from './propose/propose-config.js'
import { findIgnoredPaths } from './propose/ignored-paths.js'
import { readBack } from './read-back.js'
import { recordBaseline } from './record-baseline.js'
import { renderConfig } from './render-config.js'
import { summarize } from './summarize.js'
import { type Survey, type SurveyRequest, surveyRepository } from './survey.js'

export interface AdoptionRequest extends SurveyRequest {
  readonly answers: AdoptionAnswers
  /** ISO date. */
  readonly today: string
  /** Whether a config and baseline that are already there are replaced. */
  readonly force: boolean
  /** What was read to ask the questions; read anew when left out. */
  readonly survey?: Survey
}

/**
 * Plans the config and baseline of a repository that has none, so that `check` is green at once: proven before
 * the plan is handed out. Throws a UserError for what cannot be adopted.
 */
export async function planAdoption(request: AdoptionRequest): Promise<Adoption> {
  const survey = request.survey ?? (await surveyRepository(request))
  const { tree, facts } = survey
  const old = listOld(tree)
  assertWritable(tree, old, request.force)
  const proposal = proposeConfig(survey, request.answers, request.today)
  const content = renderConfig(proposal.config, isInstalled(tree))
  const config = readBack(configFile, content)
  const recorded = await recordBaseline({ tree, facts, config, today: request.today })
  const written: readonly Change[] = [{ kind: 'create', path: configFile, content }, ...recorded.changes]
  return {
    plan: { title: 'Adopt this repository', changes: replaceOld(written, old) },
    summary: summarize({ survey, proposal, findings: recorded.result.findings }),
  }
}

/** Whether the project has Banyan among its own packages, or is about to. */
function isInstalled(tree: SourceTree): boolean {
  const { dependencies, devDependencies } = readManifest(tree, 'package.json') ?? {}
  const named = [dependencies, devDependencies].some(each => Object.hasOwn(asRecord(each) ?? {}, 'banyan'))
  return named || tree.exists('node_modules/banyan/schema/config.json')
}

/** Configs and baseline files that are there already. */
function listOld(tree: SourceTree): readonly string[] {
  const configs = configFileNames.filter(name => tree.exists(name))
  return [...configs, ...tree.paths.filter(path => path.startsWith(`${baselineFolder}/`))]
}

function assertWritable(tree: SourceTree, old: readonly string[], force: boolean): void {
  const [first] = old
  if (first !== undefined && !force) {
    refuse(
      'config-exists',
      `There is ${first} already.`,
      'Pass --force to replace the config and the baseline.',
      {
        file: first,
        line: 1,
        column: 1,
      },
    )
  }
  if (findIgnoredPaths(tree)(`${baselineFolder}/app.json`)) {
    const hint = `Take ${baselineFolder} out of .gitignore: the baseline is to be committed.`
    refuse('baseline-invalid', `git ignores ${baselineFolder}, so nobody else would have the baseline.`, hint)
  }
}

/** What stood there is updated, or deleted when nothing takes its place. */
function replaceOld(written: readonly Change[], old: readonly string[]): readonly Change[] {
  const paths = new Set(written.map(({ path }) => path))
  const replaced = written.map(change =>
    change.kind === 'create' && old.includes(change.path) ? { ...change, kind: 'update' as const } : change,
  )
  const gone = old.filter(path => !paths.has(path)).map(path => ({ kind: 'delete' as const, path }))
  return [...replaced, ...gone]
}
