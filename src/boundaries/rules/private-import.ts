import type { Graph, Module } from '../../graph/graph.js'
import type { Dependency } from '../../kernel/dependency.js'
import type { Violation } from '../../kernel/finding.js'
import type { Problem } from '../../kernel/problem.js'
import { type Crossing, deriveCrossings } from '../crossings.js'
import { compileNames, suggestName } from '../name-patterns.js'
import { findTarget, listModulePairs, plantImports } from '../plant-import.js'
import { compilePublicNames, type PublicNames } from '../public-names.js'
import type { Plant, Rule, RuleContext } from '../rule.js'
import { compileStray } from '../stray-files.js'
import { testsOption } from '../tests-option.js'
import { describeImport, mergeSites, sourceOf, symbolsOf } from '../violations.js'

/** Code reaches past another module's public API, or into an interface that is meant for others. */
export const privateImport: Rule = {
  name: 'private-import',
  severity: 'error',
  kinds: ['value', 'type'],
  options: {
    ...testsOption,
    properties: {
      ...testsOption.properties,
      offered: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description:
          'Modules, entries of "modules", or globs of them, whose public API is not settled: only imports of what a public file offers too are reported, and those by a relative path out of the package.',
      },
    },
  },
  find: findPrivate,
  idle: findIdle,
  plants: plantPrivate,
}

function findPrivate(context: RuleContext): readonly Violation[] {
  const { graph, kinds, options } = context
  const isVisible = compileVisibility(graph)
  const ways: WaysOut = {
    names: compilePublicNames(graph),
    isUnsettled: compileUnsettled(context),
    breaksOut: compileBreakOut(graph),
  }
  const isStray = compileStray(context)
  const violations: Violation[] = []
  for (const crossing of deriveCrossings(graph)) {
    const { dependency, from, to } = crossing
    if (to === null || to === from || dependency.to === null || !kinds.has(dependency.kind)) continue
    if (isVisible(to, dependency.to, from)) continue
    if (options.tests === false && graph.files.get(dependency.from)?.test) continue
    if (from === null && isStray(dependency.from)) continue
    violations.push(...describePrivate(crossing, to, ways))
  }
  return mergeSites(violations)
}

function offeredIn({ options }: Pick<RuleContext, 'options'>): readonly string[] {
  return (options.offered as readonly string[] | undefined) ?? []
}

type IsUnsettled = (module: Module) => boolean

/** A name may be that of a module or of the entry that makes it. */
function compileUnsettled(context: RuleContext): IsUnsettled {
  const names = offeredIn(context)
  const isName = compileNames(names.filter(name => !name.includes('{')))
  return ({ name, declaredAt }) => isName(name) || names.includes(String(declaredAt[1]))
}

function compileBreakOut({ packages }: Graph): WaysOut['breaksOut'] {
  const folders = new Set(packages.map(({ folder }) => folder))
  const homes = new Map<string, string>()
  const homeOf = (folder: string): string => {
    const known =
      homes.get(folder) ?? (folder === '' || folders.has(folder) ? folder : homeOf(parentOf(folder)))
    homes.set(folder, known)
    return known
  }
  return ({ specifier, from, to }) =>
    specifier.startsWith('.') && to !== null && homeOf(parentOf(from)) !== homeOf(parentOf(to))
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
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

interface WaysOut {
  readonly names: PublicNames
  /** Whether the public API of a module counts only as far as it offers what is imported. */
  readonly isUnsettled: IsUnsettled
  /** Whether an import climbs out of its own package by a relative path: nobody's habit, whatever the package offers. */
  readonly breaksOut: (dependency: Dependency) => boolean
}

function describePrivate(
  { dependency, from }: Crossing,
  to: Module,
  { names, isUnsettled, breaksOut }: WaysOut,
): readonly Violation[] {
  const user = from === null ? 'Code outside all modules' : `Module "${from.name}"`
  const restricted = to.interfaces.find(({ files }) => dependency.to !== null && files.has(dependency.to))
  const past =
    restricted === undefined
      ? `reaches past the public API of "${to.name}"`
      : `uses the interface "${restricted.name}" of "${to.name}", which is for others`
  return symbolsOf(dependency).flatMap(symbol => {
    const publicFile = symbol === null || symbol === '*' ? null : names.findPublicFile(to, dependency, symbol)
    if (publicFile === null && restricted === undefined && isUnsettled(to) && !breaksOut(dependency))
      return []
    return {
      rule: 'private-import' as const,
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

function findIdle(context: RuleContext): readonly Problem[] {
  const names = [...context.graph.modules.keys(), ...context.config.modules.map(({ name }) => name)]
  return offeredIn(context).flatMap((pattern, at) => {
    if (names.includes(pattern) || names.some(compileNames([pattern]))) return []
    return [
      {
        code: 'rule-empty' as const,
        message: `private-import names "${pattern}" in "offered", which no module is called.`,
        place: context.config.locate(['rules', 'private-import', 1, 'offered', at]),
        hint: `${suggestName(pattern, names)}Correct the name or delete it.`,
      },
    ]
  })
}

/** The one file that exports for others: an index, or the only one that is public. */
function findEntry({ publicFiles }: Module): string | null {
  const files = [...publicFiles]
  const index = files.find(file => /(?:^|\/)index\.[^/]+$/.test(file))
  return index ?? (files.length === 1 ? (files[0] ?? null) : null)
}

/**
 * For each pair of modules, an import of a file that the one has not opened to the other; of a module without a settled
 * API, of something that a public file offers too.
 */
function plantPrivate(context: RuleContext): readonly Plant[] {
  const { graph, kinds } = context
  const [kind] = kinds
  if (kind === undefined) return []
  const isVisible = compileVisibility(graph)
  const { findOffered } = compilePublicNames(graph)
  const isUnsettled = compileUnsettled(context)
  const imports = listModulePairs(graph).flatMap(([from, to]) => {
    if (isUnsettled(to)) {
      const offered = findOffered(to)
      return offered === null
        ? []
        : [{ from, to: to.name, target: offered.file, kind, symbol: offered.symbol }]
    }
    const target = findTarget(graph, to, file => !isVisible(to, file, from))
    return target === null ? [] : [{ from, to: to.name, target, kind }]
  })
  return plantImports(context, 'private-import', imports)
}
