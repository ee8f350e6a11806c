/** What `JSON.stringify` and `JSON.parse` carry without a change. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** A key with its value; objects travel so where their own keys could be taken for a tag. */
export type JsonEntry = readonly [key: string, value: Json]

/**
 * The wire form of what JSON cannot carry: an object with a `$type`. An object of the program that has a key of this
 * name travels as `object`, so nothing is taken for a tag that is none.
 */
export type Tagged =
  | { readonly $type: 'undefined' }
  /** A place of an array that has no value. */
  | { readonly $type: 'hole' }
  /** `NaN`, `Infinity`, `-Infinity` or `-0`. */
  | { readonly $type: 'number'; readonly value: string }
  | { readonly $type: 'bigint'; readonly value: string }
  /** A symbol of the global registry (`Symbol.for`), or a well-known one as `@@iterator`. */
  | { readonly $type: 'symbol'; readonly value: string }
  /** ISO 8601 in UTC; null for an invalid date. */
  | { readonly $type: 'date'; readonly value: string | null }
  | { readonly $type: 'regexp'; readonly value: string; readonly flags: string; readonly lastIndex: number }
  | { readonly $type: 'url'; readonly value: string }
  | { readonly $type: 'url-search-params'; readonly value: string }
  | { readonly $type: 'map'; readonly value: readonly (readonly [key: Json, value: Json])[] }
  | { readonly $type: 'set'; readonly value: readonly Json[] }
  /** Base64; `of` is the name of the constructor: `Buffer`, `Float64Array`, `ArrayBuffer`, `DataView`. */
  | { readonly $type: 'bytes'; readonly of: string; readonly value: string }
  | { readonly $type: 'object'; readonly value: readonly JsonEntry[] }
  | { readonly $type: 'null-prototype'; readonly value: readonly JsonEntry[] }
  /** An instance of a class that both sides know; its fields, or what its own codec made of it. */
  | { readonly $type: 'instance'; readonly class: string; readonly value: Json }
  | TaggedError
  /** An object around this place; `up` is 1 for the nearest. */
  | { readonly $type: 'cycle'; readonly up: number }
  /** What cannot travel; arrives as `undefined`. */
  | { readonly $type: 'lost'; readonly value: string }

/** An error: whoever knows its class, or else the nearest of `bases`, gets an instance of it. */
export interface TaggedError {
  readonly [key: string]: Json
  readonly $type: 'error'
  /** As the registry calls it, else the name of its constructor. */
  readonly class: string
  /** Classes above it, the nearest first. */
  readonly bases: readonly string[]
  readonly message: string
  /** Own enumerable properties, `code` among them. */
  readonly fields: Json
  /** Own properties that are not enumerable: `cause`, `errors`; neither message nor stack. */
  readonly hidden: Json
  /** Null unless the encoder was told to send stacks. */
  readonly stack: string | null
}

export type WireTag = Tagged['$type']
