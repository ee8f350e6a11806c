import { type ClassRegistry, createClassRegistry } from './class-registry.js'
import { encodeObject } from './encode-object.js'
import { encodePrimitive } from './encode-primitive.js'
import type { Encoding } from './encoding.js'
import { type Loss, WireError } from './loss.js'
import type { Json } from './tagged.js'

export interface EncodeOptions {
  readonly registry?: ClassRegistry
  /** Sends the stacks of errors, which tell of the inside; off unless asked for. */
  readonly stacks?: boolean
  /** Most values inside of each other; 1,000 unless told otherwise. */
  readonly maxDepth?: number
  /** Most values in all; a million unless told otherwise. What is shared counts each time. */
  readonly maxValues?: number
}

export interface Encoded {
  readonly json: Json
  /** What does not arrive as it was, in the order in which it was met; the first thousand. */
  readonly losses: readonly Loss[]
}

/** Nobody reads more, and what is shared a lot is met a lot. */
const mostLosses = 1_000
const noClasses = createClassRegistry()

/**
 * The wire form of a value: plain JSON wherever JSON carries it, tagged where it does not. Everything is copied. Throws
 * a `WireError` for what is too deep or too large; getters and codecs of classes may throw their own.
 */
export function encode(value: unknown, options: EncodeOptions = {}): Encoded {
  const { registry = noClasses, stacks = false, maxDepth = 1_000, maxValues = 1_000_000 } = options
  const losses: Loss[] = []
  const around = new Map<object, number>()
  const met = new Set<object>()
  let values = 0
  const lose: Encoding['lose'] = (what, path, name = null) => {
    if (losses.length < mostLosses) losses.push({ what, path, name })
  }
  const encodeInside = (inner: object, path: string): Json => {
    const depth = around.get(inner)
    if (depth !== undefined) {
      lose('cycle', path)
      return { $type: 'cycle', up: around.size - depth }
    }
    if (around.size >= maxDepth)
      throw new WireError(`More than ${maxDepth} values inside of each other at ${path}`)
    if (met.has(inner)) lose('shared-reference', path)
    met.add(inner)
    around.set(inner, around.size)
    const json = encodeObject(inner, path, encoding)
    around.delete(inner)
    return json
  }
  const encoding: Encoding = {
    registry,
    stacks,
    lose,
    encode: (inner, path) => {
      values += 1
      if (values > maxValues) throw new WireError(`More than ${maxValues} values at ${path}`)
      if (typeof inner !== 'object' || inner === null) return encodePrimitive(inner, path, encoding)
      return encodeInside(inner, path)
    },
  }
  return { json: encoding.encode(value, ''), losses }
}
