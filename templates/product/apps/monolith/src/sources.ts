import { migrations } from '@shop/gateway'
import type { MigrationSource } from '@shop/platform/database'
import type { Wiring } from './wiring/wiring.js'

/** Whose schema has the keys of idempotent requests, which all gateways share. */
export const gatewaySchema = 'gateway'

/** Everything that has a schema. */
export function sourcesOf(modules: readonly Wiring[]): readonly MigrationSource[] {
  return [...modules.map(({ source }) => source), { name: gatewaySchema, migrations }]
}
