import type { Facts } from '../../../src/facts/index.js'
import type { Dependency } from '../../../src/index.js'
import type { TheirImport } from './cruise-group.js'
import type { TheirEdges } from './read-their-edges.js'

/** A pair of files that only one of the two connects. */
export interface Difference {
  readonly side: 'ours' | 'theirs'
  readonly from: string
  readonly to: string
  /** Our imports in `from`: those to `to`, or where the other side has the pair, those with the same specifiers. */
  readonly ours: readonly Dependency[]
  /** Theirs, likewise. */
  readonly theirs: readonly TheirImport[]
  /** Whether dependency-cruiser read `from`. */
  readonly cruised: boolean
}

export interface Comparison {
  readonly ours: number
  readonly theirs: number
  readonly common: number
  readonly differences: readonly Difference[]
  /** Our imports of workspace packages that lead out of the repository; whatever the other tool finds, they are wrong. */
  readonly astray: readonly Dependency[]
}

/** Compares the sets of pairs of files inside the root. */
export function compareEdges(facts: Facts, { importsOf }: TheirEdges): Comparison {
  const ours = groupPairs(facts.dependencies.filter(isInside), ({ from, to }) => [from, to as string])
  const theirImports = [...importsOf].flatMap(([from, imports]) =>
    imports.filter(({ to }) => to !== null && isInsidePath(to)).map(item => ({ from, item })),
  )
  const theirs = groupPairs(theirImports, ({ from, item }) => [from, item.to as string])
  const oursOf = groupBy(facts.dependencies, ({ from }) => from)
  const onlyOurs = [...ours].filter(([key]) => !theirs.has(key))
  const onlyTheirs = [...theirs].filter(([key]) => !ours.has(key))
  return {
    ours: ours.size,
    theirs: theirs.size,
    common: ours.size - onlyOurs.length,
    astray: findAstray(facts),
    differences: [
      ...onlyOurs.map(([key, found]): Difference => {
        const [from, to] = splitKey(key)
        const specifiers = new Set(found.map(({ specifier }) => specifier))
        const theirs = (importsOf.get(from) ?? []).filter(({ specifier }) => specifiers.has(specifier))
        return { side: 'ours', from, to, ours: found, theirs, cruised: importsOf.has(from) }
      }),
      ...onlyTheirs.map(([key, found]): Difference => {
        const [from, to] = splitKey(key)
        const specifiers = new Set(found.map(({ item }) => item.specifier))
        const ours = (oursOf.get(from) ?? []).filter(({ specifier }) => specifiers.has(specifier))
        return { side: 'theirs', from, to, ours, theirs: found.map(({ item }) => item), cruised: true }
      }),
    ],
  }
}

function findAstray({ packages, dependencies }: Facts): readonly Dependency[] {
  const names = new Set(packages.map(({ name }) => name))
  return dependencies.filter(({ external, to }) => external && names.has(to ?? ''))
}

function isInside({ external, to }: Dependency): boolean {
  return !external && to !== null
}

function isInsidePath(path: string): boolean {
  return !path.startsWith('../') && !/(^|\/)node_modules\//.test(path) && !path.startsWith('/')
}

function groupPairs<Item>(items: readonly Item[], pairOf: (item: Item) => readonly [string, string]) {
  return groupBy(items, item => pairOf(item).join('\0'))
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}

function splitKey(key: string): [string, string] {
  const [from = '', to = ''] = key.split('\0')
  return [from, to]
}
