import { openProject, openUnconfigured } from '../api/open-project.js'
import { readGraph } from '../api/read-graph.js'
import { narrowGraph } from '../explanation/index.js'
import type { Kind } from '../kernel/dependency.js'
import { refuse } from '../kernel/problem.js'
import type { GraphFormat, GraphLevel } from '../kernel/output-formats.js'
import { renderGraph } from '../report/index.js'

import { locateInRoot } from './locate-in-root.js'
import { deliver, type OutputTarget } from './outputs.js'
import { projectOf, type Session } from './session.js'
import { tellProblems } from './tell-problems.js'

interface GraphFlags {
  readonly level: GraphLevel
  readonly focus?: string
  readonly depth?: number
  readonly kinds?: readonly Kind[]
}

/** Reads the graph and draws the part that was asked for. */
export async function showGraph(
  session: Session,
  targets: readonly OutputTarget<GraphFormat>[],
  { level, focus, depth = 1, kinds }: GraphFlags,
): Promise<void> {
  const open = level === 'file' ? openUnconfigured : openProject
  const { graph, problems } = await readGraph(await open(projectOf(session)), session.onProgress)
  if (level === 'module' && graph.modules.size === 0) refuseEmpty()
  const shown = narrowGraph(graph, {
    level,
    depth,
    focus:
      focus === undefined || graph.modules.has(focus) ? (focus ?? null) : locateInRoot(session.root, focus),
    kinds: kinds === undefined ? null : new Set(kinds),
  })
  await deliver(targets, session.quiet, format => renderGraph(shown, { format, level }))
  tellProblems(session, problems.length)
}

function refuseEmpty(): never {
  return refuse('no-modules', 'The config names no modules.', 'Run banyan init, or ask for --level file.')
}
