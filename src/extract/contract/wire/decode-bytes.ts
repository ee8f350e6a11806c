import { WireError } from './loss.js'

const arrays = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

/** Bytes in a buffer of their own. */
export function decodeBytes(of: string, base64: string): unknown {
  const bytes = Buffer.from(base64, 'base64')
  if (of === 'Buffer') return bytes
  const copy = new Uint8Array(bytes).buffer
  if (of === 'ArrayBuffer') return copy
  if (!Object.hasOwn(arrays, of)) throw new WireError(`There are no bytes called ${of.slice(0, 80)}`)
  const Made: new (buffer: ArrayBuffer) => ArrayBufferView = arrays[of as keyof typeof arrays]
  return new Made(copy)
}
