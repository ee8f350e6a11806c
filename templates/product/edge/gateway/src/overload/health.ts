import { connect } from 'node:net'

/** Whether the internal server can take requests. */
export type CheckHealth = () => boolean | Promise<boolean>

export interface Health {
  readonly isHealthy: () => boolean
  readonly stop: () => void
}

export interface HealthOptions {
  readonly check: CheckHealth
  /** Milliseconds between two checks. */
  readonly every: number
  readonly onChange: (healthy: boolean) => void
}

/** Two failures in a row count, and one success. Healthy until the contrary is known. */
export function watchHealth({ check, every, onChange }: HealthOptions): Health {
  let failures = 0
  let running = false
  const look = async () => {
    if (running) return
    running = true
    const good = await Promise.resolve()
      .then(check)
      .catch(() => false)
    running = false
    const before = failures < 2
    failures = good ? 0 : failures + 1
    const after = failures < 2
    if (before !== after) onChange(after)
  }
  const timer = setInterval(look, every).unref()
  return { isHealthy: () => failures < 2, stop: () => clearInterval(timer) }
}

/** Whether something listens there. */
export function canConnect(origin: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin)
  const number = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
  return new Promise(resolve => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: number, timeout: 1000 })
    const settle = (reachable: boolean) => {
      socket.destroy()
      resolve(reachable)
    }
    socket
      .on('connect', () => settle(true))
      .on('timeout', () => settle(false))
      .on('error', () => settle(false))
  })
}
