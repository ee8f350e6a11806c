import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { Backend } from './backend.js'
import { readNotice, writeNotice } from './drop-notice.js'

/** Milliseconds. */
const patience = { connect: 1_000, command: 200, generation: 3_600_000 }

const writeScript = `
if (redis.call('GET', KEYS[2]) or '0') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`

const dropScript = `
redis.call('INCR', KEYS[2])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
redis.call('DEL', KEYS[1])
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1`

/** Shared by all processes. Each drop counts the generation of its key up, so that what was loaded before it is not written after it. */
export function createRedisBackend(url: string, prefix: string): Backend {
  const self = randomUUID()
  const channel = `${prefix}drops`
  const options = {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: patience.connect,
    retryStrategy: (attempt: number) => Math.min(attempt * 100, 2_000),
  }
  const redis = new Redis(url, { ...options, commandTimeout: patience.command })
  const subscriber = new Redis(url, options)
  const listeners = new Set<(key: string | null) => void>()
  const tell = (key: string | null) => {
    for (const listener of listeners) listener(key)
  }
  redis.on('error', () => {})
  subscriber.on('error', () => {})
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).then(
      () => tell(null),
      () => {},
    )
  })
  subscriber.on('message', (_, notice) => {
    const { sender, key } = readNotice(notice)
    if (sender !== self) tell(key)
  })
  const keysOf = (key: string) => [`${prefix}{${key}}`, `${prefix}{${key}}:generation`] as const

  return {
    read: async key => {
      const [text = null, generation = null] = await redis.mget(...keysOf(key))
      return { text, ticket: generation ?? '0' }
    },
    write: async (key, text, { ticket, ttl }) => {
      await redis.eval(writeScript, 2, ...keysOf(key), ticket, text, Math.ceil(ttl))
    },
    drop: async key => {
      await redis.eval(dropScript, 2, ...keysOf(key), patience.generation, channel, writeNotice(self, key))
    },
    onDrop: listener => void listeners.add(listener),
    close: async () => {
      redis.disconnect()
      subscriber.disconnect()
    },
  }
}
