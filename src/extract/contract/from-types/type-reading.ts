import { ts } from 'ts-morph'
import type { Place } from '../../../kernel/finding.js'
import type { Program } from '../../program/program.js'
import type { ContractError, ContractType } from '../contract.js'
import type { LossName } from '../lossiness.js'
import type { Schema } from '../schema.js'

/** Where a type stands. */
export interface Spot {
  /** As the contract calls it: `Orders.place(order).lines[]`. */
  readonly at: string
  /** The type as it is written there; null where it is inferred. */
  readonly node: ts.TypeNode | null
  /** Declaration that it belongs to, for its place in the code. */
  readonly declaration: ts.Node | null
  readonly depth: number
}

/** One reading of a module's types: what is found along the way is collected. */
export interface TypeReading {
  readonly program: Program
  readonly checker: ts.TypeChecker
  readonly types: NamedTypes
  readonly errors: Map<string, ContractError>
  readonly describe: (type: ts.Type, spot: Spot) => Schema
  readonly lose: (what: LossName, spot: Spot, name?: string | null) => void
  /** All that was lost so far. */
  readonly losses: readonly LossAt[]
}

/** A loss as it is met. */
export interface LossAt {
  readonly what: LossName
  readonly spot: Spot
  readonly name: string | null
}

/** Types that have a name, each told once. */
export interface NamedTypes {
  /** The reference to a type; the first time, `build` tells its structure, in which it may refer to itself. */
  readonly refer: (key: NamedTypeKey, build: (name: string) => Schema) => Schema
  readonly all: () => Readonly<Record<string, ContractType>>
}

export interface NamedTypeKey {
  readonly type: ts.Type
  readonly name: string
  readonly source: string | null
}

/** One step further inside. */
export function inside(spot: Spot, step: string, node: ts.TypeNode | null = null): Spot {
  return { ...spot, at: spot.at + step, node, depth: spot.depth + 1 }
}

/** `file#name` of a declaration of the repository, `package#name` of a library; null where neither can be told. */
export function idOf(symbol: ts.Symbol, program: Program): string | null {
  const declaration = symbol.declarations?.[0]
  if (declaration === undefined) return null
  const name = declaredName(symbol)
  if (name === '__type' || name === '__object') return null
  const file = program.fileOf(declaration)
  if (file !== null) return `${file.path}#${name}`
  const owner = packageOf(declaration.getSourceFile().fileName)
  return owner === null ? name : `${owner}#${name}`
}

/** As it is declared, also where it is exported as default; `default` for what has no name. */
export function declaredName({ name, declarations }: ts.Symbol): string {
  if (name !== 'default') return name
  const { name: declared } = (declarations?.[0] ?? {}) as { readonly name?: ts.Node }
  return declared !== undefined && ts.isIdentifier(declared) ? declared.text : name
}

/** Whether it is declared by the repository itself, not by a library or the language. */
export function isOwn(symbol: ts.Symbol | undefined, program: Program): boolean {
  return symbol?.declarations?.some(declaration => program.fileOf(declaration) !== null) ?? false
}

/** Name of the package whose file it is; null outside of packages, as for the language's own. */
export function packageOf(file: string): string | null {
  const found = /.*\/node_modules\/(@[^/]+\/[^/]+|[^/]+)/.exec(file)?.[1] ?? null
  if (found === 'typescript') return null
  return found?.startsWith('@types/') ? found.slice('@types/'.length) : found
}

export function placeOf({ declaration, node }: Spot, program: Program): Place | null {
  const at = node ?? declaration
  return at !== null && program.fileOf(at) !== null ? program.placeOf(at) : null
}

/** Writing a type of a framework down takes longer than all that is asked about it besides. */
const names = new WeakMap<ts.Type, string>()

/** The type as people write it, short enough to be read. */
export function nameOfType(type: ts.Type, checker: ts.TypeChecker): string {
  const known = names.get(type)
  if (known !== undefined) return known
  const text = checker.typeToString(type, undefined, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope)
  const name = text.length <= 80 ? text : `${text.slice(0, 79)}…`
  names.set(type, name)
  return name
}
