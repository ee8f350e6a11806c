import type { Module } from '../../graph/graph.js'
import {
  type Coupling,
  deriveCouplings,
  deriveModuleDependencies,
  type ModuleDependency,
} from '../../graph/index.js'
import type { Dependency, Kind } from '../../kernel/dependency.js'
import type { Violation } from '../../kernel/finding.js'
import { derivePlantPath, findHost, findTarget, wrapScript, writeImport } from '../plant-import.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { compareViolations, describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/**
 * A module uses one that is less stable than itself (the Stable Dependencies Principle of Robert C. Martin). Off by
 * default: what is stable is a judgement on the whole system, and one import can tip it.
 */
export const unstableDependency: Rule = {
  name: 'unstable-dependency',
  severity: 'off',
  kinds: ['value', 'type'],
  options: {
    type: 'object',
    properties: {
      tolerance: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: 'By how much the used module may be less stable, from 0 to 1.',
        default: 0.1,
        examples: [0.2],
      },
      tests: {
        type: 'boolean',
        description: 'Whether imports of test files count; they do not unless this is true.',
        default: false,
      },
    },
    additionalProperties: false,
  },
  find: findUnstable,
  idle: () => [],
  plants: plantUnstable,
}

interface Measured {
  readonly dependencies: readonly ModuleDependency[]
  readonly couplings: ReadonlyMap<string, Coupling>
  readonly tolerance: number
}

function measure({ graph, kinds, facades, options }: RuleContext): Measured {
  const dependencies = deriveModuleDependencies(graph, kinds, { tests: options.tests === true, facades })
  return {
    dependencies,
    couplings: deriveCouplings(graph, dependencies),
    tolerance: typeof options.tolerance === 'number' ? options.tolerance : 0.1,
  }
}

function findUnstable(context: RuleContext): readonly Violation[] {
  const { dependencies, couplings, tolerance } = measure(context)
  const violations = dependencies.flatMap(({ from, to, imports }) => {
    const [own, used] = [couplings.get(from), couplings.get(to)]
    if (!own || !used || !exceeds(used.instability - own.instability, tolerance)) return []
    const modules = [context.graph.modules.get(from), context.graph.modules.get(to)]
    const [user, target] = modules as [Module, Module]
    return imports.flatMap(dependency =>
      symbolsOf(dependency).map(symbol =>
        describeUnstable(context, { user, target, own, used, dependency }, symbol),
      ),
    )
  })
  return mergeSites([...violations].sort(compareViolations))
}

/** Quotients of counts differ in their last bits; a difference as large as the tolerance is still fine. */
function exceeds(difference: number, tolerance: number): boolean {
  return difference > tolerance + 1e-9
}

interface UnstableUse {
  readonly user: Module
  readonly target: Module
  readonly own: Coupling
  readonly used: Coupling
  readonly dependency: Dependency
}

function describeUnstable(
  { graph }: RuleContext,
  { user, target, own, used, dependency }: UnstableUse,
  symbol: string | null,
): Violation {
  const isDirect = dependency.to !== null && graph.moduleOf(dependency.to) === target
  return {
    rule: 'unstable-dependency',
    from: sourceOf(dependency, user, symbol),
    to: { module: target.name, file: isDirect ? dependency.to : dependency.definedIn },
    message: `Module "${user.name}" (instability ${show(own)}) uses "${target.name}", which is less stable (${show(used)}): ${describeImport(dependency, symbol)}.`,
    hint: `Let "${user.name}" define an interface that "${target.name}" implements, or take away what makes "${target.name}" unstable: its own dependencies.`,
    kind: dependency.kind,
  }
}

function show({ instability, ca, ce }: Coupling): string {
  return `${instability.toFixed(2)}, Ca ${ca}, Ce ${ce}`
}

/** More files than this are not planted to tip one module. */
const mostFiles = 200

/**
 * One module is made stable and all others unstable: enough files planted in each of them import the first one, and
 * one file planted there imports them all. All pairs with that module fire side by side.
 */
function plantUnstable(context: RuleContext): readonly Plant[] {
  const { couplings, tolerance } = measure(context)
  const kind = context.kinds.has('value') ? 'value' : [...context.kinds][0]
  const [hub, ...others] = kind === undefined ? [] : listBeds(context, kind)
  if (hub === undefined || kind === undefined) return []
  const targets = others.map(({ target }) => target)
  const hubFile = { [hub.path]: importAll(hub.path, targets, kind) }
  const text = (path: string) => importAll(path, [hub.target], kind)
  return others.flatMap(({ module, path }) => {
    const count = countFiles(couplings.get(hub.module.name), couplings.get(module.name), tolerance)
    const paths = Array.from({ length: count }, (_, at) => path.replace('banyan-plant', `banyan-plant-${at}`))
    if (count === 0) return []
    return [
      {
        label: `${hub.module.name} → ${module.name}`,
        files: { ...hubFile, ...Object.fromEntries(paths.map(each => [each, text(each)])) },
        expects: ({ rule, from, to }) =>
          rule === 'unstable-dependency' && from.file === hub.path && to.module === module.name,
      },
    ]
  })
}

/** Modules with room for planted files. */
function listBeds({ graph, options }: RuleContext, kind: Kind) {
  return [...graph.modules.values()].flatMap(module => {
    const host = findHost(graph, module, options.tests === true)
    const target = findTarget(graph, module, () => true)
    const path = host === null ? null : derivePlantPath(host, kind === 'type')
    return path === null || target === null || graph.moduleOf(path) !== module
      ? []
      : [{ module, path, target }]
  })
}

/** How many planted files make a module less stable than the hub by more than the tolerance; 0: too many. */
function countFiles(hub: Coupling | undefined, module: Coupling | undefined, tolerance: number): number {
  const [stable, unstable] = [hub ?? { ca: 0, ce: 0 }, module ?? { ca: 0, ce: 0 }]
  for (let count = 1; count <= mostFiles; count++) {
    const low = (stable.ce + 1) / (stable.ca + count + stable.ce + 1)
    const high = (unstable.ce + count) / (unstable.ca + 1 + unstable.ce + count)
    if (exceeds(high - low, tolerance)) return count
  }
  return 0
}

function importAll(path: string, targets: readonly string[], kind: Kind): string {
  const lines = targets.map((target, at) => writeImport(path, { target, kind, to: target }, `planted${at}`))
  return wrapScript(path, lines.join('\n'))
}
