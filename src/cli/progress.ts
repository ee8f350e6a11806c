const delay = 1000
const interval = 100
const width = 24
const clearLine = '\r\u001b[2K'

type Listener = (done: number, total: number) => void

let shown = false

/**
 * A bar on stderr for work that takes more than a second; nothing at all without a terminal. Returns what a
 * use case calls as it gets on.
 */
export function startProgress(label: string, enabled: boolean): Listener | undefined {
  if (!enabled) return undefined
  const started = performance.now()
  let last = 0
  return (done, total) => {
    const now = performance.now()
    if (now - started < delay || now - last < interval) return
    last = now
    shown = true
    process.stderr.write(`${clearLine}${renderBar(label, done, total)}`)
  }
}

/** Takes the bar off the screen again. */
export function stopProgress(): void {
  if (!shown) return
  process.stderr.write(clearLine)
  shown = false
}

function renderBar(label: string, done: number, total: number): string {
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.round(share * width)
  const bar = '█'.repeat(filled) + '░'.repeat(width - filled)
  return `${label} ${bar} ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
}
