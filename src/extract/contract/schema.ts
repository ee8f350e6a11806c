import type { Json } from './wire/index.js'

/** What may be said of any place; words of JSON Schema where it has them. */
export interface Annotations {
  readonly title?: string
  readonly description?: string
  readonly deprecated?: true
  /** Wire form of what stands for a missing value. */
  readonly default?: Json
  /** A branded type is its base on the wire; the name of the brand. */
  readonly brand?: string
  /** `Either`, `Result`, `Option`: a value that says itself whether something went well. */
  readonly outcome?: Outcome
}

/** What stands where data cannot. Nothing of it travels, so an operation that needs it is refused. */
export const refusals = {
  function: 'a function runs where it was made',
  promise: 'a promise inside of data has no end that could travel',
  stream: 'a stream inside of data cannot travel',
  iterator: 'an iterator inside of data cannot travel',
  symbol: 'a symbol is the same on one side alone',
  'weak-reference': 'weak collections hold on to objects of one side',
  'open-generic': 'the type is told by the caller, so nobody else can check it',
  'platform-object': 'it belongs to the process that made it',
  transaction: 'a transaction ends where its connection does',
  'private-state': 'part of its state is private, so it cannot be built again from its data',
  transform: 'a transform has no way back; a codec has one',
  'too-deep': 'the type has more levels than can be told',
  never: 'no value has this type',
} as const
export type Refusal = keyof typeof refusals

interface StringSchema extends Annotations {
  readonly kind: 'string'
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly contentEncoding?: string
}

interface NumberSchema extends Annotations {
  readonly kind: 'number'
  readonly integer?: true
  /** `NaN`, the infinities and -0 may stand there; they travel tagged. */
  readonly nonFinite?: true
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
}

interface EnumSchema extends Annotations {
  readonly kind: 'enum'
  /** A TypeScript enum keeps the names of its members; null for unions of literals and for one literal. */
  readonly name: string | null
  readonly enum: readonly (string | number | boolean)[]
  /** Name of each value, in the same order. */
  readonly names?: readonly string[]
}

interface ArraySchema extends Annotations {
  readonly kind: 'array'
  readonly items: Schema
  readonly minItems?: number
  readonly maxItems?: number
}

interface TupleSchema extends Annotations {
  readonly kind: 'tuple'
  readonly prefixItems: readonly Schema[]
  /** How many stand there at least. */
  readonly minItems: number
  /** What may follow; null for nothing. */
  readonly items: Schema | null
}

export interface ObjectSchema extends Annotations {
  readonly kind: 'object'
  readonly properties: Readonly<Record<string, Schema>>
  readonly required: readonly string[]
  /** Of keys that have no property; false where others are refused, true where they pass. */
  readonly additionalProperties: Schema | boolean
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly propertyNames?: Schema
}

/** An object of a class that both sides know. */
export interface InstanceSchema extends Annotations {
  readonly kind: 'instance'
  /** `file#name`, as the registry of the wire form calls it. */
  readonly class: string
  readonly fields: ObjectSchema
  readonly methods: readonly string[]
  /** `fields`: its fields on an object of the class, whose constructor does not run. `data`: it has no methods. */
  readonly rebuild: 'fields' | 'data'
  /** Whether a mapper of objects to tables keeps it. */
  readonly entity?: true
}

/** An object of a library that travels as text: a decimal, a moment. Its reader and writer are registered by name. */
interface ConvertedSchema extends Annotations {
  readonly kind: 'converted'
  /** `decimal.js#Decimal`. */
  readonly class: string
  readonly format: 'decimal' | 'date-time' | 'duration' | 'object-id'
}

export interface UnionSchema extends Annotations {
  readonly kind: 'union'
  readonly anyOf: readonly Schema[]
  /** The property whose literal tells members apart; null where shape or codec does. */
  readonly discriminator: string | null
}

/** What such a value holds in either case. */
export interface Outcome {
  readonly form: 'either' | 'result' | 'option'
  readonly success: Schema
  readonly failure: Schema | null
}

export interface RefusedSchema extends Annotations {
  readonly kind: 'refused'
  readonly why: Refusal
  /** The type as it is written. */
  readonly type: string
}

/**
 * The structure of a value and how it travels. Keywords are those of JSON Schema 2020-12; `kind` says which apply, and
 * names what JSON Schema does not know: those travel in the tagged form of `wire`.
 */
export type Schema =
  /** `warned` for `any`: nobody checks what passes. */
  | (Annotations & {
      readonly kind: 'any'
      readonly written: 'any' | 'unknown' | 'unresolved'
      readonly type?: string
    })
  | (Annotations & { readonly kind: 'null' | 'undefined' | 'boolean' | 'bigint' })
  | (Annotations & { readonly kind: 'date' | 'regexp' | 'url' | 'url-search-params' })
  | StringSchema
  | NumberSchema
  | EnumSchema
  | ArraySchema
  | TupleSchema
  | ObjectSchema
  | InstanceSchema
  | ConvertedSchema
  | UnionSchema
  | RefusedSchema
  | (Annotations & { readonly kind: 'intersection'; readonly allOf: readonly Schema[] })
  | (Annotations & { readonly kind: 'map'; readonly key: Schema; readonly value: Schema })
  | (Annotations & { readonly kind: 'set'; readonly items: Schema })
  /** `of` is a name of the wire form: `Buffer`, `Uint8Array`. */
  | (Annotations & { readonly kind: 'bytes'; readonly of: string })
  /** By the name of an error of the contract; null for any. */
  | (Annotations & { readonly kind: 'error'; readonly error: string | null })
  /** A type of the contract, by name. */
  | (Annotations & { readonly kind: 'reference'; readonly $ref: string })
  /** A codec of the contract's own: `value` in the program, `wire` on the way. */
  | (Annotations & { readonly kind: 'codec'; readonly wire: Schema; readonly value: Schema })
