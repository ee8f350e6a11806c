export type { Cache, CacheOptions } from './cache.js'
export { type CachesOptions, type Caches, openCaches } from './open-caches.js'
