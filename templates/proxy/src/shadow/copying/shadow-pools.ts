import { Pool } from 'undici'

/** Connections for copies alone: no client ever waits for one of these. */
export interface ShadowPools {
  readonly at: (origin: string) => Pool
  /** Closes the connections to all other origins once their copies are done. */
  readonly retain: (origins: readonly string[]) => void
  readonly close: () => Promise<void>
}

export function createShadowPools(connections: number, connectTimeout: number): ShadowPools {
  const pools = new Map<string, Pool>()
  return {
    at: origin => {
      let pool = pools.get(origin)
      if (pool === undefined) {
        pool = new Pool(origin, { connections, pipelining: 1, connectTimeout })
        pools.set(origin, pool)
      }
      return pool
    },
    retain: origins => {
      for (const [origin, pool] of pools) {
        if (origins.includes(origin)) continue
        pools.delete(origin)
        pool.close().catch(() => {})
      }
    },
    close: async () => {
      const open = [...pools.values()]
      pools.clear()
      await Promise.all(open.map(pool => pool.destroy()))
    },
  }
}
