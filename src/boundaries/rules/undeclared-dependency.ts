import type { Module } from '../../graph/graph.js'
import type { Violation } from '../../kernel/finding.js'
import type { Crossing } from '../crossings.js'
import { declarationsOf, describeDeclaration, findPermission, visitUses } from '../declarations.js'
import { findTarget, listModulePairs, plantImports } from '../plant-import.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { testsOption } from '../tests-option.js'
import { describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** A module uses another one without naming it in `dependsOn`, or in a way that its entry does not permit. */
export const undeclaredDependency: Rule = {
  name: 'undeclared-dependency',
  severity: 'error',
  kinds: ['value', 'type'],
  options: testsOption,
  find: findUndeclared,
  idle: () => [],
  plants: plantUndeclared,
}

function findUndeclared(context: RuleContext): readonly Violation[] {
  const { graph, options } = context
  const violations: Violation[] = []
  visitUses(
    context,
    (from, to, kind) => findPermission(graph, from, to, kind) === null,
    ({ crossing, from, to }) => {
      if (options.tests === false && graph.files.get(crossing.dependency.from)?.test) return
      const hint = describeWayOut(context, from, to)
      for (const symbol of symbolsOf(crossing.dependency)) {
        violations.push(describeUndeclared({ crossing, from, to, symbol, hint }))
      }
    },
  )
  return mergeSites(violations)
}

interface Undeclared {
  readonly crossing: Crossing
  readonly from: Module
  readonly to: Module
  readonly symbol: string | null
  readonly hint: string
}

function describeUndeclared({ crossing, from, to, symbol, hint }: Undeclared): Violation {
  const { dependency } = crossing
  const behind = to !== crossing.to
  const file = behind ? dependency.definedIn : dependency.to
  return {
    rule: 'undeclared-dependency',
    from: sourceOf(dependency, from, symbol),
    to: { module: to.name, file },
    message: `${describePermission(from, to)}: ${describeImport(dependency, symbol)}${behind ? `, which comes from ${file}` : ''}.`,
    hint,
    kind: dependency.kind,
  }
}

/** What the config says about the pair: nothing, or some kinds only. */
function describePermission(from: Module, to: Module): string {
  const kinds = (declarationsOf(from).get(to.name) ?? []).flatMap(declared => declared.kinds ?? [])
  if (kinds.length === 0) return `Module "${from.name}" does not declare "${to.name}"`
  return `Module "${from.name}" may use "${to.name}" for ${kinds.join(' and ')} only`
}

function describeWayOut(context: RuleContext, from: Module, to: Module): string {
  const declared = declarationsOf(from).get(to.name) ?? []
  if (declared.length === 0) {
    return `If "${from.name}" is to use "${to.name}", ${describeDeclaration(context, from, to)}; else go through a module that it may use.`
  }
  const typesOnly = declared.every(entry => entry.kinds?.includes('type'))
  const widen = `widen the kinds of "${to.name}" in "dependsOn" of "${from.name}"`
  return typesOnly ? `Import it with \`import type\`, or ${widen}.` : `Use it as declared, or ${widen}.`
}

/** For each pair of modules that no entry covers in full, an import from one into the other. */
function plantUndeclared(context: RuleContext): readonly Plant[] {
  const imports = listModulePairs(context.graph).flatMap(([from, to]) => {
    const kind = [...context.kinds].find(each => findPermission(context.graph, from, to, each) === null)
    const target = findTarget(context.graph, to, () => true)
    return kind === undefined || target === null ? [] : [{ from, to: to.name, target, kind }]
  })
  return plantImports(context, 'undeclared-dependency', imports)
}
