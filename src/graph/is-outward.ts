import type { Graph, Module } from './graph.js'

type Layered = Pick<Module, 'layer'>

/** Whether `to` stands further out than `from`; false where one of them has no layer. */
export function isOutward({ layers }: Pick<Graph, 'layers'>, from: Layered, to: Layered): boolean {
  const [inner, outer] = [from, to].map(({ layer }) => (layer === null ? -1 : layers.indexOf(layer)))
  return inner !== undefined && outer !== undefined && outer !== -1 && outer < inner
}

/** Whether a module may be used by another one that does not declare it. */
export function isOpenTo(
  graph: Pick<Graph, 'layers'>,
  from: Layered,
  to: Pick<Module, 'layer' | 'openTo'>,
): boolean {
  return to.openTo === 'all' && !isOutward(graph, from, to)
}
