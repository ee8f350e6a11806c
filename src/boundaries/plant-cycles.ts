import type { Graph, Module } from '../graph/graph.js'
import type { Kind } from '../kernel/dependency.js'
import {
  choosePlantPath,
  findHost,
  findTarget,
  listModulePairs,
  wrapScript,
  writeImport,
} from './plant-import.js'
import type { Plant, RuleContext } from './rule.js'

/** A file to plant in a module, and the file that others import to reach the module. */
interface Bed {
  readonly module: Module
  readonly path: string
  readonly target: string
}

/**
 * For each two modules, a file in each that imports the other module. A module's planted file is the same for all
 * its pairs, so that they can be planted together; whichever direction is cut then, one of the two is told.
 */
export function plantModuleCycles(context: RuleContext): readonly Plant[] {
  const kind = chooseKind(context)
  const pairs = listBedPairs(context, context.options.tests === true)
  if (kind === null) return []
  const texts = writeFiles(
    pairs.flatMap(([left, right]) => [
      { path: left.path, target: right.target },
      { path: right.path, target: left.target },
    ]),
    kind,
  )
  return pairs.map(([left, right]) => ({
    label: `${left.module.name} ⇄ ${right.module.name}`,
    files: pickTexts(texts, [left.path, right.path]),
    expects: ({ rule, from, to }) =>
      rule === 'module-cycle' &&
      ((from.file === left.path && to.module === right.module.name) ||
        (from.file === right.path && to.module === left.module.name)),
  }))
}

/** For each module, two files that import each other, and for each two modules, one of each that do. */
export function plantFileCycles(context: RuleContext): readonly Plant[] {
  const kind = chooseKind(context)
  if (kind === null) return []
  const beds = listBeds(context, true)
  const pairs = context.options.within === 'module' ? [] : listBedPairs(context, true)
  const couples = [
    ...beds.map(({ module, path }) => ({ label: module.name, left: path, right: twinOf(path) })),
    ...pairs.map(([left, right]) => ({
      label: `${left.module.name} ⇄ ${right.module.name}`,
      left: left.path,
      right: right.path,
    })),
  ]
  const texts = writeFiles(
    couples.flatMap(({ left, right }) => [
      { path: left, target: right },
      { path: right, target: left },
    ]),
    kind,
  )
  return couples.map(({ label, left, right }) => ({
    label,
    files: pickTexts(texts, [left, right]),
    expects: ({ rule, from }) =>
      rule === 'file-cycle' &&
      ((from.file === left && from.symbol === right) || (from.file === right && from.symbol === left)),
  }))
}

function chooseKind({ kinds }: RuleContext): Kind | null {
  return kinds.has('value') ? 'value' : ([...kinds][0] ?? null)
}

function listBeds(context: RuleContext, tests: boolean): readonly Bed[] {
  const { graph } = context
  return [...graph.modules.values()].flatMap(module => {
    const host = findHost(graph, module, tests)
    const target = findTarget(graph, module, file => isCode(graph, file))
    if (host === null || target === null) return []
    return [
      {
        module,
        path: choosePlantPath(graph, module, { host, types: chooseKind(context) === 'type' }),
        target,
      },
    ]
  })
}

function isCode(graph: Graph, file: string): boolean {
  return graph.files.get(file)?.test === false
}

/** Each two modules once. */
function listBedPairs(context: RuleContext, tests: boolean): readonly (readonly [Bed, Bed])[] {
  const beds = new Map(listBeds(context, tests).map(bed => [bed.module, bed]))
  return listModulePairs(context.graph).flatMap(([from, to]) => {
    const [left, right] = [beds.get(from), beds.get(to)]
    return left && right && from.name < to.name ? [[left, right] as const] : []
  })
}

/** A second file beside a planted one; a module of one file has no room, so that file imports itself. */
function twinOf(path: string): string {
  return path.replace('banyan-plant', 'banyan-plant-twin')
}

function writeFiles(
  imports: readonly { readonly path: string; readonly target: string }[],
  kind: Kind,
): ReadonlyMap<string, string> {
  const lines = new Map<string, string[]>()
  for (const { path, target } of imports) {
    const written = lines.get(path) ?? []
    lines.set(path, written)
    written.push(writeImport(path, { target, kind, to: target }, `planted${written.length}`))
  }
  return new Map([...lines].map(([path, written]) => [path, wrapScript(path, written.join('\n'))]))
}

function pickTexts(
  texts: ReadonlyMap<string, string>,
  paths: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.map(path => [path, texts.get(path) ?? '']))
}
