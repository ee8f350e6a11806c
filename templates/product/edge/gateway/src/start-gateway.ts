import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type ProxyEvent, startProxy } from 'strangler-proxy/start'
import { createAuthenticate } from './authentication/authenticate.js'
import { createHooks } from './gateway-hooks.js'
import type { GatewayOptions, RunningGateway } from './gateway-options.js'
import { createCrossOrigin } from './http/cross-origin.js'
import { createMemoryStore } from './idempotency/memory-store.js'
import { createReplayAnswers } from './idempotency/replay-answers.js'
import { createGuardLoad } from './overload/guard-load.js'
import { watchLoad } from './overload/watch-load.js'
import { createLimitRates } from './rate-limits/limit-rates.js'
import { createMemoryLimiter } from './rate-limits/memory-limiter.js'
import { defaultRateClasses } from './rate-limits/rate-limiter.js'
import { createRedisLimiter } from './rate-limits/redis-limiter.js'
import { followFile } from './routing/follow-file.js'
import {
  type ConfigSurroundings,
  composeConfig,
  type GatewayConfig,
  InvalidGatewayConfig,
  readGatewayConfig,
} from './routing/gateway-config.js'

const idempotencyDefaults = { lease: 60_000, keep: 86_400_000, answerLimit: 1_048_576 }

/** Opens the only way into the product. Throws InvalidGatewayConfig, or what keeps it from opening. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { host = '127.0.0.1', port, internalOrigin, routes = [], tell = tellStderr } = options
  const rateClasses = { ...defaultRateClasses, ...options.limits }
  const surroundings: ConfigSurroundings = { host, port, internalOrigin, routes, rateClasses }
  const { config = {} } = options
  const text = typeof config === 'string' ? readFileSync(config, 'utf8') : ''
  const first = typeof config === 'string' ? readGatewayConfig(config) : config
  let composed = composeConfig(first, surroundings)
  const limiter = options.redisUrl
    ? await createRedisLimiter({
        url: options.redisUrl,
        tell,
        ...(options.redisPrefix === undefined ? {} : { prefix: options.redisPrefix }),
      })
    : createMemoryLimiter()
  const replays = createReplays(options.idempotency, tell)
  const load = watchLoad(options, tell)
  const closeParts = async () => {
    load.stop()
    await replays.close()
    await limiter.close()
  }
  const hooks = createHooks({
    policy: () => composed.policy,
    authenticate: createAuthenticate(options.users),
    limitRates: createLimitRates(limiter, rateClasses),
    replays,
    guardLoad: createGuardLoad(load),
    crossOrigin: createCrossOrigin(options.cors ?? { origins: [] }),
    security: { hsts: options.hsts ?? 0 },
  })
  const proxy = await startProxy({
    config: composed.engine,
    folder: folderOf(options),
    hooks,
    tell,
    ...(options.log === undefined ? {} : { output: options.log }),
  }).catch(async error => {
    await closeParts()
    throw error
  })
  const reload = (next: GatewayConfig): readonly string[] => {
    try {
      const changed = composeConfig(next, surroundings)
      const problems = proxy.reload(changed.engine)
      if (problems.length === 0) composed = changed
      return problems.map(({ message }) => message)
    } catch (error) {
      if (error instanceof InvalidGatewayConfig) return error.problems
      throw error
    }
  }
  const endFollowing = typeof config === 'string' ? followFile(config, text, { reload, tell }) : null
  return {
    address: proxy.address,
    reload,
    status: () => ({ healthy: load.isHealthy(), ...load.limit.status() }),
    close: async () => {
      endFollowing?.()
      await proxy.close()
      await closeParts()
    },
  }
}

function createReplays(options: GatewayOptions['idempotency'] = {}, tell: (event: ProxyEvent) => void) {
  const { lease, keep, answerLimit } = { ...idempotencyDefaults, ...options }
  return createReplayAnswers({
    store: options.store ?? createMemoryStore(),
    times: { lease, keep },
    answerLimit,
    tell,
  })
}

function folderOf({ folder, config }: GatewayOptions): string {
  return folder ?? (typeof config === 'string' ? path.dirname(config) : process.cwd())
}

function tellStderr({ level, message }: ProxyEvent): void {
  process.stderr.write(`${JSON.stringify({ time: Date.now(), level, message })}\n`)
}
