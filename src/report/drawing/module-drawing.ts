import type { Graph } from '../../graph/index.js'
import { findCycles } from '../graph/find-cycles.js'
import { deriveModuleEdges } from '../graph/module-edges.js'
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
  const arrows = deriveModuleEdges(graph).map(({ from, to, kinds }) => ({
    from: positions.get(from) ?? -1,
    to: positions.get(to) ?? -1,
    running: kinds.includes('value'),
    typeOnly: kinds.every(kind => kind === 'type'),
    dynamic: false,
  }))
  const { isCircular } = findCycles(modules.length, arrows)
  return {
    nodes: modules.map(({ name, path, layer }) => ({
      parts: layers && layer !== null ? [layer, name] : [name],
      link: path,
      kind: 'own',
      folded,
    })),
    arrows: arrows.map(arrow => ({ ...arrow, circular: isCircular(arrow) })),
  }
}
