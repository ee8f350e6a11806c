import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { Client } from 'pg'
import type { StateStore } from '../../src/state/state.js'

/** A database for tests, with a place in it that nobody else uses. */
export interface TestDatabase {
  readonly port: number
  /** Of that place, for a config; by another port, through a relay. */
  readonly address: (port?: number) => string
  /** Whose state is meant there. */
  readonly name: string
  /** A store in that place; by another port, through a relay. */
  readonly open: (port?: number) => Promise<StateStore>
  /** Overwrites what is stored with a state of a newer version. */
  readonly storeNewer: () => Promise<void>
  readonly clean: () => Promise<void>
}

/** Null where no server answers. */
export async function openPostgres(): Promise<TestDatabase | null> {
  const url = new URL(process.env.STRANGLER_TEST_POSTGRES ?? 'postgres://postgres@127.0.0.1:5432/test')
  const schema = `strangler_${randomUUID().replaceAll('-', '')}`
  const client = new Client({ connectionString: url.href, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  const connected = await client.connect().then(
    () => true,
    () => false,
  )
  if (!connected) return null
  await client.query(`create schema ${schema}`)
  const { createPostgresStore } = await import('../../src/state/postgres-store.js')
  const address = (port?: number) => {
    const own = new URL(url)
    if (port !== undefined) own.port = String(port)
    own.searchParams.set('options', `-c search_path=${schema}`)
    return own.href
  }
  return {
    port: Number(url.port || 5432),
    address,
    name: schema,
    open: async port => createPostgresStore(address(port), schema),
    storeNewer: async () => {
      const state = '{"version":99,"state":{}}'
      await client.query(`update ${schema}.strangler_state set version = 99, state = $1`, [state])
    },
    clean: async () => {
      await client.query(`drop schema ${schema} cascade`)
      await client.end()
    },
  }
}

/** Null where no server answers. */
export async function openRedis(): Promise<TestDatabase | null> {
  const url = new URL(process.env.STRANGLER_TEST_REDIS ?? 'redis://127.0.0.1:6379')
  const name = randomUUID()
  const client = new Redis(url.href, { lazyConnect: true, connectTimeout: 2000, retryStrategy: () => null })
  client.on('error', () => {})
  const connected = await client.connect().then(
    () => true,
    () => false,
  )
  if (!connected) return null
  const { createRedisStore } = await import('../../src/state/redis-store.js')
  const key = `strangler:{${name}}:state`
  const address = (port?: number) => {
    const own = new URL(url)
    if (port !== undefined) own.port = String(port)
    return own.href
  }
  return {
    port: Number(url.port || 6379),
    address,
    name,
    open: async port => createRedisStore(address(port), name),
    storeNewer: async () => {
      await client.hset(key, { version: 99, state: '{"version":99,"state":{}}' })
    },
    clean: async () => {
      await client.del(key, `strangler:{${name}.other}:state`)
      client.disconnect()
    },
  }
}
