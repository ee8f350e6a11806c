/** `1 error`, `2 errors`, `1,204 imports`; irregular plurals are given. */
export function amount(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`
}
