import type { Module } from '../../graph/graph.js'
import { isOutward } from '../../graph/index.js'
import type { Violation } from '../../kernel/finding.js'
import type { Problem } from '../../kernel/problem.js'
import type { Crossing } from '../crossings.js'
import { visitUses } from '../declarations.js'
import { suggestName } from '../name-patterns.js'
import { findTarget, type ImportToPlant, listModulePairs, plantImports } from '../plant-import.js'
import type { Rule, RuleContext } from '../rule.js'
import { testsOption } from '../tests-option.js'
import { describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** A module uses one of an outer layer. Modules without a layer are not judged, on either side. */
export const layerViolation: Rule = {
  name: 'layer-violation',
  severity: 'error',
  kinds: ['value', 'type'],
  options: testsOption,
  find: findOutward,
  idle: findIdle,
  plants: context =>
    plantImports(
      context,
      'layer-violation',
      listModulePairs(context.graph)
        .filter(([from, to]) => isOutward(context.graph, from, to))
        .flatMap(([from, to]) => chooseImport(context, from, to)),
    ),
}

function findOutward(context: RuleContext): readonly Violation[] {
  const { graph, options } = context
  const violations: Violation[] = []
  visitUses(
    context,
    (from, to) => isOutward(graph, from, to),
    ({ crossing, from, to }) => {
      if (options.tests === false && graph.files.get(crossing.dependency.from)?.test) return
      for (const symbol of symbolsOf(crossing.dependency)) {
        violations.push(describeOutward({ crossing, from, to }, symbol))
      }
    },
  )
  return mergeSites(violations)
}

interface Use {
  readonly crossing: Crossing
  readonly from: Module
  readonly to: Module
}

function describeOutward({ crossing, from, to }: Use, symbol: string | null): Violation {
  const { dependency } = crossing
  const isBehind = to !== crossing.to
  const file = isBehind ? dependency.definedIn : dependency.to
  const origin = isBehind ? `, which comes from ${file}` : ''
  return {
    rule: 'layer-violation',
    from: sourceOf(dependency, from, symbol),
    to: { module: to.name, file },
    message: `Module "${from.name}" of layer "${from.layer}" uses "${to.name}" of the outer layer "${to.layer}": ${describeImport(dependency, symbol)}${origin}.`,
    hint: `Move what is used into layer "${from.layer}" or further in, or let "${from.name}" define an interface that "${to.name}" implements.`,
    kind: dependency.kind,
  }
}

/** A module may name a layer that is not there, and layers are idle when no module is in one. */
function findIdle({ graph, config }: RuleContext): readonly Problem[] {
  const { layers, modules } = graph
  const layered = [...modules.values()].filter(({ layer }) => layer !== null)
  const unknown = layered
    .filter(({ layer }) => layer !== null && !layers.includes(layer))
    .map(
      (module): Problem => ({
        code: 'rule-empty',
        message: `Module "${module.name}" is in the layer "${module.layer}", which "layers" does not have.`,
        place: config.locate([...module.declaredAt, 'layer']),
        hint: `${suggestName(module.layer ?? '', layers)}Correct the name, or add the layer to "layers".`,
      }),
    )
  if (layers.length === 0 || layered.length > 0) return unknown
  return [
    {
      code: 'rule-empty',
      message: 'There are layers, but no module is in one of them.',
      place: config.locate(['layers']),
      hint: 'Give modules a "layer", or turn layer-violation off.',
    },
  ]
}

function chooseImport(context: RuleContext, from: Module, to: Module): readonly ImportToPlant[] {
  const [kind] = context.kinds
  const target = findTarget(context.graph, to, () => true)
  return kind === undefined || target === null ? [] : [{ from, target, kind, to: to.name }]
}
