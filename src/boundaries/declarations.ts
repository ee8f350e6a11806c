import type { Graph, Module } from '../graph/graph.js'
import { isOpenTo } from '../graph/index.js'
import type { Config, DeclaredDependency } from '../kernel/config.js'
import type { Kind } from '../kernel/dependency.js'
import type { Place } from '../kernel/finding.js'
import { type Crossing, deriveCrossings } from './crossings.js'
import type { RuleContext } from './rule.js'

const declarationsOfModule = new WeakMap<Module, ReadonlyMap<string, readonly DeclaredDependency[]>>()

/** The entries of `dependsOn` by the module that they name; several when kinds are declared one by one. */
export function declarationsOf(module: Module): ReadonlyMap<string, readonly DeclaredDependency[]> {
  const known = declarationsOfModule.get(module)
  if (known !== undefined) return known
  const declarations = new Map<string, DeclaredDependency[]>()
  for (const declared of module.dependsOn) {
    const same = declarations.get(declared.module)
    if (same === undefined) declarations.set(declared.module, [declared])
    else same.push(declared)
  }
  declarationsOfModule.set(module, declarations)
  return declarations
}

/**
 * The entry that permits edges of a kind; one that is not deprecated where there is a choice. An open module needs none, but what
 * is said about it holds.
 */
export function findPermission(
  graph: Graph,
  from: Module,
  to: Module,
  kind: Kind,
): DeclaredDependency | null {
  const declarations = declarationsOf(from).get(to.name)
  if (declarations === undefined) return isOpenTo(graph, from, to) ? permitAll(to) : null
  let permission: DeclaredDependency | null = null
  for (const declared of declarations) {
    if (declared.kinds !== null && !declared.kinds.includes(kind)) continue
    if (declared.deprecated === null) return declared
    permission ??= declared
  }
  return permission
}

function permitAll({ name }: Module): DeclaredDependency {
  return { module: name, kinds: null, deprecated: null, until: null }
}

/** A module that an edge of another module uses. */
type Visit = (use: { readonly crossing: Crossing; readonly from: Module; readonly to: Module }) => void

/**
 * Calls `visit` for every use of another module under the rule's kinds and that `accept` lets through. With
 * transparent facades the module behind a facade counts as used too; a module's own facade was judged where
 * it imports.
 */
export function visitUses(
  context: Pick<RuleContext, 'graph' | 'kinds' | 'facades'>,
  accept: (from: Module, to: Module, kind: Kind) => boolean,
  visit: Visit,
): void {
  const transparent = context.facades === 'transparent'
  for (const crossing of deriveCrossings(context.graph)) {
    const { from, to, definedIn, dependency } = crossing
    if (from === null || to === from || !context.kinds.has(dependency.kind)) continue
    if (to !== null && accept(from, to, dependency.kind)) visit({ crossing, from, to })
    if (!transparent || definedIn === null || definedIn === to || definedIn === from) continue
    if (accept(from, definedIn, dependency.kind)) visit({ crossing, from, to: definedIn })
  }
}

/** Whether the packages named in its package.json are what a module may use. */
export function dependsOnPackages(config: Config, module: Module): boolean {
  return configuredModule(config, module)?.dependsOn === 'package.json'
}

/** Place of the entry of `dependsOn` that names a module; of the whole list where none does. */
export function locateDeclaration(config: Config, module: Module, target: string): Place {
  const declared = configuredModule(config, module)?.dependsOn
  const at = Array.isArray(declared) ? declared.findIndex(entry => entry.module === target) : -1
  return config.locate([...module.declaredAt, 'dependsOn', ...(at === -1 ? [] : [at])])
}

function configuredModule(config: Config, module: Module) {
  const [list, name] = module.declaredAt
  return list === 'modules' ? config.modules.find(entry => entry.name === name) : undefined
}

/** How to permit what is not declared: the line to write, and where. */
export function describeDeclaration(context: RuleContext, from: Module, to: Module): string {
  const { config, graph } = context
  if (dependsOnPackages(config, from)) {
    const manifest = from.path === '' ? 'package.json' : `${from.path}/package.json`
    return `add "${packageOf(graph, to)}" to the dependencies in ${manifest}`
  }
  if (from.declaredAt[0] !== 'modules') {
    return `add ${JSON.stringify({ [from.name]: { dependsOn: [to.name] } })} to "modules" in ${config.file}`
  }
  const { file, line } = locateDeclaration(config, from, to.name)
  return `add "${to.name}" to "dependsOn" of "${from.declaredAt[1]}" (${file}:${line})`
}

function packageOf(graph: Graph, module: Module): string {
  return graph.packages.find(member => member.folder === module.path)?.name ?? module.name
}
