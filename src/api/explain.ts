import { type Rule, ruleCatalogue, rules } from '../boundaries/index.js'
import {
  type Explanation,
  explainDependency,
  explainFile,
  explainImport,
  explainModule,
  explainPath,
  matchSubject,
  type PathEnd,
  type RuleExplanation,
  type Subject,
} from '../explanation/index.js'
import { explainImport as resolveImport, openWorkingTree } from '../facts/index.js'
import type { Graph, Module } from '../graph/index.js'
import type { Config } from '../kernel/config.js'
import type { Problem } from '../kernel/problem.js'
import { listActiveRules, settingOf } from './active-rules.js'
import { openProject, type Project, type ProjectOptions } from './open-project.js'
import { readGraph } from './read-graph.js'

export interface ExplainRequest extends ProjectOptions {
  /** A module, a rule or a file. */
  readonly thing: string
  /** A module, a file or an import of the first one. */
  readonly other?: string
  /** A path as the user wrote it → relative to the root, with `/`. */
  readonly normalize: (path: string) => string
}

interface ExplainOutcome {
  readonly explanation: Explanation
  /** What makes the graph behind it incomplete. */
  readonly problems: readonly Problem[]
}

export async function explain({
  thing,
  other,
  normalize,
  ...options
}: ExplainRequest): Promise<ExplainOutcome> {
  const project = await openProject(options)
  const { graph, problems } = await readGraph(project, options.onProgress)
  const subject = matchSubject({ graph, rules: Object.keys(rules), normalize }, thing, other)
  return { explanation: await answer(project, graph, subject), problems }
}

async function answer(project: Project, graph: Graph, subject: Subject): Promise<Explanation> {
  const { config, root } = project
  switch (subject.kind) {
    case 'rule':
      return explainRule(config, subject.name)
    case 'module':
      return explainModule(graph, subject.module, listActiveRules(config))
    case 'file':
      return explainFile(graph, subject.path, listActiveRules(config))
    case 'dependency':
      return explainDependency(graph, subject.from, subject.to)
    case 'path':
      return explainPath(graph, describeEnd(subject.from), describeEnd(subject.to))
    case 'import': {
      const { from, specifier } = subject
      const { resolution, steps } = resolveImport(openWorkingTree(root), config, { from, specifier })
      return explainImport(graph, { from, specifier, steps, ...describeTarget(resolution) })
    }
  }
}

function describeTarget(resolution: ReturnType<typeof resolveImport>['resolution']) {
  switch (resolution.kind) {
    case 'file':
      return { to: resolution.path, external: false }
    case 'external':
      return { to: resolution.name, external: true }
    case 'missing':
      return { to: null, external: false }
  }
}

function describeEnd(end: Module | string): PathEnd {
  return typeof end === 'string' ? { name: end, files: [end] } : { name: end.name, files: end.files }
}

function explainRule(config: Config, name: string): RuleExplanation {
  const rule = Object.values(rules).find(candidate => candidate.name === name) as Rule
  const { title, summary, help, page } = ruleCatalogue[rule.name]
  return { kind: 'rule', name, title, summary, help, page, kinds: rule.kinds, ...settingOf(config, rule) }
}
