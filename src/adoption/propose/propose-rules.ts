import type { Graph } from '../../graph/index.js'
import type { RulesInput } from '../../kernel/config/config-input.js'
import { compileGlobs } from '../../kernel/globs.js'

/** What decides on the rules to switch on. */
export interface RulesRequest {
  readonly graph: Graph
  readonly layers: boolean
  readonly tables: boolean
}

/** Files that may stay outside all modules: setup of tools at the top and in hidden folders. */
const outside = ['*', '.*/**']

/** The rules of a repository just adopted, with severities; each of them can fire from the first day. */
export function proposeRules({ graph, layers, tables }: RulesRequest): RulesInput {
  return {
    'undeclared-dependency': 'error',
    'private-import': 'error',
    ...(layers ? { 'layer-violation': 'error' } : {}),
    'module-cycle': 'error',
    'file-cycle': 'warn',
    'unused-dependency': 'warn',
    'unassigned-file': proposeUnassigned(graph),
    ...(tables ? { 'foreign-table': 'error' } : {}),
  }
}

/** A pattern that matches nothing would itself be reported, so only those that are needed are named. */
function proposeUnassigned(graph: Graph): RulesInput['unassigned-file'] {
  const unassigned = [...graph.files.keys()].filter(file => graph.moduleOf(file) === null)
  const needed = outside.filter(pattern => unassigned.some(compileGlobs([pattern])))
  return needed.length === 0 ? 'error' : ['error', { ignore: needed }]
}
