import type { ModuleDatabase } from '@shop/platform/database'
import type { AccessTokens } from '../infrastructure/access-tokens.js'
import type { Audit, Client } from '../infrastructure/audit-log.js'
import type { PasswordHasher } from '../infrastructure/password-hasher.js'
import type { UsersTables } from '../infrastructure/tables.js'

/** What use cases are made of. */
export interface Parts {
  readonly database: ModuleDatabase<UsersTables>
  readonly passwords: PasswordHasher
  readonly tokens: AccessTokens
  readonly audit: Audit
  readonly readClient: () => Client
  readonly now: () => Date
}
