import { classNameOf, type Encoding, step } from './encoding.js'
import { encodeLost } from './encode-primitive.js'
import type { WireLoss } from './loss.js'
import type { Json } from './tagged.js'

type EncodeBuiltIn = (value: never, path: string, encoding: Encoding) => Json

/**
 * By the tag that the language gives, which is the same in every realm: tests run in realms of their own, and their
 * `Date` is not ours.
 */
const builtIns: Readonly<Record<string, EncodeBuiltIn>> = {
  Date: (value: Date) => ({
    $type: 'date',
    value: Number.isNaN(value.getTime()) ? null : value.toISOString(),
  }),
  RegExp: ({ source, flags, lastIndex }: RegExp) => ({ $type: 'regexp', value: source, flags, lastIndex }),
  URL: ({ href }: URL) => ({ $type: 'url', value: href }),
  URLSearchParams: (value: URLSearchParams) => ({ $type: 'url-search-params', value: value.toString() }),
  Map: (value: ReadonlyMap<unknown, unknown>, path, { encode }) => ({
    $type: 'map',
    value: Array.from(value, ([key, item], index) => {
      const at = step(path, index)
      return [encode(key, step(at, 'key')), encode(item, step(at, 'value'))] as const
    }),
  }),
  Set: (value: ReadonlySet<unknown>, path, { encode }) => ({
    $type: 'set',
    value: Array.from(value, (item, index) => encode(item, step(path, index))),
  }),
  ArrayBuffer: (value: ArrayBuffer) => ({
    $type: 'bytes',
    of: 'ArrayBuffer',
    value: Buffer.from(value).toString('base64'),
  }),
  SharedArrayBuffer: refuse('platform'),
  Promise: refuse('promise'),
  WeakMap: refuse('weak-reference'),
  WeakSet: refuse('weak-reference'),
  WeakRef: refuse('weak-reference'),
  Generator: refuse('iterator'),
  AsyncGenerator: refuse('iterator'),
  ReadableStream: refuse('stream'),
  WritableStream: refuse('stream'),
  TransformStream: refuse('stream'),
  AbortSignal: refuse('platform'),
  AbortController: refuse('platform'),
  Request: refuse('platform'),
  Response: refuse('platform'),
  FormData: refuse('platform'),
  Blob: refuse('platform'),
  File: refuse('platform'),
  Boolean: unbox,
  Number: unbox,
  String: unbox,
  BigInt: unbox,
  Symbol: unbox,
}

/** What the language or the platform brings; null for anything else. */
export function encodeBuiltIn(value: object, path: string, encoding: Encoding): Json | null {
  if (ArrayBuffer.isView(value)) return encodeView(value)
  const tag = Object.prototype.toString.call(value).slice(8, -1)
  const encodeTagged = Object.hasOwn(builtIns, tag) ? builtIns[tag] : undefined
  if (encodeTagged === undefined) return null
  const generated = tag.endsWith('Generator')
  if (!generated && !descendsFrom(value, tag)) return null
  const json = encodeTagged(value as never, path, encoding)
  const name = classNameOf(value)
  if (!generated && name !== tag && !isLost(json)) encoding.lose('class-instance', path, name)
  return json
}

function encodeView(view: ArrayBufferView): Json {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength)
  const of = Buffer.isBuffer(view) ? 'Buffer' : Object.prototype.toString.call(view).slice(8, -1)
  return { $type: 'bytes', of, value: bytes.toString('base64') }
}

function unbox(value: object, path: string, { encode, lose }: Encoding): Json {
  lose('boxed', path, classNameOf(value))
  return encode(value.valueOf(), path)
}

function refuse(what: WireLoss): EncodeBuiltIn {
  return (value, path, { lose }) => encodeLost(what, path, { lose, name: classNameOf(value) })
}

function isLost(json: Json): boolean {
  return typeof json === 'object' && json !== null && Reflect.get(json, '$type') === 'lost'
}

/** Whether a class of this name is above it, in whichever realm. */
function descendsFrom(value: object, name: string): boolean {
  for (let above = Object.getPrototypeOf(value); above !== null; above = Object.getPrototypeOf(above))
    if (Object.hasOwn(above, 'constructor') && above.constructor?.name === name) return true
  return false
}
