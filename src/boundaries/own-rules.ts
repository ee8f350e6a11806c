import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Graph } from '../graph/graph.js'
import type { OwnRule } from '../kernel/config.js'
import type { Dependency } from '../kernel/dependency.js'
import type { Place, Violation } from '../kernel/finding.js'
import { loadScript } from '../kernel/load-script.js'
import type { Problem } from '../kernel/problem.js'
import type { OwnReport, OwnRuleDefinition } from './define-rule.js'
import { type Case, type Judgement, withSeverity } from './judge.js'
import { mergeSites } from './violations.js'

/** An own rule ready to run, or the reason why it is not. */
interface LoadedOwnRule {
  readonly setting: OwnRule
  readonly find: OwnRuleDefinition['find'] | null
  readonly problem: Problem | null
}

/** Own rules run on every graph of a check with the code of today: they are loaded once. */
export type OwnRules = readonly LoadedOwnRule[]

/** Loads the own rules that are switched on. A file that cannot be loaded is a problem of `judgeOwn`. */
export async function loadOwnRules(root: string, config: Case['config']): Promise<OwnRules> {
  const active = config.ownRules.filter(({ name }) => severityOfOwn(name, config) !== 'off')
  return Promise.all(active.map(setting => loadOwnRule(root, setting, config)))
}

function severityOfOwn(name: string, config: Case['config']) {
  return config.rules.get(`own/${name}`)?.severity ?? 'error'
}

async function loadOwnRule(root: string, setting: OwnRule, config: Case['config']): Promise<LoadedOwnRule> {
  const script = await loadScript(path.join(root, setting.file))
  if (!script.ok) {
    const place = { file: relativeTo(root, script.file), line: script.line, column: script.column }
    return { setting, find: null, problem: crashed(setting, script.message, place) }
  }
  const find = findFunctionOf(script.value)
  if (find !== null) return { setting, find, problem: null }
  const problem: Problem = {
    code: 'rule-crashed',
    message: `The default export of ${setting.file} is no rule: it has no function "find".`,
    place: config.locate(['ownRules', setting.name]),
    hint: "Write `export default defineRule({ find(graph, { report }) { … } })`, with defineRule from 'banyan'.",
  }
  return { setting, find: null, problem }
}

/** The rule's function; a bare function is a rule too. */
function findFunctionOf(exported: unknown): OwnRuleDefinition['find'] | null {
  if (typeof exported === 'function') return exported as OwnRuleDefinition['find']
  if (typeof exported !== 'object' || exported === null || !('find' in exported)) return null
  return typeof exported.find === 'function' ? (exported as OwnRuleDefinition).find.bind(exported) : null
}

/** Runs the own rules one after the other; one that throws or reports nonsense is a problem, not a bug. */
export async function judgeOwn(ownRules: OwnRules, request: Case): Promise<Judgement> {
  const violations: Violation[] = []
  const problems: Problem[] = []
  for (const rule of ownRules) {
    const judged = await runOwnRule(rule, request)
    violations.push(...judged.violations)
    problems.push(...judged.problems)
  }
  return { violations, problems }
}

async function runOwnRule({ setting, find, problem }: LoadedOwnRule, request: Case): Promise<Judgement> {
  if (find === null) return { violations: [], problems: problem === null ? [] : [problem] }
  const { graph, config, today } = request
  const reports: OwnReport[] = []
  const options = config.rules.get(`own/${setting.name}`)?.options ?? {}
  try {
    const returned = await find(graph, { report: report => void reports.push(report), options, today })
    if (Array.isArray(returned)) reports.push(...(returned as readonly OwnReport[]))
    const severity = severityOfOwn(setting.name, config)
    const violations = reports.map(report => deriveViolation(graph, setting, report))
    return {
      violations: mergeSites(violations).map(each =>
        withSeverity(each, severity === 'off' ? 'warn' : severity),
      ),
      problems: [],
    }
  } catch (error) {
    return {
      violations: [],
      problems: [crashed(setting, messageOf(error), placeOf(error, graph.root, setting.file))],
    }
  }
}

/** A report with what it leaves out filled in. Throws when it could not be shown or recognised again. */
function deriveViolation(graph: Graph, { name }: OwnRule, report: OwnReport): Violation {
  assertReport(report)
  const { at, message, hint, symbol, to, related } = report
  const edge = 'specifier' in at ? at : null
  const file = 'specifier' in at ? at.from : at.file
  const targetFile = to?.file ?? (edge?.external ? null : edge?.to) ?? null
  return {
    rule: `own/${name}`,
    from: {
      module: graph.moduleOf(file)?.name ?? null,
      file,
      line: at.line ?? 1,
      column: at.column ?? 1,
      symbol: symbol ?? (edge?.external ? edge.to : edge?.symbols[0]) ?? null,
    },
    to: {
      module: to?.module ?? (targetFile === null ? null : (graph.moduleOf(targetFile)?.name ?? null)),
      file: targetFile,
    },
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(edge === null ? {} : { kind: edge.kind }),
    ...(related === undefined ? {} : { related }),
  }
}

/** Rules may be plain JavaScript: what they report is looked at. */
function assertReport(report: unknown): asserts report is OwnReport {
  const { at, message } = (report ?? {}) as {
    readonly at?: Partial<Dependency> & Partial<Place>
    readonly message?: unknown
  }
  if (typeof message !== 'string' || message.trim() === '')
    throw new TypeError('It reported something without a "message".')
  const file = at?.specifier === undefined ? at?.file : at.from
  if (typeof file !== 'string') {
    throw new TypeError(
      `It reported "${message}" without a place: "at" must be an edge of the graph or { file, line, column }.`,
    )
  }
}

function crashed({ name, file }: OwnRule, message: string, place: Place): Problem {
  return {
    code: 'rule-crashed',
    message: `The own rule ${name} (${file}) failed: ${message}`,
    place,
    hint: 'Correct the rule, or turn it off in "rules".',
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Where an error was thrown: the first place of its stack in the rule's file, else in the project. */
function placeOf(error: unknown, root: string, file: string): Place {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n') : []
  const absolute = path.join(root, file)
  const names = [absolute, pathToFileURL(absolute).href, `${root}${path.sep}`]
  const frame = names.map(name => frames.find(line => line.includes(name))).find(line => line !== undefined)
  const [, where, line, column] =
    /\(?([^()]+?):(\d+):(\d+)\)?\s*$/.exec(frame?.replace(/^\s*at (?:async )?/, '') ?? '') ?? []
  if (where === undefined) return { file, line: 1, column: 1 }
  const inside = relativeTo(root, where.slice(Math.max(0, where.indexOf(root))))
  return { file: inside, line: Number(line), column: Number(column) }
}

function relativeTo(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/')
}
