import { rules } from '../../boundaries/index.js'
import type { Graph } from '../../graph/index.js'
import type { Config } from '../../kernel/config.js'
import type { RuleName, Violation } from '../../kernel/finding.js'
import { groupBy } from '../../kernel/group-by.js'
import type { DeepUse } from './propose-public.js'

/** What the rules are asked about. */
export interface Question {
  readonly graph: Graph
  readonly config: Config
  readonly today: string
}

/** Module → modules that it uses, as the rules see it while none is declared; in order of name. */
export function findUses(question: Question, tests: boolean): ReadonlyMap<string, readonly string[]> {
  const violations = findViolations(question, 'undeclared-dependency', tests)
  const byModule = groupBy(violations, ({ from }) => from.module ?? '')
  return new Map(
    [...byModule].map(([from, own]) => [from, [...new Set(own.flatMap(({ to }) => to.module ?? []))].sort()]),
  )
}

/** Module → how often others import it, each symbol counted. */
export function countUses(question: Question): ReadonlyMap<string, number> {
  const byModule = groupBy(
    findViolations(question, 'undeclared-dependency', true),
    ({ to }) => to.module ?? '',
  )
  return new Map([...byModule].map(([module, own]) => [module, own.length]))
}

/** Module → its files that others import past its public ones. */
export function findDeepUses(question: Question): ReadonlyMap<string, readonly DeepUse[]> {
  const { graph } = question
  const violations = findViolations(question, 'private-import', true)
  const byModule = groupBy(violations, ({ to }) => to.module ?? '')
  const usersOf = (own: readonly Violation[]) => new Set(own.map(({ from }) => from.module ?? ''))
  return new Map(
    [...byModule].map(([module, reaching]) => [
      module,
      [...groupBy(reaching, ({ to }) => to.file ?? '')].map(([file, own]) => {
        const users = usersOf(own.filter(({ from }) => !graph.files.get(from.file)?.test))
        const testUsers = new Set([...usersOf(own)].filter(user => !users.has(user)))
        return { file, users, testUsers, importers: new Set(own.map(({ from }) => from.file)).size }
      }),
    ]),
  )
}

/** How often tests import what is not public. */
export function countTestReaches(question: Question): number {
  const { graph } = question
  return findViolations(question, 'private-import', true).filter(
    ({ from }) => graph.files.get(from.file)?.test,
  ).length
}

function findViolations(
  { graph, config, today }: Question,
  name: RuleName,
  tests: boolean,
): readonly Violation[] {
  const rule = rules[name]
  return rule.find({
    graph,
    config,
    today,
    options: { tests },
    kinds: new Set(rule.kinds),
    facades: 'opaque',
    known: () => false,
    idleWaivers: new Set(),
  })
}
