import path from 'node:path'

/** Share of a file that must have stayed, measured in characters of equal lines; the measure of git's `-M50%`. */
const threshold = 0.5
/** Pairs compared line by line; above that only files moved without a change are found. */
const mostPairs = 40_000

interface Candidate {
  readonly from: string
  readonly to: string
  readonly score: number
}

/**
 * Pairs files that are gone with files that appeared (path → text), each at most once: the most similar first,
 * the same name before another, then in order of path. Line endings and empty files do not count.
 */
export function matchMoves(
  gone: ReadonlyMap<string, string>,
  appeared: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const moves = new Map<string, string>()
  const taken = new Set<string>()
  const exact = deriveEqualPairs(gone, appeared)
  const pairs = [...exact].sort(compareCandidates)
  const take = ({ from, to }: Candidate): void => {
    if (moves.has(from) || taken.has(to)) return
    moves.set(from, to)
    taken.add(to)
  }
  pairs.forEach(take)
  const left = [...gone].filter(([file]) => !moves.has(file))
  const right = [...appeared].filter(([file]) => !taken.has(file))
  if (left.length * right.length <= mostPairs)
    deriveSimilarPairs(left, right).sort(compareCandidates).forEach(take)
  return moves
}

/** Pairs of equal text; of many equal files only as many pairs as there are moved ones. */
function deriveEqualPairs(
  gone: ReadonlyMap<string, string>,
  appeared: ReadonlyMap<string, string>,
): Candidate[] {
  const byText = new Map<string, string[]>()
  for (const [file, text] of appeared) {
    const key = normalize(text)
    if (key !== '') byText.set(key, [...(byText.get(key) ?? []), file])
  }
  return [...gone].flatMap(([from, text]) =>
    (byText.get(normalize(text)) ?? []).map(to => ({ from, to, score: 1 })),
  )
}

function deriveSimilarPairs(
  gone: readonly (readonly [string, string])[],
  appeared: readonly (readonly [string, string])[],
): Candidate[] {
  const targets = appeared.map(([to, text]) => ({ to, lines: countLines(text) }))
  return gone.flatMap(([from, text]) => {
    const lines = countLines(text)
    return targets
      .map(target => ({ from, to: target.to, score: deriveSimilarity(lines, target.lines) }))
      .filter(({ score }) => score >= threshold)
  })
}

function compareCandidates(left: Candidate, right: Candidate): number {
  return (
    right.score - left.score ||
    Number(sameName(right)) - Number(sameName(left)) ||
    compareText(left.from, right.from) ||
    compareText(left.to, right.to)
  )
}

function sameName({ from, to }: Candidate): boolean {
  return path.posix.basename(from) === path.posix.basename(to)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}

/** Line → number of characters in all of its occurrences. */
function countLines(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const line of normalize(text).split('\n')) counts.set(line, (counts.get(line) ?? 0) + line.length + 1)
  return counts
}

function deriveSimilarity(left: ReadonlyMap<string, number>, right: ReadonlyMap<string, number>): number {
  const larger = Math.max(sum(left), sum(right))
  let shared = 0
  for (const [line, characters] of left) shared += Math.min(characters, right.get(line) ?? 0)
  return larger <= 1 ? 0 : shared / larger
}

function sum(counts: ReadonlyMap<string, number>): number {
  let total = 0
  for (const characters of counts.values()) total += characters
  return total
}

function normalize(text: string): string {
  return text.replaceAll('\r\n', '\n')
}
