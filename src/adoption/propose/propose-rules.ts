import type { Graph } from '../../graph/index.js'
import type { RulesInput } from '../../kernel/config/config-input.js'
import { compileGlobs } from '../../kernel/globs.js'
import type { LayerProposal } from './propose-layers.js'

/** What decides on the rules to switch on. */
export interface RulesRequest {
  readonly graph: Graph
  /** Null when no layers are written. */
  readonly layers: LayerProposal | null
  /** Module → modules that its code and tests use. */
  readonly used: ReadonlyMap<string, readonly string[]>
  readonly tables: boolean
  /** Violations of private-import that start in tests, under the proposed public APIs. */
  readonly testReaches: number
  /** Entries of the config whose modules' public API nobody keeps to, or globs of them. */
  readonly unsettled: readonly string[]
}

/** When tests reach past public APIs so often, it is how they are written here. */
const manyReaches = 10

/** Files that may stay outside all modules: setup of tools at the top and in hidden folders. */
const outside = ['*', '.*/**']

/** The rules of a repository just adopted, with severities; each of them can fire from the first day. */
export function proposeRules(request: RulesRequest): RulesInput {
  const { graph, layers, used, tables } = request
  return {
    'undeclared-dependency': 'error',
    'private-import': proposePrivate(request),
    ...(layers === null ? {} : { 'layer-violation': proposeLayerRule(layers, used) }),
    'module-cycle': 'error',
    'file-cycle': 'warn',
    'unused-dependency': 'warn',
    'unused-waiver': 'warn',
    'unassigned-file': proposeUnassigned(graph),
    ...(tables ? { 'foreign-table': 'error' } : {}),
  }
}

function proposePrivate({ testReaches, unsettled }: RulesRequest): RulesInput['private-import'] {
  const options = {
    ...(testReaches >= manyReaches ? { tests: false } : {}),
    ...(unsettled.length === 0 ? {} : { offered: unsettled }),
  }
  return Object.keys(options).length === 0 ? 'error' : ['error', options]
}

/** Tests may use outer layers where they do so already. */
function proposeLayerRule(
  { layers, layerOf }: LayerProposal,
  used: RulesRequest['used'],
): RulesInput['layer-violation'] {
  const depthOf = (module: string): number => layers.indexOf(layerOf.get(module) ?? '')
  const isKept = [...used].every(([from, targets]) => targets.every(to => depthOf(from) <= depthOf(to)))
  return isKept ? 'error' : ['error', { tests: false }]
}

/** A pattern that matches nothing would itself be reported, so only those that are needed are named. */
function proposeUnassigned(graph: Graph): RulesInput['unassigned-file'] {
  const unassigned = [...graph.files.keys()].filter(file => graph.moduleOf(file) === null)
  const needed = outside.filter(pattern => unassigned.some(compileGlobs([pattern])))
  return needed.length === 0 ? 'error' : ['error', { ignore: needed }]
}
