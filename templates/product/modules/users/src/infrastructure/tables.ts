import type { Generated, JSONColumnType } from 'kysely'

export interface UsersTables {
  readonly users: {
    readonly id: string
    readonly email: string
    readonly name: string
    readonly password_hash: string
    readonly roles: string[]
    readonly version: number
    readonly created_at: Date
  }
  readonly sessions: {
    readonly id: string
    readonly user_id: string
    readonly address: string | null
    readonly agent: string | null
    readonly created_at: Date
    readonly last_used_at: Date
    readonly expires_at: Date
    readonly revoked_at: Date | null
  }
  readonly refresh_tokens: {
    readonly hash: Buffer
    readonly session_id: string
    readonly used_at: Date | null
  }
  readonly sign_in_attempts: {
    readonly subject: Buffer
    readonly failures: number
    readonly blocked_until: Date
    readonly last_at: Date
  }
  readonly signing_keys: {
    readonly id: string
    readonly public_key: JSONColumnType<Record<string, string>>
    readonly sealed_private_key: Buffer
    readonly signs_from: Date
  }
  readonly audit_log: {
    readonly id: Generated<string>
    readonly at: Generated<Date>
    readonly actor: string | null
    readonly action: string
    readonly subject: string | null
    readonly address: string | null
    readonly details: JSONColumnType<Record<string, unknown>>
  }
}
