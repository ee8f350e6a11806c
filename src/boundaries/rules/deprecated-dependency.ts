import type { Module } from '../../graph/graph.js'
import type { DeclaredDependency } from '../../kernel/config.js'
import type { Violation } from '../../kernel/finding.js'
import { findPermission, locateDeclaration, visitUses } from '../declarations.js'
import { findTarget, plantImports } from '../plant-import.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** A module uses an entry of its `dependsOn` that is to go: a warning until its date, an error after it. */
export const deprecatedDependency: Rule = {
  name: 'deprecated-dependency',
  severity: 'error',
  kinds: ['value', 'type'],
  options: { type: 'object', properties: {}, additionalProperties: false },
  find: findDeprecated,
  idle: () => [],
  plants: plantDeprecated,
}

function findDeprecated(context: RuleContext): readonly Violation[] {
  const { graph } = context
  const violations: Violation[] = []
  visitUses(
    context,
    (from, to, kind) => findPermission(graph, from, to, kind)?.deprecated != null,
    ({ crossing: { dependency }, from, to }) => {
      const declared = findPermission(graph, from, to, dependency.kind)
      if (declared === null) return
      const facts = describeDeprecation(context, declared, from)
      for (const symbol of symbolsOf(dependency)) {
        violations.push({
          rule: 'deprecated-dependency',
          from: sourceOf(dependency, from, symbol),
          to: { module: to.name, file: dependency.to },
          message: `${facts.message}: ${describeImport(dependency, symbol)}.`,
          hint: facts.hint,
          kind: dependency.kind,
          severity: facts.late ? 'error' : 'warn',
        })
      }
    },
  )
  return mergeSites(violations)
}

function describeDeprecation({ today, config }: RuleContext, declared: DeclaredDependency, from: Module) {
  const { module, deprecated, until } = declared
  const late = until !== null && today > until
  const end = until === null ? '' : late ? ` since ${until}` : ` until ${until}`
  const { file, line } = locateDeclaration(config, from, module)
  return {
    late,
    message: late
      ? `Module "${from.name}" still uses "${module}", which was to be gone${end} (${deprecated})`
      : `Module "${from.name}" uses "${module}", which is deprecated${end} (${deprecated})`,
    hint: `Move this use away from "${module}"; the last one gone, delete its entry (${file}:${line}).`,
  }
}

/** For each deprecated entry, one more use of it. */
function plantDeprecated(context: RuleContext): readonly Plant[] {
  const { graph, kinds } = context
  const imports = [...graph.modules.values()].flatMap(from =>
    from.dependsOn.flatMap(({ module: name, deprecated }) => {
      const to = graph.modules.get(name)
      const target = to && findTarget(graph, to, () => true)
      if (to === undefined || target == null || deprecated === null) return []
      const kind = [...kinds].find(each => findPermission(graph, from, to, each)?.deprecated != null)
      return kind === undefined ? [] : [{ from, to: name, target, kind }]
    }),
  )
  return plantImports(context, 'deprecated-dependency', imports)
}
