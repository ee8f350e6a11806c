import type { ClassRegistry } from './class-registry.js'
import { setProperty } from './encoding.js'
import type { Json } from './tagged.js'

/** One value on its way out of the wire form, as its parts see it. */
export interface Decoding {
  readonly registry: ClassRegistry
  readonly decode: (json: Json) => unknown
  /** Decodes with an object that stands around it, so that what is inside can lead back to it. */
  readonly within: <T>(around: unknown, decodeInside: () => T) => T
  /** The object that is `up` steps around; throws where there is none. */
  readonly around: (up: number) => unknown
}

/** Stands for an object that its own class makes once all that is inside is there. */
export const unfinished = Symbol('unfinished')

/** Fills an object with properties. */
export function decodeInto<T extends object>(
  target: T,
  entries: Iterable<readonly [string, Json]>,
  { within, decode: decodePart }: Decoding,
): T {
  return within(target, () => {
    for (const [key, value] of entries) setProperty(target, key, decodePart(value))
    return target
  })
}
