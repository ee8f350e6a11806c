import { randomUUID } from 'node:crypto'
import { Redis, type RedisOptions } from 'ioredis'
import type { ProxyState, StateStore } from './state.js'
import { StateError, wordsOf } from './state-error.js'
import { decodeState, encodeState, stateVersion } from './state-format.js'
import { watchRevisions } from './watch-revisions.js'

/**
 * KEYS: the hash, and the channel. ARGV: revision based on, version, new revision, state, notice. Redis runs a script as
 * a whole, so nobody can store in between. A state that has been lost is put back by whoever saves next.
 */
const replaceState = `
  local stored = redis.call('HMGET', KEYS[1], 'revision', 'version')
  if stored[1] and tonumber(stored[1]) ~= tonumber(ARGV[1]) then return 0 end
  if stored[2] and tonumber(stored[2]) > tonumber(ARGV[2]) then return 0 end
  redis.call('HSET', KEYS[1], 'version', ARGV[2], 'revision', ARGV[3], 'state', ARGV[4])
  redis.call('PUBLISH', KEYS[2], ARGV[5])
  return 1`

/**
 * Keeps the state in one hash. A save succeeds only on the revision that it is based on. Others hear of it by
 * PUBLISH, and by asking for the revision now and then if that fails. The server must not evict the key.
 */
export function createRedisStore(url: string, name = 'default'): StateStore {
  const key = `strangler:{${name}}:state`
  const channel = `strangler:{${name}}:changed`
  const place = `key ${key} in Redis`
  const instance = randomUUID()
  const redis = connection(url)

  const ask = async <T>(command: (connected: Redis) => Promise<T>): Promise<T> => {
    try {
      if (redis.status === 'wait' || redis.status === 'end') await redis.connect()
      return await command(redis)
    } catch (error) {
      throw new StateError('unreachable', `Redis cannot be used: ${wordsOf(error)}`, error)
    }
  }

  const save = async (state: ProxyState, basedOn: number) => {
    const values = [basedOn, stateVersion, state.revision, encodeState(state), instance]
    return (await ask(connected => connected.eval(replaceState, 2, key, channel, ...values))) === 1
  }

  return {
    load: async () => {
      const text = await ask(connected => connected.hget(key, 'state'))
      return text === null ? null : decodeState(text, place)
    },
    save,
    watch: changed =>
      watchRevisions({
        changed,
        readRevision: async () => Number((await ask(connected => connected.hget(key, 'revision'))) ?? 0),
        subscribe: (heard, lost) => subscribe(url, { channel, instance }, { heard, lost }),
      }),
    close: async () => redis.disconnect(),
  }
}

/** Says at once when the server is away instead of waiting for it; the next command tries to connect anew. */
function connection(url: string, options: RedisOptions = {}): Redis {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 3000,
    commandTimeout: 5000,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
    connectionName: 'strangler-proxy',
    ...options,
  })
  // Each command reports its own failure.
  redis.on('error', () => {})
  return redis
}

async function subscribe(
  url: string,
  own: { readonly channel: string; readonly instance: string },
  on: { readonly heard: () => void; readonly lost: () => void },
): Promise<() => void> {
  const redis = connection(url)
  redis.on('message', (_channel, from) => {
    if (from !== own.instance) on.heard()
  })
  redis.on('end', on.lost)
  try {
    await redis.connect()
    await redis.subscribe(own.channel)
  } catch (error) {
    redis.disconnect()
    throw error
  }
  return () => redis.disconnect()
}
