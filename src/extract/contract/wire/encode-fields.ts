import { type Encoding, setProperty, step } from './encoding.js'
import type { Json } from './tagged.js'

/** Own enumerable properties; getters are read once. */
export function encodeFields(
  value: object,
  path: string,
  encoding: Encoding,
): { readonly [key: string]: Json } {
  const fields = {}
  const keys = Reflect.ownKeys(value)
  for (const key of keys) {
    const descriptor = Object.getOwnPropertyDescriptor(value, key)
    if (descriptor === undefined) continue
    if (typeof key === 'symbol') {
      if (descriptor.enumerable) encoding.lose('symbol-key', path, key.description ?? null)
      continue
    }
    const at = step(path, key)
    if (!descriptor.enumerable) {
      encoding.lose('not-enumerable', at, key)
      continue
    }
    if (descriptor.get !== undefined) encoding.lose('accessor', at, key)
    setProperty(fields, key, encoding.encode(Reflect.get(value, key), at))
  }
  if (keys.length > 0 && Object.isFrozen(value)) encoding.lose('frozen', path)
  return fields
}
