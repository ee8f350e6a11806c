/** What every role has in common: it is told what to do by its arguments, and ends when nobody listens any more. */
export function readTask<T>(): T {
  process.once('disconnect', () => process.exit())
  return JSON.parse(process.argv[2] ?? '{}') as T
}

export function tell(value: object): void {
  process.send?.(value)
}
