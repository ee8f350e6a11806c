import { type ClassRegistry, createClassRegistry } from './class-registry.js'
import { decodeTagged } from './decode-tagged.js'
import { type Decoding, decodeInto, unfinished } from './decoding.js'
import { WireError } from './loss.js'
import type { Json, Tagged } from './tagged.js'

const noClasses = createClassRegistry()

/** The value that a wire form stands for. Throws a `WireError` for what is none, or more than 2,000 deep. */
export function decode(
  json: Json,
  { registry = noClasses }: { readonly registry?: ClassRegistry } = {},
): unknown {
  const stack: unknown[] = []
  const decoding: Decoding = {
    registry,
    decode: inner => decodeAny(inner, decoding),
    within: (around, decodeInside) => {
      if (stack.length >= 2_000) throw new WireError('More than 2000 values inside of each other')
      stack.push(around)
      const result = decodeInside()
      stack.pop()
      return result
    },
    around: up => {
      const found = stack.at(-up)
      if (up < 1 || found === undefined || found === unfinished)
        throw new WireError(`Nothing to lead back to, ${up} up`)
      return found
    },
  }
  return decoding.decode(json)
}

function decodeAny(json: Json, decoding: Decoding): unknown {
  if (typeof json !== 'object' || json === null) return json
  if (isList(json)) return decodeArray(json, decoding)
  if (Object.hasOwn(json, '$type')) return decodeTagged(json as unknown as Tagged, decoding)
  return decodeInto({}, Object.entries(json), decoding)
}

function decodeArray(json: readonly Json[], { within, decode: decodePart }: Decoding): unknown[] {
  const items: unknown[] = new Array(json.length)
  return within(items, () => {
    for (const [index, item] of json.entries()) if (!isHole(item)) items[index] = decodePart(item)
    return items
  })
}

function isHole(json: Json): boolean {
  return typeof json === 'object' && json !== null && Reflect.get(json, '$type') === 'hole'
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json)
}
