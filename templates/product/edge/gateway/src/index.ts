/** Of the schema that keeps answers to requests with an idempotency key. */
export const migrations = new URL('../migrations', import.meta.url)

export type { AuthenticationOptions } from './authentication/authenticate.js'
export type { CorsOptions } from './http/cross-origin.js'
export type { Claim, Claimed, KeptAnswer, KeyStore, KeyTimes } from './idempotency/key-store.js'
export { createMemoryStore } from './idempotency/memory-store.js'
export { createPostgresStore, type Query } from './idempotency/postgres-store.js'
export type { RateClass } from './rate-limits/rate-limiter.js'
export { deriveRoutes, type ModuleRoutes, type PolicyRoute } from './routing/derive-routes.js'
export { type GatewayConfig, InvalidGatewayConfig } from './routing/gateway-config.js'
export type { RouteSettingsInput } from './routing/route-settings.js'
export type { GatewayOptions, GatewayStatus, RunningGateway } from './gateway-options.js'
export { startGateway } from './start-gateway.js'
