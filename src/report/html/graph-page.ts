import type { Graph } from '../../graph/index.js'
import { deriveGraphData } from './graph-data.js'
import { renderPage } from './render-page.js'

/** The modules of a project as one offline page: matrix, graph, list. */
export function renderGraphPage(graph: Graph): string {
  const data = deriveGraphData(graph)
  return renderPage(data, `${data.project}: modules`)
}
