import { deriveModuleDependencies, type Graph, isOpenTo, type Module } from '../graph/index.js'
import type { Dependency } from '../kernel/dependency.js'
import { findPath } from './explain-path.js'
import type { DependencyExplanation, SymbolUse } from './explanation.js'
import { describeSite, uniqueSites } from './sites.js'

/** Why one module depends on another: every import, grouped by what it takes. */
export function explainDependency(graph: Graph, from: Module, to: Module): DependencyExplanation {
  const dependencies = deriveModuleDependencies(graph)
  const between = (source: Module, target: Module) =>
    dependencies.find(pair => pair.from === source.name && pair.to === target.name)?.imports ?? []
  const imports = between(from, to)
  return {
    kind: 'dependency',
    from: from.name,
    to: to.name,
    declared: from.dependsOn.filter(({ module }) => module === to.name),
    open: isOpenTo(graph, from, to),
    imports: uniqueSites(imports).length,
    symbols: groupBySymbol(imports),
    path: imports.length > 0 ? null : findPath(graph, from.files, to.files),
    back: uniqueSites(between(to, from)).length,
  }
}

function groupBySymbol(imports: readonly Dependency[]): SymbolUse[] {
  const groups = new Map<string, { symbol: string | null; definedIn: string | null; uses: Dependency[] }>()
  for (const dependency of imports) {
    const symbols = dependency.symbols.length > 0 ? dependency.symbols : [null]
    for (const symbol of symbols) {
      const definedIn = dependency.definedIn ?? dependency.to
      const key = `${symbol ?? ''}\0${definedIn}`
      const group = groups.get(key) ?? { symbol, definedIn, uses: [] }
      group.uses.push(dependency)
      groups.set(key, group)
    }
  }
  return [...groups.values()]
    .map(({ symbol, definedIn, uses }) => ({ symbol, definedIn, sites: uniqueSites(uses).map(describeSite) }))
    .sort((left, right) => right.sites.length - left.sites.length || compareNames(left.symbol, right.symbol))
}

function compareNames(left: string | null, right: string | null): number {
  if (left === right) return 0
  return (left ?? '') < (right ?? '') ? -1 : 1
}
