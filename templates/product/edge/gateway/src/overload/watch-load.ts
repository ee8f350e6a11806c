import type { ProxyEvent } from 'strangler-proxy/start'
import type { GatewayOptions } from '../gateway-options.js'
import { type ConcurrencyLimit, createConcurrencyLimit } from './concurrency-limit.js'
import { watchEventLoopDelay } from './event-loop-delay.js'
import { canConnect, watchHealth } from './health.js'

export interface Load {
  readonly limit: ConcurrencyLimit
  /** Whether the internal server can take requests. */
  readonly isHealthy: () => boolean
  readonly stop: () => void
}

type LoadOptions = Pick<GatewayOptions, 'internalOrigin' | 'overload' | 'readiness' | 'readinessEvery'>

/** Watches how much this process and the internal server have to do. */
export function watchLoad(options: LoadOptions, tell: (event: ProxyEvent) => void): Load {
  const { internalOrigin, readiness = () => canConnect(internalOrigin), readinessEvery = 1000 } = options
  const { every = 250, ...concurrency } = options.overload ?? {}
  const limit = createConcurrencyLimit(concurrency)
  const delay = watchEventLoopDelay()
  const timer = setInterval(() => limit.adapt(delay.take()), every).unref()
  const health = watchHealth({
    check: readiness,
    every: readinessEvery,
    onChange: healthy =>
      tell(
        healthy
          ? { level: 'info', message: 'The internal server takes requests again.' }
          : { level: 'error', message: 'The internal server takes no requests.' },
      ),
  })
  return {
    limit,
    isHealthy: health.isHealthy,
    stop: () => {
      clearInterval(timer)
      delay.stop()
      health.stop()
    },
  }
}
