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
export function findUses(undeclared: Undeclared): ReadonlyMap<string, readonly string[]> {
  const violations = findViolations(undeclared, 'undeclared-dependency')
  const byModule = groupBy(violations, ({ from }) => from.module ?? '')
  return new Map(
    [...byModule].map(([from, own]) => [from, [...new Set(own.flatMap(({ to }) => to.module ?? []))].sort()]),
  )
}

/** Module → its files that others import past its index files. */
export function findDeepUses(undeclared: Undeclared): ReadonlyMap<string, readonly DeepUse[]> {
  const violations = findViolations(undeclared, 'private-import')
  const byModule = groupBy(violations, ({ to }) => to.module ?? '')
  return new Map(
    [...byModule].map(([module, reaching]) => [
      module,
      [...groupBy(reaching, ({ to }) => to.file ?? '')].map(([file, own]) => ({
        file,
        users: new Set(own.map(({ from }) => from.module ?? '')),
      })),
    ]),
  )
}

function findViolations({ graph, config, today }: Undeclared, name: RuleName): readonly Violation[] {
  const rule = rules[name]
  return rule.find({
    graph,
    config,
    today,
    options: {},
    kinds: new Set(rule.kinds),
    facades: 'opaque',
    known: () => false,
  })
}
