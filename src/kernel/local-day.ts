/** Today where this runs, as an ISO date (YYYY-MM-DD): the day that deadlines are judged by. */
export function localDay(now: Date = new Date()): string {
  const pad = (part: number): string => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`
}
