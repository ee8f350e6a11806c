import { deriveConfig, surveyRepository } from '../adoption/index.js'
import { openWorkingTree, readFacts } from '../facts/index.js'
import { deriveGraph, type Graph } from '../graph/index.js'
import { localDay } from '../kernel/local-day.js'
import type { Problem } from '../kernel/problem.js'
import { openUnconfigured, type ProjectOptions } from './open-project.js'

/** A project's graph with its tables, its modules known one way or the other. */
export interface ModuleReading {
  readonly graph: Graph
  /** Whether the modules stand in a config, or were found as `init` finds them. */
  readonly source: 'config' | 'found'
  /** What could not be read or resolved; it limits what can be told, and ends nothing. */
  readonly problems: readonly Problem[]
}

/** Reads a project for looking at its modules, whether or not somebody has configured it. */
export async function openModules(options: ProjectOptions): Promise<ModuleReading> {
  const { root, config, cacheFolder } = await openUnconfigured(options)
  const { onProgress } = options
  if (config.modules.length > 0 || config.discover.length > 0) {
    const tree = openWorkingTree(root)
    const facts = await readFacts({ tree, config, cacheFolder, tables: true, onProgress })
    const { graph, problems } = deriveGraph(facts, config)
    return { graph, source: 'config', problems: [...facts.problems, ...problems] }
  }
  const survey = await surveyRepository({ root, cacheFolder, onProgress })
  const { graph, problems } = deriveGraph(survey.facts, deriveConfig(survey, localDay()))
  return { graph, source: 'found', problems: [...survey.facts.problems, ...problems] }
}
