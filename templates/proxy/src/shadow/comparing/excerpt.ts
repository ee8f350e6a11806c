const before = 24
const length = 96

/** What two texts look like around the first place where they differ, on one line each. */
export function excerptsOf(one: string, other: string): readonly [string, string] {
  let at = 0
  while (at < one.length && at < other.length && one.charCodeAt(at) === other.charCodeAt(at)) at += 1
  const start = Math.max(0, at - before)
  return [excerptAt(one, start, at), excerptAt(other, start, at)]
}

function excerptAt(text: string, start: number, at: number): string {
  const end = Math.min(text.length, start + length)
  const lead = start > 0 ? '…' : ''
  const rest = end < text.length ? '…' : ''
  return `at ${at}: ${lead}${text.slice(start, end)}${rest}`
}
