import type { Graph, Module } from '../../graph/graph.js'
import type { Violation } from '../../kernel/finding.js'
import { type Crossing, deriveCrossings } from '../crossings.js'
import { compileNames } from '../name-patterns.js'
import { findTarget, listModulePairs, plantImports } from '../plant-import.js'
import { compilePublicNames, type FindPublicFile } from '../public-names.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { compileStray } from '../stray-files.js'
import { testsOption } from '../tests-option.js'
import { describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** Code reaches past another module's public API, or into an interface that is meant for others. */
export const privateImport: Rule = {
  name: 'private-import',
  severity: 'error',
  kinds: ['value', 'type'],
  options: testsOption,
  find: findPrivate,
  idle: () => [],
  plants: plantPrivate,
}

function findPrivate(context: RuleContext): readonly Violation[] {
  const { graph, kinds, options } = context
  const isVisible = compileVisibility(graph)
  const findPublicFile = compilePublicNames(graph)
  const isStray = compileStray(context)
  const violations: Violation[] = []
  for (const crossing of deriveCrossings(graph)) {
    const { dependency, from, to } = crossing
    if (to === null || to === from || dependency.to === null || !kinds.has(dependency.kind)) continue
    if (isVisible(to, dependency.to, from)) continue
    if (options.tests === false && graph.files.get(dependency.from)?.test) continue
    if (from === null && isStray(dependency.from)) continue
    violations.push(...describePrivate(crossing, to, findPublicFile))
  }
  return mergeSites(violations)
}

type IsVisible = (owner: Module, file: string, user: Module | null) => boolean

/** Interfaces are looked at for private files only, each pattern compiled once. */
function compileVisibility(graph: Graph): IsVisible {
  const interfaces = new Map(
    [...graph.modules.values()].map(module => [
      module.name,
      module.interfaces.map(({ files, visibleTo }) => ({
        files,
        admits: visibleTo === null ? () => true : compileNames(visibleTo),
        open: visibleTo === null,
      })),
    ]),
  )
  return (owner, file, user) =>
    owner.publicFiles.has(file) ||
    (interfaces.get(owner.name) ?? []).some(
      ({ files, admits, open }) => files.has(file) && (open || (user !== null && admits(user.name))),
    )
}

function describePrivate(
  { dependency, from }: Crossing,
  to: Module,
  findPublicFile: FindPublicFile,
): readonly Violation[] {
  const user = from === null ? 'Code outside all modules' : `Module "${from.name}"`
  const restricted = to.interfaces.find(({ files }) => dependency.to !== null && files.has(dependency.to))
  const past =
    restricted === undefined
      ? `reaches past the public API of "${to.name}"`
      : `uses the interface "${restricted.name}" of "${to.name}", which is for others`
  return symbolsOf(dependency).map(symbol => {
    const publicFile = symbol === null || symbol === '*' ? null : findPublicFile(to, dependency, symbol)
    return {
      rule: 'private-import',
      from: sourceOf(dependency, from, symbol),
      to: { module: to.name, file: dependency.to },
      message: `${user} ${past}: ${describeImport(dependency, symbol)}.`,
      hint: describeWayOut(
        to,
        restricted,
        publicFile === null ? null : `Import ${symbol} from ${publicFile} instead.`,
      ),
      kind: dependency.kind,
    }
  })
}

function describeWayOut(
  to: Module,
  restricted: Module['interfaces'][number] | undefined,
  instead: string | null,
) {
  if (instead !== null) return instead
  const entry = findEntry(to)
  if (restricted !== undefined) {
    const visible = restricted.visibleTo?.join(', ') || 'nobody'
    return `The interface is visible to ${visible}: use the public API of "${to.name}"${entry ? ` (${entry})` : ''}, or add the module to its "visibleTo".`
  }
  if (to.publicFiles.size === 0)
    return `"${to.name}" has no public file yet: give it one that exports this, and import that.`
  if (entry === null) return `Use what "${to.name}" opens to others, or add this file to its "public".`
  return `Export it from ${entry} if others are to use it, and import it from there.`
}

/** The one file that exports for others: an index, or the only one that is public. */
function findEntry({ publicFiles }: Module): string | null {
  const files = [...publicFiles]
  const index = files.find(file => /(?:^|\/)index\.[^/]+$/.test(file))
  return index ?? (files.length === 1 ? (files[0] ?? null) : null)
}

/** For each pair of modules, an import of a file that the one has not opened to the other. */
function plantPrivate(context: RuleContext): readonly Plant[] {
  const { graph, kinds } = context
  const [kind] = kinds
  if (kind === undefined) return []
  const isVisible = compileVisibility(graph)
  const imports = listModulePairs(graph).flatMap(([from, to]) => {
    const target = findTarget(graph, to, file => !isVisible(to, file, from))
    return target === null ? [] : [{ from, to: to.name, target, kind }]
  })
  return plantImports(context, 'private-import', imports)
}
