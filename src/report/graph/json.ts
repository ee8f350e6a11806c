import type { Graph } from '../../graph/index.js'
import type { GraphLevel } from '../../kernel/output-formats.js'
import { renderJson } from '../text/render-json.js'
import { deriveModuleEdges } from './module-edges.js'

const schemaVersion = 1

/** The graph as `schema/graph.json` describes it. */
export function renderGraphJson(graph: Graph, level: GraphLevel): string {
  return renderJson(level === 'file' ? fileGraph(graph) : moduleGraph(graph))
}

function fileGraph({ root, files, dependencies }: Graph) {
  return {
    schemaVersion,
    root,
    files: [...files.keys()],
    edges: dependencies.map(one => ({
      from: one.from,
      to: one.to,
      definedIn: one.definedIn,
      specifier: one.specifier,
      form: one.form,
      kind: one.kind,
      line: one.line,
      column: one.column,
      symbols: one.symbols,
      external: one.external,
    })),
  }
}

function moduleGraph(graph: Graph) {
  const owned = [...graph.files.keys()].filter(file => graph.moduleOf(file) !== null).length
  return {
    schemaVersion,
    root: graph.root,
    layers: graph.layers,
    modules: [...graph.modules.values()].map(({ name, path, layer, owner, files }) => ({
      name,
      path,
      layer,
      owner,
      files: files.length,
      paths: files,
    })),
    edges: deriveModuleEdges(graph).map(({ from, to, kinds, imports }) => ({
      from,
      to,
      kinds,
      imports: imports.length,
    })),
    unassigned: graph.files.size - owned,
  }
}
