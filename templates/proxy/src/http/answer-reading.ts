import { errorHeader } from './problems.js'
import { isHopByHop, nominatedHeaders, withoutNominated } from './connection-options.js'

/** What the proxy has to know of an answer's headers, and what it passes on. */
export interface ReadAnswer {
  /** Names and values in turns, as sent. */
  readonly headers: string[]
  /** Bytes of the body as declared; null when not declared. */
  readonly contentLength: number | null
  /** Places in `headers` of names whose values may speak of the upstream: `Location`, `Set-Cookie` and the like. */
  readonly spoken: readonly number[]
}

const none: readonly number[] = []

/** Reads header lines; null when two of them contradict each other or the framing is none that we know. */
export function readAnswer(status: number, raw: readonly (Buffer | string)[]): ReadAnswer | null {
  let headers: string[] = []
  let contentLength: number | null = null
  let connection = ''
  let chunked = false
  let spoken: number[] | null = null
  for (let i = 0; i < raw.length; i += 2) {
    const name = text(raw[i] as Buffer | string)
    const value = text(raw[i + 1] as Buffer | string)
    const lower = name.toLowerCase()
    if (lower === 'content-length') {
      if (contentLength !== null || !/^\d{1,15}$/.test(value)) return null
      contentLength = Number(value)
      if (status === 204 || status === 101) continue
    } else if (lower === 'transfer-encoding') {
      if (chunked || value.toLowerCase() !== 'chunked') return null
      chunked = true
      continue
    } else if (lower === 'connection') {
      connection = connection === '' ? value : `${connection}, ${value}`
      continue
    } else if (lower === 'location' || lower === 'content-location' || lower === 'set-cookie') {
      spoken ??= []
      spoken.push(headers.length)
    } else if (isDropped(lower, status)) continue
    headers.push(name, value)
  }
  if (chunked && contentLength !== null) return null
  const nominated = nominatedHeaders(connection)
  if (nominated !== null) {
    headers = withoutNominated(headers, nominated)
    spoken = spoken === null ? null : placesOfSpoken(headers)
  }
  if (!chunked) headers = withoutTrailerNames(headers)
  return { headers, contentLength, spoken: spoken ?? none }
}

function text(part: Buffer | string): string {
  return typeof part === 'string' ? part : part.toString('latin1')
}

/** `Upgrade` stays where an answer would mean nothing without it. */
function isDropped(lower: string, status: number): boolean {
  if (lower === 'upgrade') return status !== 426 && status !== 101
  return isHopByHop(lower) || lower === errorHeader
}

function placesOfSpoken(headers: readonly string[]): number[] {
  const places: number[] = []
  for (let i = 0; i < headers.length; i += 2) {
    if (/^(?:(?:content-)?location|set-cookie)$/i.test(headers[i] as string)) places.push(i)
  }
  return places
}

/** Trailers need chunks: their announcement is dropped where there are none. */
function withoutTrailerNames(headers: string[]): string[] {
  for (let i = 0; i < headers.length; i += 2) {
    const name = headers[i] as string
    if (name.length === 7 && name.toLowerCase() === 'trailer') return withoutNominated(headers, trailerName)
  }
  return headers
}

const trailerName: ReadonlySet<string> = new Set(['trailer'])
