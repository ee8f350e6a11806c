import type { Encoding } from './encoding.js'
import type { WireLoss } from './loss.js'
import type { Json } from './tagged.js'

/** Whatever is no object; functions count as primitives here, for nothing of them travels. */
export function encodePrimitive(value: unknown, path: string, { lose }: Encoding): Json {
  switch (typeof value) {
    case 'undefined':
      return { $type: 'undefined' }
    case 'bigint':
      return { $type: 'bigint', value: String(value) }
    case 'number':
      return encodeNumber(value)
    case 'symbol':
      return encodeSymbol(value, path, lose)
    case 'function':
      return encodeLost('function', path, { lose, name: value.name })
    default:
      return value as Json
  }
}

/** A value of which nothing travels; whoever reads it finds `undefined`. */
export function encodeLost(
  what: WireLoss,
  path: string,
  { lose, name }: Pick<Encoding, 'lose'> & { readonly name: string | null },
): Json {
  lose(what, path, name === '' ? null : name)
  return { $type: 'lost', value: what }
}

function encodeNumber(value: number): Json {
  if (Number.isFinite(value) && !Object.is(value, -0)) return value
  return { $type: 'number', value: Object.is(value, -0) ? '-0' : String(value) }
}

function encodeSymbol(value: symbol, path: string, lose: Encoding['lose']): Json {
  const key = Symbol.keyFor(value)
  if (key !== undefined && !key.startsWith('@@')) return { $type: 'symbol', value: key }
  const name = wellKnown.find(each => Reflect.get(Symbol, each) === value)
  if (name !== undefined) return { $type: 'symbol', value: `@@${name}` }
  return encodeLost('symbol', path, { lose, name: value.description ?? null })
}

const wellKnown = Object.getOwnPropertyNames(Symbol).filter(
  name => typeof Reflect.get(Symbol, name) === 'symbol',
)
