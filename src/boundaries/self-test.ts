import { performance } from 'node:perf_hooks'
import { openWorkingTree, overlayTree, readFacts, type SourceTree } from '../facts/index.js'
import { deriveGraph } from '../graph/index.js'
import type { Config } from '../kernel/config.js'
import { ruleNames, type Violation } from '../kernel/finding.js'
import type { Problem } from '../kernel/problem.js'
import { type ActiveRule, deriveContext, findViolations, listActiveRules, severityOf } from './judge.js'
import { needsTables } from './needs-tables.js'
import { identityOf } from './ratchet/index.js'
import type { Plant } from './rule.js'
import type { Planted, SelfTestResult, Skipped } from './self-test-result.js'
import { deriveDistrust, findNothing } from './trust.js'

export interface SelfTestRequest {
  /** Absolute path. */
  readonly root: string
  readonly config: Config
  /** Absolute path; null reads everything anew for every rule. */
  readonly cacheFolder: string | null
  /** ISO date. */
  readonly today: string
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Plants what each active rule forbids, as source text in memory, lets parser, resolver and rules look at it, and
 * tells which rules found it. Costs one reading of the project per active rule; the disk stays as it is.
 */
export async function selfTest(request: SelfTestRequest): Promise<SelfTestResult> {
  const started = performance.now()
  const { root, config, today, onProgress } = request
  const tree = openWorkingTree(root)
  const seen = await look(tree, config, request)
  const { graph } = seen
  const active = listActiveRules({ ...seen, config, known: () => false, today })
  const shown: Planted[] = []
  const silent: Planted[] = []
  const skipped = [...listSwitchedOff(config), ...listOwnRules(config)]
  for (const [at, rule] of active.entries()) {
    onProgress?.(at, active.length)
    const plants = rule.rule.plants(rule.context)
    if (plants.length === 0)
      skipped.push({ rule: rule.rule.name, reason: 'nothing can break it under this config' })
    const silentPlants = new Set(await findSilent(plants, { tree, rule, request }))
    for (const plant of plants) {
      const planted = { rule: rule.rule.name, label: plant.label }
      if (silentPlants.has(plant)) silent.push(planted)
      else shown.push(planted)
    }
  }
  onProgress?.(active.length, active.length)
  return {
    schemaVersion: 1,
    shown,
    silent,
    skipped,
    problems: [
      ...(findNothing(graph, config) ?? []),
      ...silent.map(planted => describeSilent(planted, config)),
    ],
    durationMs: Math.round(performance.now() - started),
  }
}

/** What rules are given of a tree. */
async function look(tree: SourceTree, config: Config, { cacheFolder }: SelfTestRequest) {
  const facts = await readFacts({ tree, config, cacheFolder, tables: needsTables(config) })
  const { graph } = deriveGraph(facts, config)
  return { graph, idleWaivers: deriveDistrust({ facts, paths: tree.paths, config }).idle }
}

interface Field {
  readonly tree: SourceTree
  readonly rule: ActiveRule
  readonly request: SelfTestRequest
}

/** So many plants that their neighbours hide are given a field of their own. */
const retries = 8

/**
 * The plants that their rule does not find. All that fit beside each other are planted at once; the few that are
 * not found there are tried alone, since cycles, for one, grow together.
 */
async function findSilent(plants: readonly Plant[], field: Field): Promise<readonly Plant[]> {
  if (plants.length === 0) return []
  const before = new Set(findViolations(field.rule).map(identityOf))
  const silent: Plant[] = []
  for (const batch of packPlants(plants)) silent.push(...(await findSilentIn(batch, before, field)))
  if (silent.length > retries) return silent
  const alone: Plant[] = []
  for (const plant of silent) alone.push(...(await findSilentIn([plant], before, field)))
  return alone
}

/** Batches in which no two plants want different text for one path. */
function packPlants(plants: readonly Plant[]): readonly (readonly Plant[])[] {
  const batches: { readonly plants: Plant[]; readonly files: Map<string, string> }[] = []
  for (const plant of plants) {
    const files = Object.entries(plant.files)
    let batch = batches.find(each => files.every(([path, text]) => (each.files.get(path) ?? text) === text))
    if (batch === undefined) {
      batch = { plants: [], files: new Map() }
      batches.push(batch)
    }
    batch.plants.push(plant)
    for (const [path, text] of files) batch.files.set(path, text)
  }
  return batches.map(batch => batch.plants)
}

async function findSilentIn(
  plants: readonly Plant[],
  before: ReadonlySet<string>,
  { tree, rule: { rule, severity }, request }: Field,
): Promise<readonly Plant[]> {
  const config = plants.reduce((changed, plant) => plant.config?.(changed) ?? changed, request.config)
  const files: Record<string, string> = Object.assign({}, ...plants.map(plant => plant.files))
  const seen = await look(overlayTree(tree, files), config, request)
  const context = deriveContext(rule, { ...seen, config, known: () => false, today: request.today })
  const found = findViolations({ rule, severity, context }).filter(each => !before.has(identityOf(each)))
  const byFile = groupByFile(found)
  return plants.filter(plant => !isFound(plant, found, byFile))
}

/** Most plants are found in one of their own files; all others are looked at after that. */
function isFound(
  { files, expects }: Plant,
  found: readonly Violation[],
  byFile: ReadonlyMap<string, readonly Violation[]>,
): boolean {
  return Object.keys(files).some(file => byFile.get(file)?.some(expects)) || found.some(expects)
}

function groupByFile(violations: readonly Violation[]): ReadonlyMap<string, readonly Violation[]> {
  const byFile = new Map<string, Violation[]>()
  for (const violation of violations) {
    const same = byFile.get(violation.from.file)
    if (same === undefined) byFile.set(violation.from.file, [violation])
    else same.push(violation)
  }
  return byFile
}

function listSwitchedOff(config: Config): Skipped[] {
  return ruleNames
    .filter(name => severityOf(name, config) === 'off')
    .map(rule => ({
      rule,
      reason: config.rules.has(rule) ? 'switched off in the config' : 'off until the config switches it on',
    }))
}

function listOwnRules(config: Config): Skipped[] {
  return config.ownRules.map(({ name }) => ({
    rule: `own/${name}`,
    reason: 'a rule of your own: only its author knows what breaks it',
  }))
}

function describeSilent({ rule, label }: Planted, config: Config): Problem {
  return {
    code: 'rule-silent',
    message: `${rule} does not find a violation that was planted for it: ${label}.`,
    place: config.locate(config.rules.has(rule) ? ['rules', rule] : ['rules']),
    hint: 'Look whether "exclude", "kinds" or the paths of the modules keep the rule from seeing it. If not, this is a bug of Banyan: please report it.',
  }
}
