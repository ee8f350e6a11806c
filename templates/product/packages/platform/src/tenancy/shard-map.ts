import type { ModuleDatabase } from '../database/index.js'

/** Where the rows of each tenant are. */
export interface ShardMap<Tables> {
  readonly databaseOf: (tenant: string) => Promise<ModuleDatabase<Tables>>
  /** Every database there is, for what concerns more than one tenant. */
  readonly all: () => Promise<readonly ModuleDatabase<Tables>[]>
}

/** All tenants in one database. */
export function singleShard<Tables>(database: ModuleDatabase<Tables>): ShardMap<Tables> {
  return { databaseOf: async () => database, all: async () => [database] }
}

export interface ShardMapOptions<Tables> {
  readonly names: readonly string[]
  /** The name of a tenant's shard. One answer a tenant, for good: rows do not move by themselves. */
  readonly locate: (tenant: string) => string | Promise<string>
  /** Asked once for each name that is in use. */
  readonly open: (name: string) => Promise<ModuleDatabase<Tables>>
}

/** Tenants over several databases. */
export function createShardMap<Tables>(options: ShardMapOptions<Tables>): ShardMap<Tables> {
  const { names, locate, open } = options
  const opened = new Map<string, Promise<ModuleDatabase<Tables>>>()
  const find = (name: string): Promise<ModuleDatabase<Tables>> => {
    const known = opened.get(name)
    if (known !== undefined) return known
    const opening = open(name)
    opened.set(name, opening)
    opening.catch(() => opened.delete(name))
    return opening
  }
  return {
    databaseOf: async tenant => {
      const name = await locate(tenant)
      if (!names.includes(name)) throw new Error(`There is no shard ${name}, where ${tenant} is said to be`)
      return await find(name)
    },
    all: () => Promise.all(names.map(find)),
  }
}
