import type { ClassOutline, FunctionOutline } from '../../../../facts/index.js'
import type { Router } from '../router.js'
import type { Scope } from './scope.js'

/** What an expression may stand for when the program runs; what nobody can tell is `unknown`. */
export type Value =
  | TextValue
  | { readonly kind: 'constant'; readonly value: number | boolean | null }
  | { readonly kind: 'regexp' }
  | ListValue
  | MapValue
  | RecordValue
  | FunctionValue
  | ClassValue
  /** Something of a package: `['Router']` of `express`; `*` has no path. */
  | ExternalValue
  /** What a call of a package's function gave back. */
  | ResultValue
  | { readonly kind: 'router'; readonly router: Router }
  /** A method taken from a value, not yet called. */
  | { readonly kind: 'method'; readonly of: Value; readonly name: string }
  /** One of these. */
  | { readonly kind: 'choice'; readonly options: readonly Value[] }
  /** The module of a file. */
  | { readonly kind: 'module'; readonly path: string }
  | { readonly kind: 'unknown' }

export interface TextValue {
  readonly kind: 'text'
  readonly text: string
}

export interface ListValue {
  readonly kind: 'list'
  readonly items: Value[]
}

/** A `Map`: pairs in the order of their making. */
export interface MapValue {
  readonly kind: 'map'
  readonly pairs: (readonly [Value, Value])[]
}

/** A literal, or an object of a class. */
export interface RecordValue {
  readonly kind: 'record'
  readonly entries: Map<string, Value>
  readonly made: ClassValue | null
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly outline: FunctionOutline
  readonly scope: Scope
  readonly file: string
  readonly self: Value | null
  /** Fields put onto the function itself: `plugin.autoPrefix = '/shop'`. */
  readonly fields: Map<string, Value>
}

export interface ClassValue {
  readonly kind: 'class'
  readonly outline: ClassOutline
  readonly base: Value | null
  readonly scope: Scope
  readonly file: string
  readonly fields: Map<string, Value>
  /** What its decorators and those that they call have given it. */
  readonly marks: ResultValue[]
}

export interface ExternalValue {
  readonly kind: 'external'
  readonly package: string
  readonly path: readonly string[]
}

export interface ResultValue {
  readonly kind: 'result'
  readonly of: ExternalValue
  readonly args: readonly Value[]
}

export const unknown: Value = { kind: 'unknown' }

export const textValue = (text: string): Value => ({ kind: 'text', text })

export function recordOf(entries: Readonly<Record<string, Value>>): RecordValue {
  return { kind: 'record', entries: new Map(Object.entries(entries)), made: null }
}

export function isConstant(value: Value | undefined, wanted: boolean): boolean {
  return value?.kind === 'constant' && value.value === wanted
}

/** What a loop goes through; null for what it cannot, or what is not known. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (value.kind === 'list') return value.items
  return value.kind === 'map' ? value.pairs.map(([...items]) => ({ kind: 'list', items })) : null
}

/** More alternatives than this are nothing that a person wrote down. */
const mostOptions = 24

export function choiceOf(values: readonly Value[]): Value {
  const all = [...new Set(values.flatMap(optionsOf))]
  const options = all.length > mostOptions ? [...all.slice(0, mostOptions), unknown] : all
  const [only] = options
  return options.length === 1 && only !== undefined ? only : { kind: 'choice', options }
}

export function optionsOf(value: Value): readonly Value[] {
  return value.kind === 'choice' ? value.options : [value]
}
