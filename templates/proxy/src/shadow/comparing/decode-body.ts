import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { CapturedAnswer } from '../copying/captured-answer.js'
import { headerValues } from './headers.js'

/** Why a body cannot be compared. */
export type BodyObstacle = 'truncated' | 'too large when decoded' | 'unknown encoding' | 'broken encoding'

export type DecodedBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'obstacle'; readonly obstacle: BodyObstacle }

/** Bytes of a decoded body: a small body may be packed from a huge one. */
export const decodedLimit = 1024 * 1024

type Decode = (bytes: Buffer, options: { readonly maxOutputLength: number }) => Buffer

const decoders: Readonly<Record<string, Decode>> = {
  gzip: gunzipSync,
  'x-gzip': gunzipSync,
  deflate: (bytes, options) => (isZlib(bytes) ? inflateSync : inflateRawSync)(bytes, options),
  br: brotliDecompressSync,
  identity: bytes => bytes,
}

/** Takes off the content encodings, the last one first. */
export function decodeBody(answer: CapturedAnswer, limit = decodedLimit): DecodedBody {
  if (answer.truncated) return { kind: 'obstacle', obstacle: 'truncated' }
  if (answer.body.length === 0) return { kind: 'bytes', bytes: answer.body }
  let bytes = answer.body
  for (const encoding of encodingsOf(answer).reverse()) {
    const decode = decoders[encoding]
    if (decode === undefined) return { kind: 'obstacle', obstacle: 'unknown encoding' }
    try {
      bytes = decode(bytes, { maxOutputLength: limit })
    } catch (error) {
      return { kind: 'obstacle', obstacle: isTooLarge(error) ? 'too large when decoded' : 'broken encoding' }
    }
  }
  return { kind: 'bytes', bytes }
}

function encodingsOf(answer: CapturedAnswer): string[] {
  return headerValues(answer.rawHeaders, 'content-encoding')
    .flatMap(value => value.split(','))
    .map(name => name.trim().toLowerCase())
    .filter(name => name !== '')
}

/** `deflate` means zlib's format (RFC 9110, section 8.4.1.2), but some send bare deflate data. */
function isZlib(bytes: Buffer): boolean {
  const [first = 0, second = 0] = bytes
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
