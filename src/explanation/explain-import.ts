import type { Graph } from '../graph/index.js'
import type { ImportExplanation } from './explanation.js'
import { describeSite } from './sites.js'

/** What the resolver says about one specifier in one file. */
export interface Resolution {
  readonly from: string
  readonly specifier: string
  readonly to: string | null
  readonly external: boolean
  readonly steps: readonly string[]
}

/** How an import resolves, which modules it ties together, and where the file writes it. */
export function explainImport(graph: Graph, resolution: Resolution): ImportExplanation {
  const { from, specifier, to, external, steps } = resolution
  const written = graph.dependencies.filter(edge => edge.from === from && edge.specifier === specifier)
  return {
    kind: 'import',
    from,
    specifier,
    to,
    external,
    steps,
    modules: {
      from: graph.moduleOf(from)?.name ?? null,
      to: to === null || external ? null : (graph.moduleOf(to)?.name ?? null),
    },
    sites: written.map(edge => ({ ...describeSite(edge), symbols: edge.symbols, definedIn: edge.definedIn })),
  }
}
