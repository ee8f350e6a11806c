/** Milliseconds within which signals are one wish: Ctrl-C comes from the terminal, and again from a watcher above. */
const oneWish = 1_000

/** Calls `stop` at the first SIGINT or SIGTERM. Who asks again later wants the process gone, whatever is under way. */
export function onStopSignal(stop: () => unknown): void {
  let first: number | null = null
  const take = () => {
    if (first === null) {
      first = performance.now()
      stop()
    } else if (performance.now() - first > oneWish) process.exit(1)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, take)
}
