import type { Graph } from '../../graph/graph.js'
import { deriveModuleDependencies, type ModuleDependency } from '../../graph/index.js'
import type { Dependency } from '../../kernel/dependency.js'
import type { RelatedPlace, Violation } from '../../kernel/finding.js'
import { describeTangle, findCycleCuts } from '../cycle-cuts.js'
import { plantModuleCycles } from '../plant-cycles.js'
import type { Rule, RuleContext } from '../rule.js'
import { compareViolations, describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** Modules that use each other in a circle; told at every import between the two modules to part. */
export const moduleCycle: Rule = {
  name: 'module-cycle',
  severity: 'error',
  kinds: ['value'],
  options: {
    type: 'object',
    properties: {
      tests: {
        type: 'boolean',
        description: 'Whether imports of test files count; they do not unless this is true.',
        default: false,
      },
    },
    additionalProperties: false,
  },
  find: findModuleCycles,
  idle: () => [],
  plants: plantModuleCycles,
}

function findModuleCycles(context: RuleContext): readonly Violation[] {
  const { graph, kinds, facades, options, known } = context
  const names = [...graph.modules.keys()].sort()
  const numbers = new Map(names.map((name, number) => [name, number]))
  const numberOf = (name: string) => numbers.get(name) ?? 0
  const dependencies = deriveModuleDependencies(graph, kinds, { tests: options.tests === true, facades })
  const byPair = new Map(
    dependencies.map(each => [numberOf(each.from) * names.length + numberOf(each.to), each]),
  )
  const pairOf = (from: number, to: number) => byPair.get(from * names.length + to) as ModuleDependency
  const cuts = findCycleCuts(
    names.length,
    dependencies.map(({ from, to }) => [numberOf(from), numberOf(to)]),
    (from, to) => costOf(graph, pairOf(from, to), known),
  )
  const violations = cuts.flatMap(cut => {
    const steps = cut.way.slice(1).map((to, index) => pairOf(cut.way[index] ?? to, to))
    const cycle = [cut.from, ...cut.way].map(number => `"${names[number]}"`).join(' → ')
    return describePair(graph, pairOf(cut.from, cut.to), {
      message: `Modules form a cycle, ${cycle}${describeTangle(cut, 'modules')}`,
      related: steps.map(describeStep),
    })
  })
  return mergeSites([...violations].sort(compareViolations))
}

/**
 * The number of imports between two modules; nothing once one of them is accepted: the direction is accepted then
 * as the one to part, so that a further import in it is what is new, and not an old one elsewhere.
 */
function costOf(graph: Graph, pair: ModuleDependency, known: RuleContext['known']): number {
  const isKnown = listUses(pair).some(use => known(startViolation(graph, pair, use)))
  return isKnown ? 0 : pair.imports.length
}

/** One symbol of one import. */
interface Use {
  readonly dependency: Dependency
  readonly symbol: string | null
}

function listUses({ imports }: ModuleDependency): readonly Use[] {
  return imports.flatMap(dependency => symbolsOf(dependency).map(symbol => ({ dependency, symbol })))
}

function describePair(
  graph: Graph,
  pair: ModuleDependency,
  { message, related }: { readonly message: string; readonly related: readonly RelatedPlace[] },
): readonly Violation[] {
  return listUses(pair).map(use => ({
    ...startViolation(graph, pair, use),
    message: `${message}: ${describeImport(use.dependency, use.symbol)}.`,
    hint: `Cut what "${pair.from}" uses of "${pair.to}": move it into a module that both may use, or turn it into an event or an interface of "${pair.from}".`,
    related,
  }))
}

/** What identifies a violation. With transparent facades the target may be the module behind the imported file. */
function startViolation(graph: Graph, pair: ModuleDependency, { dependency, symbol }: Use): Violation {
  const { to, definedIn, kind } = dependency
  const isDirect = to !== null && graph.moduleOf(to)?.name === pair.to
  return {
    rule: 'module-cycle',
    from: sourceOf(dependency, graph.modules.get(pair.from) ?? null, symbol),
    to: { module: pair.to, file: isDirect ? to : definedIn },
    message: '',
    kind,
  }
}

function describeStep({ from, to, imports }: ModuleDependency): RelatedPlace {
  const [first] = imports as readonly [Dependency, ...Dependency[]]
  const more = imports.length > 1 ? ` (1 of ${imports.length} imports)` : ''
  return {
    file: first.from,
    line: first.line,
    column: first.column,
    message: `"${from}" uses "${to}": ${describeImport(first, first.symbols[0] ?? null)}${more}`,
  }
}
