/** Attempts on one account from one address that cost nothing. */
export const freeAttempts = 5
/** Milliseconds. */
const longest = 15 * 60_000

/** Milliseconds until the next attempt after so many that failed one after the other: 1 s, 2 s, 4 s … */
export function deriveWait(failures: number): number {
  if (failures < freeAttempts) return 0
  return Math.min(longest, 1_000 * 2 ** (failures - freeAttempts))
}
