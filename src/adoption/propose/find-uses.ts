import { rules } from '../../boundaries/index.js'
import type { Graph } from '../../graph/index.js'
import type { Config } from '../../kernel/config.js'
import type { RuleName, Violation } from '../../kernel/finding.js'
import { groupBy } from '../group-by.js'
import type { DeepUse } from './propose-public.js'

/** A graph without permissions: no dependency is declared, and only index files are public. */
export interface Undeclared {
  readonly graph: Graph
  readonly config: Config
  readonly today: string
}

/** Module → modules that it uses, as the rules will see it; in order of name. */
export function findUses(undeclared: Undeclared, tests: boolean): ReadonlyMap<string, readonly string[]> {
  const violations = findViolations(undeclared, 'undeclared-dependency', tests)
  const byModule = groupBy(violations, ({ from }) => from.module ?? '')
  return new Map(
    [...byModule].map(([from, own]) => [from, [...new Set(own.flatMap(({ to }) => to.module ?? []))].sort()]),
  )
}

/** Module → its files that others import past its index files. */
export function findDeepUses(undeclared: Undeclared): ReadonlyMap<string, readonly DeepUse[]> {
  const { graph } = undeclared
  const violations = findViolations(undeclared, 'private-import', true)
  const byModule = groupBy(violations, ({ to }) => to.module ?? '')
  const usersOf = (own: readonly Violation[]) => new Set(own.map(({ from }) => from.module ?? ''))
  return new Map(
    [...byModule].map(([module, reaching]) => [
      module,
      [...groupBy(reaching, ({ to }) => to.file ?? '')].map(([file, own]) => {
        const users = usersOf(own.filter(({ from }) => !graph.files.get(from.file)?.test))
        return { file, users, testUsers: new Set([...usersOf(own)].filter(user => !users.has(user))) }
      }),
    ]),
  )
}

function findViolations(
  { graph, config, today }: Undeclared,
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
  })
}
