import { deriveDistrust } from '../boundaries/index.js'
import { readFacts, openWorkingTree, type Facts } from '../facts/index.js'
import { deriveGraph, type Graph } from '../graph/index.js'
import { type Problem, UserError } from '../kernel/problem.js'
import type { Project, ProjectOptions } from './open-project.js'

/** A graph for looking at, with the reasons not to trust it that no waiver covers; unlike in `check` they do not end the run. */
export interface GraphReading {
  readonly graph: Graph
  readonly problems: readonly Problem[]
}

export async function readGraph(
  project: Project,
  onProgress?: ProjectOptions['onProgress'],
): Promise<GraphReading & { readonly facts: Facts }> {
  const { root, config, cacheFolder } = project
  const tree = openWorkingTree(root)
  const facts = await readFacts({ tree, config, cacheFolder, tables: false, onProgress })
  if (facts.files.length === 0) refuseEmpty(root)
  const { graph, problems } = deriveGraph(facts, config)
  const distrust = deriveDistrust({ facts, paths: tree.paths, config })
  return { facts, graph, problems: [...distrust.problems, ...problems] }
}

function refuseEmpty(root: string): never {
  const message = `There is no TypeScript or JavaScript file in ${root} that git does not ignore.`
  const hint = 'Give the root of the project with --root, or look at include and exclude in the config.'
  throw new UserError([{ code: 'no-files', message, place: null, hint }])
}
