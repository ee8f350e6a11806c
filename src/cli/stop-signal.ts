/** Takes the place of what a signal does to other commands: this one has something to end in order. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.removeAllListeners(signal)
      process.once(signal, () => resolve(signal))
    }
  })
}
