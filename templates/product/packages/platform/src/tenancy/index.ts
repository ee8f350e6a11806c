export { createShardMap, type ShardMap, type ShardMapOptions, singleShard } from './shard-map.js'
export { createTenantDatabase, type TenantDatabase } from './tenant-database.js'
export { findUnprotected, renderTenantPolicy } from './tenant-policy.js'
