import type { LoadResult } from '../proxy/roles/load.js'

/** How many requests failed, and with which statuses: `12 (503: 10, no answer: 2)`. */
export function renderFailures(rounds: readonly Pick<LoadResult, 'failed' | 'failures'>[]): string {
  const total = rounds.reduce((sum, { failed }) => sum + failed, 0)
  if (total === 0) return '0'
  const counts = new Map<string, number>()
  for (const [status, count] of rounds.flatMap(({ failures }) => Object.entries(failures)))
    counts.set(status, (counts.get(status) ?? 0) + count)
  const parts = [...counts].map(([status, count]) => `${status === '0' ? 'no answer' : status}: ${count}`)
  return `${total} (${parts.join(', ')})`
}
