import type { Graph } from '../../graph/graph.js'
import { deriveModuleEdges } from '../graph/module-edges.js'
import { findCircular } from './circular-arrows.js'
import type { Drawing } from './drawing.js'

export interface ModuleStyle {
  /** Groups modules by layer. */
  readonly layers: boolean
  /** Draws them as boxes that stand for many files. */
  readonly folded: boolean
}

/** Modules with the arrows between them. */
export function drawModules(graph: Graph, { layers, folded }: ModuleStyle): Drawing {
  const modules = [...graph.modules.values()]
  const positions = new Map(modules.map(({ name }, at) => [name, at]))
  const edges = deriveModuleEdges(graph).map(edge => ({
    ...edge,
    from: positions.get(edge.from) ?? -1,
    to: positions.get(edge.to) ?? -1,
  }))
  const circular = findCircular(
    modules.length,
    edges.map(({ from, to }) => [from, to]),
  )
  return {
    nodes: modules.map(({ name, path, layer }) => ({
      parts: layers && layer !== null ? [layer, name] : [name],
      link: path,
      kind: 'own',
      folded,
    })),
    arrows: edges.map(({ from, to, kinds }, at) => ({
      from,
      to,
      circular: circular[at] ?? false,
      typeOnly: kinds.every(kind => kind === 'type'),
      dynamic: false,
    })),
  }
}
