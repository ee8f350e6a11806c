const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** How long ago, in one unit: `3 min`, `5 h`, `12 d`. */
export function tellAge(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.max(0, Math.floor(milliseconds / 1000))} s`
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`
  if (milliseconds < 2 * day) return `${Math.floor(milliseconds / hour)} h`
  return `${Math.floor(milliseconds / day)} d`
}

/** `2026-11-23 05:36 UTC`. */
export const tellTime = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A share from 0 to 1 in percent. What is not all and not nothing never reads as if it were. */
export function tellShare(share: number): string {
  if (share > 0 && share < 0.0001) return '< 0.01 %'
  if (share < 1 && share > 0.9999) return '> 99.99 %'
  return `${Number((share * 100).toFixed(2))} %`
}

/** `1,240 requests`. */
export const tellCount = (count: number, noun: string, plural = `${noun}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
