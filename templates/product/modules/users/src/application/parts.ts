import type { ModuleDatabase } from '@shop/platform/database'
import type { AccessTokens } from '../infrastructure/access-tokens.js'
import type { KeyRing } from '../infrastructure/key-ring.js'
import type { PasswordHasher } from '../infrastructure/password-hasher.js'
import type { UsersTables } from '../infrastructure/tables.js'

/** Where a request comes from, as far as it is known. */
export interface Client {
  readonly address: string | null
  readonly agent: string | null
}

/** What use cases are made of. */
export interface Parts {
  readonly database: ModuleDatabase<UsersTables>
  readonly passwords: PasswordHasher
  readonly ring: KeyRing
  readonly tokens: AccessTokens
  readonly readClient: () => Client
  readonly now: () => Date
}
