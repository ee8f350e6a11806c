import type { Role } from '../domain/membership.js'

export interface TenantsTables {
  readonly tenants: {
    readonly id: string
    readonly name: string
    /** Grows by one with each change of the tenant or of its members. */
    readonly version: number
    readonly created_at: Date
  }
  readonly members: {
    readonly tenant: string
    readonly user_id: string
    readonly role: Role
    readonly joined_at: Date
  }
}
