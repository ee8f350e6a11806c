import type { Graph, Module } from '../../graph/index.js'
import type { Dependency } from '../../kernel/dependency.js'
import type { GraphLevel } from '../../kernel/output-formats.js'
import { amount } from '../text/amount.js'
import { printable } from '../text/printable.js'
import { deriveModuleEdges, type ModuleEdge } from './module-edges.js'

/** A readable list: each module, or file, with what it uses and how often. */
export const renderGraphText = (graph: Graph, level: GraphLevel): string =>
  level === 'file' ? renderFiles(graph) : renderModules(graph)

function renderModules(graph: Graph): string {
  const edges = deriveModuleEdges(graph)
  const byModule = groupBy(edges, edge => edge.from)
  const blocks = [...graph.modules.values()].map(module =>
    [describeModule(module), ...renderTree(byModule.get(module.name) ?? [], describeEdge)].join('\n'),
  )
  const owned = [...graph.modules.values()].reduce((sum, module) => sum + module.files.length, 0)
  const loose = graph.files.size - owned
  const counts = [
    amount(graph.modules.size, 'module'),
    amount(edges.length, 'dependency', 'dependencies'),
    amount(graph.files.size, 'file'),
    ...(loose > 0 ? [`${loose} of no module`] : []),
  ]
  return `${[...blocks, counts.join(', ')].join('\n\n')}\n`
}

function describeModule({ name, path, layer, owner, files }: Module): string {
  const facts = [
    ...(path === '' ? [] : [path]),
    amount(files.length, 'file'),
    ...(layer === null ? [] : [`layer ${layer}`]),
    ...(owner === null ? [] : [owner]),
  ]
  return printable(`${name} (${facts.join(', ')})`)
}

function describeEdge({ to, kinds, imports }: ModuleEdge): string {
  const note = kinds.includes('value') ? '' : ` (${kinds.join(', ')} only)`
  return printable(`${to}: ${amount(imports.length, 'import')}${note}`)
}

function renderFiles(graph: Graph): string {
  const byFile = groupBy(graph.dependencies, one => one.from)
  const blocks = [...graph.files.keys()].map(file => {
    const targets = [...groupBy(byFile.get(file) ?? [], nameTarget)]
    return [printable(file), ...renderTree(targets, describeTarget)].join('\n')
  })
  const counts = `${amount(graph.files.size, 'file')}, ${amount(graph.dependencies.length, 'import')}`
  return `${[...blocks, counts].join('\n\n')}\n`
}

const nameTarget = ({ to, specifier }: Dependency): string => to ?? `${specifier} (unresolved)`

function describeTarget([target, imports]: readonly [string, readonly Dependency[]]): string {
  const lines = [...new Set(imports.map(one => one.line))]
  return printable(`${target} (${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')})`)
}

function renderTree<Item>(items: readonly Item[], describe: (item: Item) => string): readonly string[] {
  return items.map((item, at) => `${at === items.length - 1 ? '└─' : '├─'} ${describe(item)}`)
}

function groupBy<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
