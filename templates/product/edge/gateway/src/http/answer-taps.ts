import type { AnswerTap } from 'strangler-proxy/start'

/** Lets all of them watch one answer. */
export function joinTaps(taps: readonly AnswerTap[]): AnswerTap {
  const [only] = taps
  if (only !== undefined && taps.length === 1) return only
  return {
    onHead: (status, headers) => {
      for (const tap of taps) tap.onHead(status, headers)
    },
    onChunk: chunk => {
      for (const tap of taps) tap.onChunk(chunk)
    },
    onEnd: () => {
      for (const tap of taps) tap.onEnd()
    },
    onAbort: () => {
      for (const tap of taps) tap.onAbort()
    },
  }
}
