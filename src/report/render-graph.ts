import type { Graph } from '../graph/index.js'
import type { GraphFormat, GraphLevel } from '../kernel/output-formats.js'

export interface GraphOptions {
  readonly format: GraphFormat
  /** `html` and `archi` show modules at either level. */
  readonly level: GraphLevel
}

/** The graph in one of its formats. */
export async function renderGraph(graph: Graph, { format, level }: GraphOptions): Promise<string> {
  switch (format) {
    case 'text':
      return (await import('./graph/text.js')).renderGraphText(graph, level)
    case 'json':
      return (await import('./graph/json.js')).renderGraphJson(graph, level)
    case 'html':
      return (await import('./html/graph-page.js')).renderGraphPage(graph)
    default:
      return (await import('./drawing/draw.js')).drawGraph(graph, { format, level })
  }
}
