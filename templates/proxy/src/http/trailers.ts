import { isHopByHop } from './connection-options.js'
import { plainName } from './gateway-headers.js'
import { errorHeader } from './problems.js'

/**
 * What says where a message ends or goes, who sent it, or how it is to be read has to be known before its body: such
 * names are none for trailers (RFC 9110 §6.5.1), and systems that take trailers for headers would be deceived by them.
 */
const early: ReadonlySet<string> = new Set([
  'authorization',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'cookie',
  'expect',
  'forwarded',
  'host',
  'location',
  'max-forwards',
  'set-cookie',
  'trailer',
  'www-authenticate',
  errorHeader,
])

/** Trailers that may be passed on, names and values in turns; those of the plain names `barred` may not either. */
export function passableTrailers(
  raw: readonly string[],
  barred: ReadonlySet<string> | null = null,
): readonly string[] {
  const passed: string[] = []
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = plainName(raw[i] as string)
    const isKept = !early.has(name) && !isHopByHop(name) && !/^x-(?:forwarded-|real-ip$)/.test(name)
    if (isKept && barred?.has(name) !== true) passed.push(raw[i] as string, raw[i + 1] as string)
  }
  return passed
}
