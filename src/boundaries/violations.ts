import type { Module } from '../graph/graph.js'
import type { Dependency } from '../kernel/dependency.js'
import type { FindingSource, RelatedPlace, Violation } from '../kernel/finding.js'

/** The symbols of an edge, each to be judged; one null for an edge that names none. */
export function symbolsOf(dependency: Dependency): readonly (string | null)[] {
  return dependency.symbols.length === 0 ? noSymbol : dependency.symbols
}
const noSymbol: readonly (string | null)[] = [null]

/** Where an import stands, as the start of a finding. */
export function sourceOf(
  dependency: Dependency,
  module: Module | null,
  symbol: string | null,
): FindingSource {
  const { from: file, line, column } = dependency
  return { module: module?.name ?? null, file, line, column, symbol }
}

const verbs = { value: 'imports', type: 'imports', asset: 'refers to', mock: 'mocks' } as const

/** `src/orders/place.ts imports charge from src/billing/index.ts`. */
export function describeImport(dependency: Dependency, symbol: string | null): string {
  const target = dependency.to ?? dependency.specifier
  const verb = verbs[dependency.kind]
  if (symbol === null || symbol === '*') return `${dependency.from} ${verb} ${target}`
  const what = symbol === 'default' ? 'the default export' : symbol
  return `${dependency.from} ${verb} ${what}${dependency.kind === 'type' ? ' as a type' : ''} from ${target}`
}

/** One violation per identity: the first site stays, further ones become its related places. */
export function mergeSites(violations: readonly Violation[]): readonly Violation[] {
  const merged = new Map<string, Violation>()
  const further = new Map<string, RelatedPlace[]>()
  for (const violation of violations) {
    const key = [violation.from.file, violation.to.module ?? violation.to.file, violation.from.symbol].join(
      '\0',
    )
    if (!merged.has(key)) merged.set(key, violation)
    else if (further.get(key)?.push(sitePlace(violation)) === undefined)
      further.set(key, [sitePlace(violation)])
  }
  return [...merged].map(([key, violation]) => withRelated(violation, further.get(key)))
}

function withRelated(violation: Violation, places: readonly RelatedPlace[] | undefined): Violation {
  return places === undefined
    ? violation
    : { ...violation, related: [...(violation.related ?? []), ...places] }
}

function sitePlace({ from }: Violation): RelatedPlace {
  return { file: from.file, line: from.line, column: from.column, message: 'again here' }
}

/** Order of file, line, column, rule, target and symbol, by code units: the same on every machine. */
export function compareViolations(left: Violation, right: Violation): number {
  return (
    compareText(left.from.file, right.from.file) ||
    left.from.line - right.from.line ||
    left.from.column - right.from.column ||
    compareText(left.rule, right.rule) ||
    compareText(left.to.module ?? left.to.file ?? '', right.to.module ?? right.to.file ?? '') ||
    compareText(left.from.symbol ?? '', right.from.symbol ?? '')
  )
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
