import { type Decoding, decodeInto, unfinished } from './decoding.js'
import { decodeBytes } from './decode-bytes.js'
import { decodeError } from './decode-error.js'
import { WireError } from './loss.js'
import type { JsonEntry, Tagged, WireTag } from './tagged.js'

type Decoders = {
  readonly [Tag in WireTag]: (json: Extract<Tagged, { readonly $type: Tag }>, decoding: Decoding) => unknown
}

const decoders: Decoders = {
  undefined: () => undefined,
  hole: () => undefined,
  lost: () => undefined,
  number: ({ value }) => Number(value),
  bigint: ({ value }) => BigInt(value),
  symbol: ({ value }) => (value.startsWith('@@') ? Reflect.get(Symbol, value.slice(2)) : Symbol.for(value)),
  date: ({ value }) => new Date(value ?? Number.NaN),
  regexp: ({ value, flags, lastIndex }) => Object.assign(new RegExp(value, flags), { lastIndex }),
  url: ({ value }) => new URL(value),
  'url-search-params': ({ value }) => new URLSearchParams(value),
  map: decodeMap,
  set: decodeSet,
  bytes: ({ of, value }) => decodeBytes(of, value),
  object: ({ value }, decoding) => decodeInto({}, value, decoding),
  'null-prototype': ({ value }, decoding) => decodeInto(Object.create(null), value, decoding),
  instance: decodeInstance,
  error: decodeError,
  cycle: ({ up }, { around }) => around(up),
}

/** The value that a tagged object stands for. */
export function decodeTagged(json: Tagged, decoding: Decoding): unknown {
  const tag = String(json.$type)
  if (!Object.hasOwn(decoders, tag))
    throw new WireError(`Nothing is written as ${JSON.stringify(tag).slice(0, 80)}`)
  const decodeThis = decoders[json.$type] as (json: Tagged, decoding: Decoding) => unknown
  try {
    return decodeThis(json, decoding)
  } catch (cause) {
    if (cause instanceof WireError) throw cause
    throw new WireError(`This is no ${tag}: ${JSON.stringify(json).slice(0, 200)}`, { cause })
  }
}

function decodeMap({ value }: Extract<Tagged, { $type: 'map' }>, { within, decode }: Decoding): unknown {
  const map = new Map()
  return within(map, () => {
    for (const [key, item] of value) map.set(decode(key), decode(item))
    return map
  })
}

function decodeSet({ value }: Extract<Tagged, { $type: 'set' }>, { within, decode }: Decoding): unknown {
  const set = new Set()
  return within(set, () => {
    for (const item of value) set.add(decode(item))
    return set
  })
}

/** By the class's own codec, or its fields on an object of the class, whose constructor does not run. */
function decodeInstance(
  { class: name, value }: Extract<Tagged, { $type: 'instance' }>,
  decoding: Decoding,
): unknown {
  const known = decoding.registry.named(name)
  if (known?.read !== undefined) return known.read(decoding.within(unfinished, () => decoding.decode(value)))
  const target = known === null ? {} : Object.create(known.class.prototype)
  return decodeInto(target, Object.entries(value as object) as JsonEntry[], decoding)
}
