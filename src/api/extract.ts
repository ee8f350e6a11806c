import type { Extraction, Simulation } from '../extract/index.js'
import type { Graph } from '../graph/index.js'
import { nearestName } from '../kernel/nearest.js'
import { refuse } from '../kernel/problem.js'
import { openModules } from './open-modules.js'
import type { ProjectOptions } from './open-project.js'

export interface ExtractOptions extends ProjectOptions {
  /** Name of a module, or its folder relative to the root. */
  readonly module: string
}

/** What it would take to extract a module, the same data as `extract --dry-run --format json`; nothing is written. */
export async function extract({ module, ...options }: ExtractOptions): Promise<Extraction> {
  const { analyzeExtraction } = await loadCompiler()
  const { graph, source, problems } = await openModules(options)
  return analyzeExtraction({ graph, module: findModule(graph, module), source, problems })
}

export interface SimulateOptions extends ExtractOptions {
  /** Test command in place of the repository's own, run by a shell in the folder of the module's package. */
  readonly command?: string
  /** Run in the copy before the tests, such as a build. */
  readonly prepare?: string
  /** Paths or patterns of tests, as the runner takes them; added to the test command. Left out: all tests. */
  readonly only?: readonly string[]
  /** Whether tests in the module's own folder stand inside of its border, or call it as others do. Left out: inside. */
  readonly ownTests?: 'inside' | 'outside'
  /** Milliseconds of each way over the wire. Left out: 2. */
  readonly latency?: number
  /** Part of the calls that fail in one more round, from 0 to 1. Left out: no such round. */
  readonly faults?: number
  /** Milliseconds that one run of the tests may take. Left out: 600,000. */
  readonly timeLimit?: number
  readonly onStep?: (step: string) => void
  /** Ends the run; what it made is removed. */
  readonly signal?: AbortSignal
}

/** The repository's own tests with remote semantics at a module's border, in a copy that is removed afterwards. */
export async function simulateExtraction(options: SimulateOptions): Promise<Simulation> {
  const { command = null, prepare = null, only = [], ownTests = 'inside', ...others } = options
  const { latency, faults, timeLimit, onStep, signal, ...project } = others
  const { analyzeExtraction, deriveRebuiltClasses, deriveSimulatedOperations, simulate } =
    await loadCompiler()
  const { graph, source, problems } = await openModules(project)
  const module = findModule(graph, options.module)
  onStep?.('Looking at the border')
  const { operations, contract } = analyzeExtraction({ graph, module, source, problems })
  return simulate({
    root: graph.root,
    module,
    moduleFiles: graph.modules.get(module)?.files ?? [],
    operations: deriveSimulatedOperations({ operations, contract }),
    wire: { rebuilt: deriveRebuiltClasses(contract), ...(latency === undefined ? {} : { latency }) },
    tests: { command, prepare, only, ownTests, ...(timeLimit === undefined ? {} : { timeLimit }) },
    faults: faults === undefined ? null : { share: faults, every: null, when: 'before', seed: 1 },
    onStep,
    signal,
  })
}

/** Like `extract` for every module that others call, reading the repository once; in order of name. */
export async function* extractEach(options: ProjectOptions): AsyncGenerator<Extraction> {
  const { graph, source, problems } = await openModules(options)
  const { analyzeExtraction, readProgram } = await loadCompiler()
  const read = readProgram(graph, null)
  for (const module of graph.modules.keys()) {
    if (isCalled(graph, module)) yield analyzeExtraction({ graph, module, source, problems }, read)
  }
}

/** Only when it is needed: it takes longer to load than all else together. */
function loadCompiler() {
  return import('../extract/index.js')
}

/** Whether code of another module, tests aside, uses values of it. */
function isCalled(graph: Graph, module: string): boolean {
  return graph.dependencies.some(({ from, definedIn, kind }) => {
    const isUsed = kind === 'value' && definedIn !== null && graph.moduleOf(definedIn)?.name === module
    return isUsed && graph.files.get(from)?.test !== true && graph.moduleOf(from)?.name !== module
  })
}

function findModule(graph: Graph, asked: string): string {
  const folder = asked.replace(/^\.\//, '').replace(/\/+$/, '')
  const found = graph.modules.get(asked) ?? [...graph.modules.values()].find(({ path }) => path === folder)
  if (found !== undefined) return found.name
  const names = [...graph.modules.keys()]
  const nearest = nearestName(asked, names)
  const known = names.length > 30 ? `${names.slice(0, 30).join(', ')}, …` : names.join(', ')
  const hint = `${nearest === null ? '' : `Did you mean ${nearest}? `}Modules: ${known}.`
  return refuse('not-found', `There is no module ${asked}.`, hint)
}
