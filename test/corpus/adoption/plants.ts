import path from 'node:path'
import { deriveModuleDependencies, type Graph, isOpenTo, type Module } from '../../../src/graph/index.js'
import type { Dependency, RuleName } from '../../../src/index.js'

/** One line of code that breaks one rule when it is added to the end of a file. */
export interface Plant {
  readonly rule: RuleName
  /** A file that is there; for `unassigned-file`, a new one. */
  readonly file: string
  readonly line: string
}

/** `isSettled`: whether others keep to a module's public API, so that any import past it is told. */
type FindPlant = (graph: Graph, isSettled: (module: string) => boolean) => Omit<Plant, 'rule'> | null

/**
 * How a person would break each rule by hand; null where the repository leaves no room for it. A cycle is closed where the
 * way back has two ways, so that the planted import is the one to cut.
 */
export const plants: Readonly<Partial<Record<RuleName, FindPlant>>> = {
  'undeclared-dependency': graph =>
    findPair(graph, (from, to) =>
      mayUse(graph, from, to) ? null : importLine(sourceOf(graph, from), publicOf(graph, to)),
    ),
  'private-import': (graph, isSettled) => {
    const past = (from: Module, to: Module) =>
      mayUse(graph, from, to) ? importLine(sourceOf(graph, from), privateOf(graph, to)) : null
    return (
      findPair(graph, (from, to) => (isSettled(to.name) ? past(from, to) : null)) ?? findPair(graph, past)
    )
  },
  'layer-violation': graph =>
    findPair(graph, (from, to) => {
      const isOutward =
        to.layer !== null && graph.layers.indexOf(to.layer) < graph.layers.indexOf(from.layer ?? '')
      return isOutward ? importLine(sourceOf(graph, from), publicOf(graph, to)) : null
    }),
  'module-cycle': graph => {
    const users = usersOf(graph)
    return findPair(graph, (from, to) =>
      users.get(from.name)?.has(to.name) && !reaches(users, to.name, from.name) && isTwofold(graph, to, from)
        ? importLine(sourceOf(graph, from), publicOf(graph, to))
        : null,
    )
  },
  'file-cycle': graph => {
    const inside = graph.dependencies.filter(dependency => isInner(graph, dependency))
    const isThere = new Set(inside.map(({ from, to }) => `${from} ${to}`))
    const imported = new Set(graph.dependencies.map(({ to }) => to))
    const detour = inside.find(
      ({ from, to }) =>
        !imported.has(from) &&
        inside.some(next => next.from === to && next.to !== null && isThere.has(`${from} ${next.to}`)),
    )
    const end = inside.find(({ from, to }) => from === detour?.to && isThere.has(`${detour?.from} ${to}`))
    return detour === undefined || end === undefined ? null : importLine(end.to, detour.from)
  },
  'unassigned-file': graph =>
    graph.moduleOf('planted-here/planted.ts') === null && !graph.modules.has('planted-here')
      ? { file: 'planted-here/planted.ts', line: 'export const planted = 1' }
      : null,
  'foreign-table': graph => {
    const owned = graph.tables.find(
      ({ file, access }) => access === 'define' && graph.moduleOf(file) !== null,
    )
    const owner = owned && graph.moduleOf(owned.file)
    const other = [...graph.modules.values()].find(
      module => module !== owner && sourceOf(graph, module) !== null,
    )
    const file = other && sourceOf(graph, other)
    if (!owned || !file) return null
    return { file, line: `export const planted = db => db.query('SELECT * FROM ${owned.table}')` }
  },
}

/** Code of a module that imports code of the same module at run time. */
function isInner(graph: Graph, { from, to, kind, external }: Dependency): boolean {
  const isCode = kind === 'value' && !external && to !== null && isPlain(graph, from) && isPlain(graph, to)
  return isCode && graph.moduleOf(from) === graph.moduleOf(to)
}

function findPair<Found>(graph: Graph, find: (from: Module, to: Module) => Found | null): Found | null {
  const modules = [...graph.modules.values()]
  for (const from of modules)
    for (const to of modules) {
      const found = from === to ? null : find(from, to)
      if (found !== null) return found
    }
  return null
}

function importLine(from: string | null, to: string | null): Omit<Plant, 'rule'> | null {
  if (from === null || to === null) return null
  const relative = path.posix.relative(path.posix.dirname(from), to)
  const specifier = relative.startsWith('.') ? relative : `./${relative}`
  return { file: from, line: `import * as planted from '${specifier}'; void planted` }
}

function mayUse(graph: Graph, from: Module, to: Module): boolean {
  return isOpenTo(graph, from, to) || from.dependsOn.some(({ module }) => module === to.name)
}

/** A file of a module to write into, that has imports already. */
function sourceOf(graph: Graph, { files }: Module): string | null {
  return findPlain(graph, files)
}

function publicOf(graph: Graph, { publicFiles }: Module): string | null {
  return findPlain(graph, [...publicFiles])
}

function privateOf(graph: Graph, { files, publicFiles, interfaces }: Module): string | null {
  const isOpen = (file: string) => publicFiles.has(file) || interfaces.some(one => one.files.has(file))
  return findPlain(
    graph,
    files.filter(file => !isOpen(file)),
  )
}

/** TypeScript where there is some, JavaScript otherwise. */
function findPlain(graph: Graph, files: readonly string[]): string | null {
  const plain = files.filter(file => isPlain(graph, file))
  return plain.find(file => /\.tsx?$/.test(file)) ?? plain[0] ?? null
}

/** Code of the product: no test, nothing generated, no declarations. */
function isPlain(graph: Graph, file: string): boolean {
  const source = graph.files.get(file)
  return /(?<!\.d)\.m?[jt]sx?$/.test(file) && source !== undefined && !source.test && !source.generated
}

/** Whether one module imports another at two places or more, so that the way back is the cheaper one to cut. */
function isTwofold(graph: Graph, from: Module, to: Module): boolean {
  const imports = deriveModuleDependencies(graph).find(
    one => one.from === from.name && one.to === to.name,
  )?.imports
  return (
    new Set(imports?.filter(({ kind }) => kind === 'value').map(({ from, line }) => `${from} ${line}`))
      .size >= 2
  )
}

/** Module → modules that use it. */
function usersOf(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>()
  for (const { from, to } of deriveModuleDependencies(graph))
    users.set(to, (users.get(to) ?? new Set()).add(from))
  return users
}

function reaches(next: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from])
  for (const name of seen) for (const other of next.get(name) ?? []) seen.add(other)
  return seen.has(to)
}
