import path from 'node:path'
import type { Graph, Module } from '../../graph/index.js'
import type { Dependency } from '../../kernel/dependency.js'
import { findCycles } from '../graph/find-cycles.js'
import { deriveModuleEdges } from '../graph/module-edges.js'
import { readProduct } from '../product.js'
import { orderMatrix } from './matrix-order.js'
import type { PageData, PageImport, PageModule, PagePair } from './page-data.js'
import { createTextTable } from './text-table.js'

/** A type costs nothing at run time: of two directions the one with fewer values goes against the order. */
const typeWeight = 0.01

/** The graph of modules with every import between them, modules in matrix order. */
export function deriveGraphData(graph: Graph): PageData {
  const modules = [...graph.modules.values()]
  const positions = new Map(modules.map(({ name }, at) => [name, at]))
  const edges = deriveModuleEdges(graph).map(edge => ({
    ...edge,
    from: positions.get(edge.from) ?? -1,
    to: positions.get(edge.to) ?? -1,
    running: edge.kinds.includes('value'),
    weight: edge.imports.reduce((sum, { kind }) => sum + (kind === 'type' ? typeWeight : 1), 0),
  }))
  const cycles = findCycles(modules.length, edges)
  const ranks = modules.map(({ layer }) => (layer === null ? null : graph.layers.indexOf(layer)))
  const order = orderMatrix(ranks, edges)
  const places = new Map(order.map((at, place) => [at, place]))
  const table = createTextTable()
  const pairs = edges.map(
    (edge): PagePair => ({
      from: places.get(edge.from) ?? -1,
      to: places.get(edge.to) ?? -1,
      typeOnly: edge.kinds.every(kind => kind === 'type'),
      cyclic: cycles.isCircular(edge),
      imports: edge.imports.map(one => importRow(one, table.positionOf)),
    }),
  )
  return {
    kind: 'graph',
    project: path.basename(graph.root),
    version: readProduct().version,
    layers: graph.layers,
    modules: order.flatMap(at => (modules[at] ? [moduleRow(modules[at], cycles.of[at] ?? null)] : [])),
    texts: table.texts,
    pairs,
    files: graph.files.size,
    imports: graph.dependencies.length,
    check: null,
  }
}

function moduleRow({ name, path: folder, layer, owner, files }: Module, cycle: number | null): PageModule {
  return { name, path: folder, layer, owner, files: files.length, cycle }
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
