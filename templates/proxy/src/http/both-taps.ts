import type { AnswerTap } from './hooks.js'

/** Lets two watch one answer. */
export function bothTaps(one: AnswerTap | null, other: AnswerTap | null): AnswerTap | null {
  if (one === null || other === null) return one ?? other
  const both = (tell: (tap: AnswerTap) => void) => {
    tell(one)
    tell(other)
  }
  return {
    onHead: (status, raw) => both(tap => tap.onHead(status, raw)),
    onChunk: chunk => both(tap => tap.onChunk(chunk)),
    onEnd: () => both(tap => tap.onEnd()),
    onAbort: () => both(tap => tap.onAbort()),
  }
}
