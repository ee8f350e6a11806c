import path from 'node:path'
import { createAdjacency, findComponents } from '../../graph/index.js'
import type { Graph } from '../../graph/graph.js'
import type { Dependency } from '../../kernel/dependency.js'
import { deriveModuleEdges, type ModuleEdge } from '../graph/module-edges.js'
import { readProduct } from '../product.js'
import { orderMatrix } from './matrix-order.js'
import type { PageData, PageImport, PageModule, PagePair } from './page-data.js'
import { createTextTable } from './text-table.js'

/** The graph of modules with every import between them, modules in matrix order. */
export function deriveGraphData(graph: Graph): PageData {
  const edges = deriveModuleEdges(graph)
  const modules = orderModules(graph, edges)
  const positions = new Map(modules.map(({ name }, at) => [name, at]))
  const table = createTextTable()
  const pairs = edges.map(
    (edge): PagePair => ({
      from: positions.get(edge.from) ?? -1,
      to: positions.get(edge.to) ?? -1,
      typeOnly: edge.kinds.every(kind => kind === 'type'),
      imports: edge.imports.map(one => importRow(one, table.positionOf)),
    }),
  )
  return {
    kind: 'graph',
    project: path.basename(graph.root),
    version: readProduct().version,
    layers: graph.layers,
    modules,
    texts: table.texts,
    pairs,
    files: graph.files.size,
    imports: graph.dependencies.length,
    check: null,
  }
}

function orderModules(graph: Graph, edges: readonly ModuleEdge[]): readonly PageModule[] {
  const modules = [...graph.modules.values()]
  const positions = new Map(modules.map(({ name }, at) => [name, at]))
  const arrows = edges.map(({ from, to, imports }) => ({
    from: positions.get(from) ?? -1,
    to: positions.get(to) ?? -1,
    weight: imports.length,
  }))
  const { of, members } = findComponents(
    createAdjacency(
      modules.length,
      arrows.map(({ from, to }) => [from, to]),
    ),
  )
  const ranks = modules.map(({ layer }) => (layer === null ? null : graph.layers.indexOf(layer)))
  return orderMatrix(ranks, arrows).flatMap(at => {
    const module = modules[at]
    if (!module) return []
    const component = of[at] ?? -1
    const cycle = (members[component]?.length ?? 0) > 1 ? component : null
    const { name, path: folder, layer, owner, files } = module
    return [{ name, path: folder, layer, owner, files: files.length, cycle }]
  })
}

function importRow(one: Dependency, positionOf: (text: string) => number): PageImport {
  return [
    positionOf(one.from),
    one.line,
    one.column,
    positionOf(one.definedIn ?? one.to ?? one.specifier),
    positionOf(one.symbols.join(', ')),
    positionOf(one.kind),
    positionOf(one.form),
  ]
}
