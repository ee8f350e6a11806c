import type { Graph } from '../../graph/graph.js'
import type { NodePair } from '../../graph/index.js'
import type { Dependency, Form } from '../../kernel/dependency.js'
import type { RelatedPlace, Violation } from '../../kernel/finding.js'
import { type CycleCut, describeTangle, findCycleCuts } from '../cycle-cuts.js'
import { plantFileCycles } from '../plant-cycles.js'
import type { Rule, RuleContext } from '../rule.js'
import { compareViolations, sourceOf } from '../violations.js'

/** Files that import each other in a circle; told at the imports to cut. */
export const fileCycle: Rule = {
  name: 'file-cycle',
  severity: 'warn',
  kinds: ['value'],
  options: {
    type: 'object',
    properties: {
      within: {
        type: 'string',
        enum: ['any', 'module'],
        description: 'Where cycles are looked for: among all files, or only among the files of each module.',
        default: 'any',
      },
      dynamic: {
        type: 'boolean',
        description:
          'Whether imports that load later, such as `import()`, count; they do unless this is false.',
        default: true,
      },
    },
    additionalProperties: false,
  },
  find: findFileCycles,
  idle: () => [],
  plants: plantFileCycles,
}

/** What loads its target later or not at all. */
const laterForms: ReadonlySet<Form> = new Set<Form>([
  'dynamic-import',
  'dynamic-template',
  'dynamic-pattern',
  'import-meta-glob',
  'import-meta-resolve',
  'require-resolve',
])

/** The first import between each two files, of those that count. */
interface FileEdges {
  /** In order; a file's place is its number. */
  readonly files: readonly string[]
  readonly pairs: readonly NodePair[]
  readonly siteOf: (from: number, to: number) => Dependency
}

function findFileCycles(context: RuleContext): readonly Violation[] {
  const { graph, known } = context
  const { files, pairs, siteOf } = collectEdges(context)
  const cuts = findCycleCuts(files.length, pairs, (from, to) =>
    known(startViolation(graph, siteOf(from, to))) ? 0 : 1,
  )
  return cuts.map(cut => describeCut({ graph, files, siteOf }, cut)).sort(compareViolations)
}

function collectEdges({ graph, kinds, options }: RuleContext): FileEdges {
  const files = [...graph.files.keys()].sort()
  const numbers = new Map(files.map((file, number) => [file, number]))
  const pairs: NodePair[] = []
  const sites = new Map<number, Dependency>()
  for (const dependency of graph.dependencies) {
    if (!kinds.has(dependency.kind) || dependency.to === null || dependency.external) continue
    if (options.dynamic === false && laterForms.has(dependency.form)) continue
    const from = numbers.get(dependency.from)
    const to = numbers.get(dependency.to)
    if (from === undefined || to === undefined) continue
    if (options.within === 'module' && !isWithinModule(graph, dependency.from, dependency.to)) continue
    const key = from * files.length + to
    const first = sites.get(key)
    if (first === undefined) pairs.push([from, to])
    if (first === undefined || isEarlier(dependency, first)) sites.set(key, dependency)
  }
  return { files, pairs, siteOf: (from, to) => sites.get(from * files.length + to) as Dependency }
}

function isWithinModule(graph: Graph, from: string, to: string): boolean {
  const module = graph.moduleOf(from)
  return module !== null && module === graph.moduleOf(to)
}

function isEarlier(left: Dependency, right: Dependency): boolean {
  return left.line < right.line || (left.line === right.line && left.column < right.column)
}

/** What identifies a violation; the target's path is its symbol, so that two cuts in one file stay apart. */
function startViolation(graph: Graph, site: Dependency): Violation {
  return {
    rule: 'file-cycle',
    from: sourceOf(site, graph.moduleOf(site.from), site.to),
    to: { module: graph.moduleOf(site.to ?? '')?.name ?? null, file: site.to },
    message: '',
    kind: site.kind,
  }
}

interface Described extends Omit<FileEdges, 'pairs'> {
  readonly graph: Graph
}

function describeCut({ graph, files, siteOf }: Described, cut: CycleCut): Violation {
  const steps = cut.way.slice(1).map((to, index) => siteOf(cut.way[index] ?? to, to))
  return {
    ...startViolation(graph, siteOf(cut.from, cut.to)),
    message: `${describeCycle(cut.way.map(number => files[number] ?? ''))}${describeTangle(cut, 'files')}.`,
    hint: 'Cut this import: move what both files need into one of its own, hand it over as an argument, or write `import type` where types are enough.',
    related: steps.map(describeStep),
  }
}

/** `way` leads from the imported file back to the importing one. */
function describeCycle(way: readonly string[]): string {
  const from = way.at(-1) ?? ''
  const [to = from, ...rest] = way
  if (to === from) return `${from} imports itself`
  const between = rest.slice(0, -1)
  if (between.length === 0) return `${from} and ${to} import each other`
  const shown = between.length > 4 ? `${between.length} other files` : between.join(' → ')
  return `${from} imports ${to}, which leads back to it over ${shown}`
}

function describeStep({ from, to, line, column }: Dependency): RelatedPlace {
  return { file: from, line, column, message: `${from} imports ${to}` }
}
