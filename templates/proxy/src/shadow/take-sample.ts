import type { Comparison } from './comparing/compare-answers.js'
import type { AnswerPair } from './copying/shadowed-request.js'
import type { RedactedDifference, Redaction } from './redaction/redaction.js'

/** A difference that was found, without secrets: to be stored and shown. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly method: string
  readonly url: string
  readonly primaryStatus: number
  readonly candidateStatus: number
  /** Noise left out. */
  readonly differences: readonly RedactedDifference[]
  /** How many more there were. */
  readonly omitted: number
}

const differencesKept = 20
const urlCharacters = 2000

/** A sample of a comparison that found a difference. It shares no memory with the answers. */
export function takeSample(
  pair: AnswerPair,
  comparison: Comparison,
  redaction: Redaction,
  at: number,
): Sample {
  const real = comparison.differences.filter(difference => !difference.noise)
  const sample: Sample = {
    at,
    method: pair.request.method,
    url: redaction.url(pair.request.url).slice(0, urlCharacters),
    primaryStatus: pair.primary.status,
    candidateStatus: pair.candidate.status,
    differences: real.slice(0, differencesKept).map(redaction.difference),
    omitted: comparison.omitted + Math.max(0, real.length - differencesKept),
  }
  // A piece of a string keeps the whole of it in memory, here the body of an answer; a copy does not.
  return JSON.parse(JSON.stringify(sample)) as Sample
}
