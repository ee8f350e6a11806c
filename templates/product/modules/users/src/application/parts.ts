import type { AccessTokens, Attempts, PasswordHasher, Sessions } from '@shop/platform/credentials'
import type { ModuleDatabase } from '@shop/platform/database'
import type { Client } from '@shop/platform/http'
import type { Audit } from '../infrastructure/audit-log.js'
import type { UsersTables } from '../infrastructure/tables.js'

/** What use cases are made of. */
export interface Parts {
  readonly database: ModuleDatabase<UsersTables>
  readonly passwords: PasswordHasher
  readonly attempts: Attempts
  readonly sessions: Sessions
  readonly tokens: AccessTokens
  readonly audit: Audit
  readonly readClient: () => Client
  readonly now: () => Date
}
