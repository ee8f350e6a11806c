import type { Graph, Module } from '../../graph/graph.js'
import type { Config } from '../../kernel/config.js'
import type { Violation } from '../../kernel/finding.js'
import { deriveCrossings } from '../crossings.js'
import { dependsOnPackages, locateDeclaration } from '../declarations.js'
import type { Plant, Rule, RuleContext } from '../rule.js'

/** A module may use another one, but does not: the permission is wider than the code. */
export const unusedDependency: Rule = {
  name: 'unused-dependency',
  severity: 'warn',
  kinds: ['value', 'type', 'asset', 'mock'],
  options: { type: 'object', properties: {}, additionalProperties: false },
  find: findUnused,
  idle: () => [],
  plants: plantUnused,
}

function findUnused(context: RuleContext): readonly Violation[] {
  const used = deriveUsedModules(context)
  return listEntries(context).flatMap(modules => {
    const declared = new Set(modules.flatMap(module => module.dependsOn.map(({ module: name }) => name)))
    const existing = [...declared].filter(name => context.graph.modules.has(name))
    const unused = existing.filter(name => !modules.some(module => used.get(module.name)?.has(name)))
    return unused.map(name => describeUnused(context.config, modules, name))
  })
}

/** Modules grouped by the config entry that declares them; those that take package.json's word left out. */
function listEntries({ graph, config }: RuleContext): readonly (readonly [Module, ...Module[]])[] {
  const entries = new Map<string, [Module, ...Module[]]>()
  for (const module of graph.modules.values()) {
    if (dependsOnPackages(config, module)) continue
    const key = JSON.stringify(module.declaredAt)
    const same = entries.get(key)
    if (same === undefined) entries.set(key, [module])
    else same.push(module)
  }
  return [...entries.values()]
}

/** Module → modules that it uses; those behind a facade too when some rule looks through facades. */
function deriveUsedModules(context: RuleContext): ReadonlyMap<string, ReadonlySet<string>> {
  const transparent = seesThroughFacades(context)
  const used = new Map<string, Set<string>>()
  for (const { from, to, definedIn, dependency } of deriveCrossings(context.graph)) {
    if (from === null || !context.kinds.has(dependency.kind)) continue
    const names = used.get(from.name) ?? new Set()
    used.set(from.name, names)
    if (to !== null) names.add(to.name)
    if (transparent && definedIn !== null) names.add(definedIn.name)
  }
  return used
}

function seesThroughFacades({ config, facades }: RuleContext): boolean {
  const judged = config.rules.get('undeclared-dependency')?.options.facades
  return facades === 'transparent' || judged === 'transparent'
}

function describeUnused(config: Config, modules: readonly [Module, ...Module[]], unused: string): Violation {
  const [first] = modules
  const alone = modules.length === 1
  const entry = String(first.declaredAt[1])
  const subject = alone ? `Module "${first.name}"` : `Every module of "${entry}"`
  return {
    rule: 'unused-dependency',
    from: {
      module: alone ? first.name : null,
      ...locateDeclaration(config, first, unused),
      symbol: alone ? first.name : entry,
    },
    to: { module: unused, file: null },
    message: `${subject} may depend on "${unused}", but nothing in it does.`,
    hint: `Delete "${unused}" from "dependsOn" of "${entry}".`,
  }
}

/** For each entry of the config, one more permission, to a module that it does not use. */
function plantUnused(context: RuleContext): readonly Plant[] {
  const used = deriveUsedModules(context)
  return listEntries(context).flatMap(modules => {
    const [list, entry] = modules[0].declaredAt
    const target = list === 'modules' ? findStranger(context.graph, modules, used) : undefined
    if (target === undefined) return []
    return [
      {
        label: `${entry} → ${target}`,
        files: {},
        config: config => permit(config, String(entry), target),
        expects: ({ rule, from, to }) =>
          rule === 'unused-dependency' &&
          to.module === target &&
          (from.symbol === entry || from.symbol === modules[0].name),
      },
    ]
  })
}

function findStranger(
  graph: Graph,
  modules: readonly Module[],
  used: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  return [...graph.modules.keys()].find(name =>
    modules.every(
      module =>
        module.name !== name &&
        !used.get(module.name)?.has(name) &&
        !module.dependsOn.some(declared => declared.module === name),
    ),
  )
}

function permit(config: Config, entry: string, target: string): Config {
  const declared = { module: target, kinds: null, deprecated: null, until: null }
  const modules = config.modules.map(module =>
    module.name === entry && module.dependsOn !== 'package.json'
      ? { ...module, dependsOn: [...module.dependsOn, declared] }
      : module,
  )
  return { ...config, modules }
}
