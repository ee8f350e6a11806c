import { Pool } from 'undici'
import { connectTo, type TlsSettings } from '../../upstreams/connect-to.js'

/** Connections for copies alone: no client ever waits for one of these. */
export interface ShadowPools {
  readonly at: (origin: string, tls: TlsSettings) => Pool
  /** Closes the connections to all other origins once their copies are done. */
  readonly retain: (origins: readonly string[]) => void
  readonly close: () => Promise<void>
}

export function createShadowPools(connections: number, connectTimeout: number): ShadowPools {
  const pools = new Map<string, Map<string, Pool>>()
  return {
    at: (origin, tls) => {
      const own = pools.get(origin) ?? new Map<string, Pool>()
      pools.set(origin, own)
      const key = JSON.stringify([tls.serverName, tls.ca])
      let pool = own.get(key)
      if (pool === undefined) {
        pool = new Pool(origin, {
          connections,
          pipelining: 1,
          connect: connectTo(origin, tls, connectTimeout),
        })
        own.set(key, pool)
      }
      return pool
    },
    retain: origins => {
      for (const [origin, own] of pools) {
        if (origins.includes(origin)) continue
        pools.delete(origin)
        for (const pool of own.values()) pool.close().catch(() => {})
      }
    },
    close: async () => {
      const open = [...pools.values()].flatMap(own => [...own.values()])
      pools.clear()
      await Promise.all(open.map(pool => pool.destroy()))
    },
  }
}
