import type { Graph } from '../graph/index.js'
import type { ActiveRule, FileExplanation } from './explanation.js'
import { describeSite, uniqueSites } from './sites.js'

/** What a file is to its module, what it imports and who imports it. */
export function explainFile(graph: Graph, path: string, rules: readonly ActiveRule[]): FileExplanation {
  const module = graph.moduleOf(path)
  const file = graph.files.get(path)
  const sites = (matches: (from: string, to: string | null) => boolean) =>
    uniqueSites(graph.dependencies.filter(({ from, to }) => matches(from, to))).map(describeSite)
  return {
    kind: 'file',
    path,
    module: module?.name ?? null,
    public: module?.publicFiles.has(path) ?? false,
    interfaces: module?.interfaces.filter(({ files }) => files.has(path)).map(({ name }) => name) ?? [],
    test: file?.test ?? false,
    generated: file?.generated ?? false,
    exports: file?.exports ?? [],
    imports: sites(from => from === path),
    importedBy: sites((_, to) => to === path),
    rules,
  }
}
