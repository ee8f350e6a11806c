import { deriveModuleDependencies, type Graph, isOpenTo, type Module } from '../graph/index.js'
import type { ActiveRule, ModuleExplanation } from './explanation.js'
import { uniqueSites } from './sites.js'

/** What a module is, what it may use and uses, who uses it, and which rules judge it. */
export function explainModule(graph: Graph, module: Module, rules: readonly ActiveRule[]): ModuleExplanation {
  const dependencies = deriveModuleDependencies(graph)
  const declared = new Set(module.dependsOn.map(dependency => dependency.module))
  const used = dependencies.filter(({ from }) => from === module.name)
  const unused = [...declared]
    .filter(name => !used.some(({ to }) => to === name))
    .map(name => [name, 0] as const)
  const counted = used.map(({ to, imports }) => [to, uniqueSites(imports).length] as const)
  return {
    kind: 'module',
    name: module.name,
    path: module.path,
    layer: module.layer,
    owner: module.owner,
    openTo: module.openTo,
    files: module.files.length,
    public: [...module.publicFiles].sort(),
    interfaces: module.interfaces.map(({ name, files, visibleTo }) => ({
      name,
      files: [...files].sort(),
      visibleTo,
    })),
    tables: module.tables,
    uses: [...counted, ...unused].map(([name, imports]) => ({
      module: name,
      imports,
      declared: declared.has(name),
      open: isOpen(graph, module, name),
    })),
    usedBy: dependencies
      .filter(({ to }) => to === module.name)
      .map(({ from, imports }) => ({ module: from, imports: uniqueSites(imports).length })),
    packages: countPackages(graph, module),
    rules,
  }
}

function isOpen(graph: Graph, from: Module, name: string): boolean {
  const to = graph.modules.get(name)
  return to !== undefined && isOpenTo(graph, from, to)
}

function countPackages(graph: Graph, module: Module): { name: string; imports: number }[] {
  const owned = new Set(module.files)
  const counts = new Map<string, number>()
  const external = graph.dependencies.filter(({ external, from }) => external && owned.has(from))
  for (const { to } of uniqueSites(external)) counts.set(to ?? '', (counts.get(to ?? '') ?? 0) + 1)
  return [...counts]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, imports]) => ({ name, imports }))
}
